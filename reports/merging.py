"""Making one account of two that one person had.

Answers stay with their attempts, and the attempts are moved by the database alone
(quizzes/merging.py). Of all else the later or the longer is kept, and no words are lost.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from accounts.merging import close_for
from accounts.models import User
from cohorts.models import MemberNote, NoticeRecipient
from courses.models import CompletionRecord, Enrolment
from courses.models.cohort import SAID_BY_ROSTERS
from progress.models import (
    NOTE_LENGTH,
    ChecklistTick,
    Diagnosis,
    DiagnosisDraft,
    LessonNote,
    LessonRead,
    LessonVisit,
)
from quizzes.models import Merge
from reports.may_be_merged import why_not

Row = TypeVar("Row", bound=Model)
BETWEEN_NOTES = "\n\n"


class NotMergedError(Exception):
    """Why these two accounts stay two, as a sentence for who asked."""


@transaction.atomic
def merge(closed: User, stays: User) -> None:
    """Close `closed`; all that was theirs is of `stays` from then on. Raises `NotMergedError`."""
    rows = User.objects.select_for_update().order_by("pk").in_bulk([closed.pk, stays.pk])
    closed, stays = rows[closed.pk], rows[stays.pk]
    if reason := why_not(closed, stays):
        raise NotMergedError(reason)
    close_for(closed, stays)
    Merge.objects.create(closed=closed, stays=stays)
    _take_over(Enrolment, closed, stays, ["cohort_id"], _join_enrolments)
    _take_over(LessonRead, closed, stays, ["lesson_id"], _join_reads)
    _take_over(LessonVisit, closed, stays, ["lesson_id"], _join_visits)
    _take_over(ChecklistTick, closed, stays, ["lesson_id", "key"], _keep_own)
    _take_over(DiagnosisDraft, closed, stays, ["self_diagnosis_id"], _keep_later)
    _take_over_notes(closed, stays)
    for model in (Diagnosis, MemberNote):
        model._default_manager.filter(learner=closed).update(learner=stays)
    # Of a course that both have completed, the number on paper stays with the closed account.
    completed = CompletionRecord.objects.filter(learner=stays).values("course")
    records = CompletionRecord.objects.filter(learner=closed).exclude(course__in=completed)
    records.update(learner=stays)
    _take_over_notices(closed, stays)


def _take_over(
    model: type[Row],
    closed: User,
    stays: User,
    keys: Sequence[str],
    join: Callable[[Row, Row], None],
) -> None:
    """Rows of `closed` become those of `stays`; where both have one, `join` makes one of them."""
    rows = model._default_manager
    by_key = {tuple(getattr(row, key) for key in keys): row for row in rows.filter(learner=stays)}
    for row in rows.filter(learner=closed):
        own = by_key.get(tuple(getattr(row, key) for key in keys))
        if own is None:
            rows.filter(pk=row.pk).update(learner=stays)
        else:
            row.delete()
            join(own, row)


def _join_enrolments(own: Enrolment, other: Enrolment) -> None:
    """Since the earlier day; a member still where one of the two is."""
    is_member = own.left_at is None or other.left_at is None
    own.brought_back = all(
        each.brought_back for each in (own, other) if not is_member or each.left_at is None
    )
    own.left_at = None if is_member else max(filter(None, (own.left_at, other.left_at)))
    own.joined_at = min(own.joined_at, other.joined_at)
    for name in SAID_BY_ROSTERS:
        setattr(own, name, getattr(own, name) or getattr(other, name))
    own.save()


def _join_reads(own: LessonRead, other: LessonRead) -> None:
    own.read_at = min(own.read_at, other.read_at)
    own.revision = max(own.revision, other.revision)
    own.save()


def _join_visits(own: LessonVisit, other: LessonVisit) -> None:
    own.visited_at = max(own.visited_at, other.visited_at)
    own.save()


def _keep_own(own: Model, other: Model) -> None:
    """Both say the same."""


def _keep_later(own: DiagnosisDraft, other: DiagnosisDraft) -> None:
    if other.saved_at > own.saved_at:
        own.contents, own.saved_at = other.contents, other.saved_at
        own.version = max(own.version, other.version) + 1
        own.form, own.sequence = other.form, other.sequence
        own.save()


def _take_over_notes(closed: User, stays: User) -> None:
    """Of two at one section one is made; what is too long for that stands by itself."""
    at_lesson = {note.lesson_id: note for note in LessonNote.objects.filter(learner=stays)}
    for note in LessonNote.objects.filter(learner=closed):
        own = at_lesson.get(note.lesson_id) if note.lesson_id else None
        joined = f"{own.text}{BETWEEN_NOTES}{note.text}" if own else ""
        if own is None:
            LessonNote.objects.filter(pk=note.pk).update(learner=stays)
        elif len(joined) > NOTE_LENGTH:
            LessonNote.objects.filter(pk=note.pk).update(learner=stays, lesson=None)
        else:
            note.delete()
            own.text, own.version = joined, own.version + 1
            own.saved_at = max(own.saved_at, note.saved_at)
            own.save()


def _take_over_notices(closed: User, stays: User) -> None:
    """A notice is for members, and to whom it went is fixed: it is sent anew, read as it was."""
    cohorts = Enrolment.objects.active().filter(learner=stays).values("cohort")
    has = NoticeRecipient.objects.filter(learner=stays).values("notice")
    left = NoticeRecipient.objects.filter(learner=closed, notice__cohort__in=cohorts)
    for recipient in left.exclude(notice__in=has):
        NoticeRecipient.objects.create(
            notice_id=recipient.notice_id, learner=stays, read_at=recipient.read_at
        )
    left.delete()
