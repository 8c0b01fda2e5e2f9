"""All that the pages about a learner's courses show of them, asked for in one query."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.access import is_author
from courses.models.cohort import IS_OPEN_TO
from courses.models.edition import CURRENT, Tokens
from courses.one_row import one_row
from progress.counted import Counted
from progress.models.diagnosis import level_reached
from progress.queries import text_of
from quizzes.repetition import FirstAnswer

if TYPE_CHECKING:
    from accounts.models import User

SQL = Path(__file__).with_name("standing.sql")


class ModuleState(NamedTuple):
    """As module_state.sql has it; of a module without a row nothing is done."""

    state: str = "not-started"
    finished_at: datetime.datetime | None = None
    completed_at: datetime.datetime | None = None


class LessonMarks(NamedTuple):
    """A learner's marks on a lesson: the revision read and since when, and when last there."""

    revision: int | None = None
    read_at: datetime.datetime | None = None
    visited_at: datetime.datetime | None = None


@dataclass(frozen=True)
class TakenDiagnosis:
    """A diagnosis, by the level that it came to: 0 if none."""

    taken_at: datetime.datetime
    level_reached: int
    level_name: str = ""

    @property
    def level_text(self) -> str:
        """In words; nobody is told of a level 0."""
        if not self.level_reached:
            return _("On the way to level 1")
        return _("Level %(level)d reached") % {"level": self.level_reached}


class Upcoming(NamedTuple):
    """A cohort that one is in and that has not begun."""

    name: str
    starts_on: datetime.date


class PlannedFor(NamedTuple):
    """The day by which a cohort means to have finished a module, and its calendar, if any."""

    day: datetime.date
    calendar: str


class UnreadNotice(NamedTuple):
    """What a facilitator has written to one, who has not said yet that they have read it."""

    pk: int
    text: str
    sent_at: datetime.datetime
    cohort: str
    author: str


@dataclass(frozen=True)
class StandingRows:
    """What one learner did in courses that they can read (or have left), by what it was done in.

    `courses` are the slugs of those, by title; `first_answers` come with their module; `diagnoses`
    are by self-diagnosis, oldest first; `drafts` are the self-diagnoses that are begun; `plan` are
    the days by which the latest running cohort of each course means to have finished a module.
    """

    edition: Tokens
    courses: Sequence[str]
    states: Mapping[int, ModuleState]
    marks: Mapping[int, LessonMarks]
    first_answers: Sequence[tuple[int, FirstAnswer]]
    diagnoses: Mapping[int, Sequence[TakenDiagnosis]]
    drafts: Collection[int]
    upcoming: Sequence[Upcoming]
    plan: Mapping[int, PlannedFor]
    notices: Sequence[UnreadNotice]

    @classmethod
    def ask(
        cls, learner: "User", course: int | None = None, *, left: bool = False
    ) -> "StandingRows":
        """Of all that are open to them, or one; with `left`, of one whether it is or not."""
        parameters = {
            **Counted.alone(learner).parameters,
            "learner": learner.pk,
            "course": course,
            "is_author": is_author(learner),
            "is_left": left,
            "today": timezone.localdate(),
        }
        edition, *columns = one_row(_query(), parameters)
        courses, states, marks, answers, diagnoses, drafts, upcoming, plan, notices = (
            column or [] for column in columns
        )
        return cls(
            tuple(edition),
            courses,
            {
                module: ModuleState(state, _moment(finished_at), _moment(completed_at))
                for module, state, finished_at, completed_at in states
            },
            {
                lesson: LessonMarks(revision, _moment(read_at), _moment(visited_at))
                for lesson, revision, read_at, visited_at in marks
            },
            [
                (module, FirstAnswer(attempt, question, _at(answered_at), is_correct))
                for module, attempt, question, answered_at, is_correct in answers
            ],
            _by_page(diagnoses),
            drafts,
            [Upcoming(name, datetime.date.fromisoformat(day)) for name, day in upcoming],
            {
                module: PlannedFor(datetime.date.fromisoformat(day), token or "")
                for module, day, token in plan
            },
            [
                UnreadNotice(pk, text, _at(sent_at), cohort, author)
                for pk, text, sent_at, cohort, author in notices
            ],
        )


@cache
def _query() -> str:
    query = text_of(SQL).replace("%(modules)s", "ARRAY(SELECT id FROM readable_module)")
    return query.replace("{edition}", CURRENT).replace(
        "{is_open}", IS_OPEN_TO.format(course="course.id")
    )


def _by_page(rows: Sequence[Sequence[Any]]) -> dict[int, list[TakenDiagnosis]]:
    by_page: dict[int, list[TakenDiagnosis]] = {}
    for page, taken_at, ratings in rows:
        reached = level_reached(ratings or ())
        by_page.setdefault(page, []).append(TakenDiagnosis(_at(taken_at), reached))
    return by_page


def _at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _moment(text: str | None) -> datetime.datetime | None:
    return None if text is None else _at(text)
