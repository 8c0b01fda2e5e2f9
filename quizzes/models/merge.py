from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes import merging
from quizzes.models.attempt import Attempt


class Merge(models.Model):
    """That two accounts are one person's: with this row the database moves the attempts."""

    closed = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged account")
    )
    stays = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged into")
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)

    class Meta:
        default_permissions = ()  # made on a page of superusers alone
        verbose_name = _("merge of accounts")
        verbose_name_plural = _("merges of accounts")
        constraints = [
            models.CheckConstraint(condition=~Q(closed=F("stays")), name="merge_is_of_two"),
        ]
        triggers = [
            *merging.MERGES_ARE_APPEND_ONLY,
            merging.MERGE_IS_OF_CLOSED_ACCOUNT,
            merging.MERGE_MOVES_ATTEMPTS,
        ]

    def __str__(self) -> str:
        return f"{self.closed_id} → {self.stays_id}"


class MergedAttempt(models.Model):
    """Whose an attempt was before a merge, and its number; written by the database."""

    merge = models.ForeignKey(
        Merge, models.PROTECT, related_name="attempts", verbose_name=_("merge of accounts")
    )
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, related_name="+", verbose_name=_("attempt")
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("learner"),
        db_index=False,
    )
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        default_permissions = ()
        verbose_name = _("attempt before a merge")
        verbose_name_plural = _("attempts before a merge")
        triggers = [
            *merging.MERGED_ATTEMPTS_ARE_APPEND_ONLY,
            merging.MERGED_ATTEMPTS_ARE_KEPT,
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.learner_id} · {self.number}"
