from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.invariants import append_only

if TYPE_CHECKING:
    from accounts.models import User


class SeenAnswersQuerySet(models.QuerySet["SeenAnswers"]):
    def note(self, viewer: "User", learners: Iterable[int], address: str) -> None:
        """Note that the viewer was shown, at this address, what these learners (ids) answered."""
        now = timezone.now()
        self.bulk_create(
            SeenAnswers(viewer=viewer, learner_id=learner, address=address[:200], seen_at=now)
            for learner in learners
        )


class SeenAnswers(models.Model):
    """The access log: who was shown whose answers, when and where; nobody edits it."""

    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("seen by"),
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("learner"),
    )
    address = models.CharField(_("address"), max_length=200)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now, db_index=True)

    objects = SeenAnswersQuerySet.as_manager()

    class Meta:
        verbose_name = _("seen answers")
        verbose_name_plural = _("access log")
        ordering = ["-seen_at", "-pk"]
        triggers = append_only("access_log_is", "The access log is never changed.")

    def __str__(self) -> str:
        return f"{self.viewer} · {self.learner} · {self.address}"
