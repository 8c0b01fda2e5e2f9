"""What facilitators write down of a member for one another."""

import datetime
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from courses.submissions import with_contents
from texts.visible import VISIBLE

if TYPE_CHECKING:
    from accounts.models import User

MEMBER_NOTE_LENGTH = 1000


class MemberNoteQuerySet(models.QuerySet["MemberNote"]):
    def keep(
        self,
        cohort: Cohort,
        learner: "User",
        author: "User",
        text: str,
        contacted_on: datetime.date | None,
        form: uuid.UUID,
    ) -> tuple["MemberNote", bool]:
        """Once for each form that says just this; with it, whether it is new."""
        return self.get_or_create(
            submission=with_contents(form, cohort.pk, learner.pk, author.pk, text, contacted_on),
            defaults={
                "cohort": cohort,
                "learner": learner,
                "author": author,
                "text": text,
                "contacted_on": contacted_on,
            },
        )


class MemberNote(models.Model):
    """A line on a member of a cohort, the day on which one was in touch with them, or both.

    The cohort's facilitators see it; the member has it only in the file of all their own data.
    """

    cohort = models.ForeignKey(
        Cohort,
        models.CASCADE,
        related_name="member_notes",
        verbose_name=_("cohort"),
        db_index=False,
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notes_of_facilitators",
        verbose_name=_("learner"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
        null=True,
    )
    text = models.TextField(_("text"), blank=True)
    contacted_on = models.DateField(_("in touch on"), null=True, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    submission = models.UUIDField(
        editable=False,
        unique=True,
        default=uuid.uuid4,
        help_text=_("The form on a page that sent it."),
    )

    objects = MemberNoteQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # handled on the pages of a cohort
        verbose_name = _("note on a member")
        verbose_name_plural = _("notes on members")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "learner"], name="member_note_of_cohort")]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=VISIBLE) | Q(text="", contacted_on__isnull=False),
                name="member_note_says_something",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), MEMBER_NOTE_LENGTH),
                name="member_note_is_short",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.text[:50]}"
