"""A few words to chosen members, shown on their first page until they have read them."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.invariants import (
    NOTICE_IS_FIXED,
    NOTICE_IS_FOR_MEMBERS,
    NOTICE_IS_TO_SOMEBODY,
    RECIPIENT_IS_FIXED,
)
from courses.models import Cohort
from courses.submissions import with_contents
from texts.visible import VISIBLE

if TYPE_CHECKING:
    from accounts.models import User

NOTICE_LENGTH = 2000


class NoticeQuerySet(models.QuerySet["Notice"]):
    @transaction.atomic
    def send(
        self,
        cohort: Cohort,
        by: "User",
        text: str,
        learners: Iterable[int],
        submission: uuid.UUID | None = None,
    ) -> "Notice":
        """To these members: once for each form (`submission`) that says just this."""
        learners, form = sorted(learners), submission or uuid.uuid4()
        notice, is_new = self.get_or_create(
            submission=with_contents(form, cohort.pk, by.pk, text, learners),
            defaults={"cohort": cohort, "author": by, "text": text},
        )
        if not is_new:
            return notice
        NoticeRecipient.objects.bulk_create(
            [NoticeRecipient(notice=notice, learner_id=learner) for learner in learners],
            batch_size=1000,
        )
        return notice

    def with_counts(self) -> "NoticeQuerySet":
        """With `people` and `readers`."""
        read = Count("recipients", filter=~Q(recipients__read_at=None))
        return self.annotate(people=Count("recipients"), readers=read)  # type: ignore[no-redef]

    def withdraw(self) -> int:
        return self.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())


class Notice(models.Model):
    """Words of a facilitator to members of a cohort; sent, it stays as it is or is withdrawn."""

    people: int  # of `with_counts`
    readers: int

    cohort = models.ForeignKey(
        Cohort, models.CASCADE, related_name="notices", verbose_name=_("cohort")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
        null=True,
    )
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    submission = models.UUIDField(
        editable=False,
        unique=True,
        default=uuid.uuid4,
        help_text=_("The form on a page that sent it."),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # handled on the pages of a cohort
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-sent_at", "-pk"]
        triggers = [NOTICE_IS_FIXED, NOTICE_IS_TO_SOMEBODY]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__regex=VISIBLE), name="notice_has_words"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), NOTICE_LENGTH), name="notice_is_short"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]


class NoticeRecipientQuerySet(models.QuerySet["NoticeRecipient"]):
    def note_as_read(self) -> int:
        """The first time counts."""
        return self.filter(read_at=None).update(read_at=timezone.now())


class NoticeRecipient(models.Model):
    """A member whom a notice was sent to, and when they said that they had read it."""

    notice = models.ForeignKey(
        Notice,
        models.CASCADE,
        related_name="recipients",
        verbose_name=_("notice"),
        db_index=False,
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("learner"),
    )
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeRecipientQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["notice", "pk"]
        triggers = [NOTICE_IS_FOR_MEMBERS, RECIPIENT_IS_FIXED]
        constraints = [
            models.UniqueConstraint(fields=["notice", "learner"], name="notice_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.notice}"
