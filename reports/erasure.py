"""Erasing a person on request: who they were and what they wrote goes, the counts stay."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from accounts.models import User
from accounts.second_factor.factors import take_off_factors
from accounts.throttle import forget
from cohorts.models import MemberNote, NoticeRecipient
from courses.models import CompletionRecord
from courses.models.cohort import SAID_BY_ROSTERS
from progress.models import ChecklistTick, DiagnosisDraft, LessonNote, Rating

# "On my own" needs a line of evidence; this is what is left of one.
ERASED = "—"


@dataclass(frozen=True)
class ErasePage:
    """Whom it is about, whether one may, and what was typed to say that it is meant.

    `typed` is None where nothing was sent.
    """

    person: User
    may: bool
    typed: str | None
    has_to_join_again: bool


@transaction.atomic
def erase(person: User) -> None:
    """Put a pseudonym in the person's place; answers, ratings and the access log keep counting."""
    written = Rating.objects.filter(diagnosis__learner=person).exclude(evidence="")
    written.filter(rating=Rating.Choice.ON_MY_OWN).update(evidence=ERASED)
    written.exclude(rating=Rating.Choice.ON_MY_OWN).update(evidence="")
    for own in (
        CompletionRecord,
        DiagnosisDraft,
        LessonNote,
        ChecklistTick,
        NoticeRecipient,
        MemberNote,
    ):
        own._default_manager.filter(learner=person).delete()
    forget(person)
    person.enrolments.update(**dict.fromkeys(SAID_BY_ROSTERS, ""))
    take_off_factors(person)
    for other in person.merged.all():
        erase(other)
    person.anonymise()
    _forget_in_log([person])
    _forget_in_log(person.enrolments.select_related("learner", "cohort"))


def _forget_in_log(objects: Iterable[Model]) -> None:
    """The admin's log names what was changed as it was called then."""
    for row in objects:
        about = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
        )
        about.update(object_repr=str(row), change_message="")
