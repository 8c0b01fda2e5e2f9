from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.access import is_author
from courses.models import Cohort
from quizzes.models.question import Question
from texts.visible import VISIBLE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LONGEST = 2000
# More than so many are not listed at once; the oldest come first.
MOST_LISTED = 20


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> "RemarkQuerySet":
        return self.filter(done_at=None)

    def waiting_for(self, user: "User | AnonymousUser") -> "list[Remark]":
        """Those that an author has to look at; for anybody else there are none."""
        if not is_author(user):
            return []
        about = self.open().select_related("question__quiz__module", "cohort", "sent_by")
        return list(about.order_by("sent_at")[:MOST_LISTED])

    def send(self, question: Question, cohort: Cohort, sender: "User", text: str) -> "Remark":
        """Put it before the authors; sent twice while it is open it is there once."""
        return self.get_or_create(
            question=question, cohort=cohort, sent_by=sender, text=text, done_at=None
        )[0]

    def finish(self, author: "User") -> int:
        """Mark them as done; tells how many were open."""
        return self.open().update(done_at=timezone.now(), done_by=author)


class Remark(models.Model):
    """What a facilitator tells the authors about a question; open until one of them is done."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="remarks", verbose_name=_("question")
    )
    # It outlives its cohort.
    cohort = models.ForeignKey(
        Cohort, models.SET_NULL, related_name="+", null=True, verbose_name=_("cohort")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    text = models.TextField(_("words to the authors"), max_length=LONGEST)
    done_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("dealt with by"),
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # who may change the question handles it
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=VISIBLE),
                name="remark_has_words",
                violation_error_message=_("Write what the authors should know."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST), name="remark_is_short"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="remark_is_done_by_somebody",
            ),
            models.UniqueConstraint(
                "question",
                "cohort",
                "sent_by",
                MD5("text"),
                condition=Q(done_at=None),
                name="remark_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"
