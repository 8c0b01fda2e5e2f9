"""What facilitators have written down of a member, and a form to write more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, cast

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cohorts.models import MEMBER_NOTE_LENGTH, MemberNote
from cohorts.plain_text import PlainText, SubmissionField
from cohorts.plan.form import DayField
from courses.models import Enrolment


class MemberNoteForm(forms.Form):
    """A line, the day on which one was in touch, or both."""

    contacted_on = DayField(label=gettext_lazy("In touch on"), required=False)
    text = PlainText(MEMBER_NOTE_LENGTH, label=gettext_lazy("Note"), required=False)
    submission = SubmissionField()

    def clean_contacted_on(self) -> date | None:
        day: date | None = self.cleaned_data["contacted_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        if not self.errors and not (self.cleaned_data["text"] or self.cleaned_data["contacted_on"]):
            self.add_error("text", _("Write a note, or the day on which you were in touch."))
        return self.cleaned_data


class Note(NamedTuple):
    """A note as it is shown; `author_id` and name are of who wrote it, if they are still there."""

    pk: int
    text: str
    contacted_on: date | None
    written_at: datetime
    author_id: int | None
    author: str


class _WithNotes(Protocol):
    notes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class MemberNotes:
    """Those of one member in one cohort, the latest first, and a form for one more."""

    learner: int
    notes: Sequence[Note]
    form: MemberNoteForm

    @classmethod
    def of(cls, enrolment: Enrolment) -> "MemberNotes":
        """Of an enrolment `with_notes`."""
        rows = cast("_WithNotes", enrolment).notes
        return cls(enrolment.learner_id, [_note(**row) for row in rows], MemberNoteForm())


def with_notes(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Each with the notes on its member.

    Also for a report that is read from a replica they come from the database itself: what was
    written just now is there.
    """
    of_member = MemberNote.objects.filter(cohort=OuterRef("cohort"), learner=OuterRef("learner"))
    name = Coalesce(NullIf("author__name", Value("")), "author__username", Value(""))
    columns = {name: name for name in ("pk", "text", "contacted_on", "written_at", "author_id")}
    notes = of_member.order_by("-written_at", "-pk").values(row=JSONObject(**columns, author=name))
    return enrolments.using(DEFAULT_DB_ALIAS).annotate(notes=ArraySubquery(notes))


def _note(*, contacted_on: str | None, written_at: str, **fields: Any) -> Note:
    return Note(
        **fields,
        contacted_on=date.fromisoformat(contacted_on) if contacted_on else None,
        written_at=datetime.fromisoformat(written_at),
    )


@dataclass(frozen=True)
class MemberNotePage:
    """A note that was not kept as it was sent."""

    person: User
    form: MemberNoteForm
