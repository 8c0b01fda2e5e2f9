"""The first page of the admin for a facilitator: what the minute before a meeting needs, unasked.

Who is behind and why, this week's questions with the misconception behind them and how sure that
is, and what has changed since the last meeting.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from analysis.findings import Finding, misconceptions
from analysis.items import Item
from cohorts.models import MeetingDay
from courses.days import start_of, start_of_day_ago
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.queries import rows
from reports.meeting import Meeting, Topic, module_of_the_week
from reports.overview import LATE, PEOPLE, STALLED_AFTER, late_text, tiles

HOME_SQL = Path(__file__).with_name("home.sql")

WEEK = 7  # days, today included
MOST_COHORTS, MOST_NAMES = 10, 12
# Why one may want to speak to somebody, in this order.
REASONS = {
    "stalled": PEOPLE["stalled"],
    LATE: _("Under way, but behind the plan"),
    "not-started": PEOPLE["not-started"],
}


@dataclass(frozen=True)
class Listed:
    """A member one may want to speak to; `is_new`: only since the last meeting."""

    reason: str
    learner: int
    name: str
    byline: str
    done: int
    late: int
    active_at: datetime.datetime | None
    is_new: bool

    def why(self, modules: int) -> str:
        """How long nothing was done, by the calendar, and how far they are."""
        if self.active_at is None:
            return late_text(self.late)
        days = (timezone.localdate() - timezone.localdate(self.active_at)).days
        away = ngettext("nothing for %(days)d day", "nothing for %(days)d days", days)
        done = _("%(done)d of %(modules)d modules complete")
        parts = [
            away % {"days": days} if self.reason == "stalled" else "",
            str(done) % {"done": self.done, "modules": modules},
            late_text(self.late),
        ]
        return " · ".join(filter(None, parts))


@dataclass(frozen=True)
class Group:
    """All whom one may want to speak to for a reason, and the first of them by name."""

    reason: str
    people: int
    members: list[tuple[Listed, str]]

    @property
    def text(self) -> str:
        return str(REASONS[self.reason])

    @property
    def unnamed(self) -> int:
        return self.people - len(self.members)


@dataclass(frozen=True)
class CohortNow:
    """How many of a cohort are where, and what has become of them `since` its last meeting.

    Where none is known, it is a week ago.
    """

    cohort: Cohort
    since: datetime.date
    is_since_a_meeting: bool
    modules: int
    has_plan: bool
    states: dict[str, int]
    late: int
    active: int
    newly_stalled: int
    reasons: dict[str, int]
    listed: list[Listed]
    completed: dict[int, int]

    @property
    def people(self) -> int:
        return sum(self.states.values())

    @property
    def tiles(self) -> list[tuple[str, str, int]]:
        return tiles(self.states, self.late if self.has_plan else None)

    @property
    def behind(self) -> list[Group]:
        return [
            Group(
                reason,
                self.reasons[reason],
                [
                    (member, member.why(self.modules))
                    for member in self.listed
                    if member.reason == reason
                ],
            )
            for reason in REASONS
            if reason in self.reasons
        ]

    @property
    def finished(self) -> list[Listed]:
        """Who has finished the course since."""
        return [member for member in self.listed if member.reason == "finished"]

    @property
    def completions(self) -> int:
        return sum(self.completed.values())


@dataclass(frozen=True)
class Question:
    """One to speak about, with what is told of it: first the misconceptions, and whether new."""

    topic: Topic
    findings: list[tuple[Finding, bool]]


@dataclass(frozen=True)
class Home:
    """The cohorts of this facilitator, running ones first, and more of the one `shown`."""

    cohorts: list[CohortNow]
    shown: CohortNow | None = None
    modules: tuple[Module, ...] = ()
    meeting: Meeting | None = None

    @classmethod
    def of(cls, user: User, slug: str = "") -> "Home":
        running = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
        own = Cohort.objects.facilitated_by(user).filter(running).select_related("course")
        met = own.annotate(met_on=MeetingDay.objects.last_of(OuterRef("pk")))
        cohorts = list(met.in_order()[:MOST_COHORTS])
        if not cohorts:
            return cls([])
        modules = _modules_of(cohorts)
        cohorts_now = _standing_of(cohorts, modules)
        shown = next((now for now in cohorts_now if now.cohort.slug == slug), cohorts_now[0])
        course = shown.cohort.course_id
        in_course = tuple(module for module in modules if module.course_id == course)
        return cls(cohorts_now, shown, in_course, _week(shown, in_course))

    @property
    def others(self) -> list[CohortNow]:
        return [now for now in self.cohorts if now is not self.shown]

    @property
    def learners(self) -> list[int]:
        """Who is shown by name."""
        return [member.learner for member in self.shown.listed] if self.shown else []

    @cached_property
    def new_misconceptions(self) -> set[tuple[int, int]]:
        """Those told now and not at the last meeting, as (question, option)."""
        items = self.meeting.items if self.meeting else []
        return _drawn(items) - _drawn(item.first_answered_before() for item in items)

    @property
    def questions(self) -> list[Question]:
        """Those of the sheet for the meeting."""
        topics = self.meeting.topics if self.meeting else []
        return [Question(topic, list(self._findings(topic))) for topic in topics]

    def _findings(self, topic: Topic) -> Iterator[tuple[Finding, bool]]:
        drawn = [finding for finding in topic.findings if finding.kind == "misconception"]
        for finding in drawn or topic.findings:
            option = finding.option and finding.option.option.pk
            yield finding, (finding.question.pk, option) in self.new_misconceptions

    @property
    def completed(self) -> list[tuple[Module, int]]:
        """Modules completed since the last meeting, and by how many."""
        completed = self.shown.completed if self.shown else {}
        return [(module, completed[module.pk]) for module in self.modules if module.pk in completed]


def _modules_of(cohorts: Iterable[Cohort]) -> list[Module]:
    """Of all the courses, each in its order."""
    modules = Module.objects.filter(course__in={cohort.course_id for cohort in cohorts})
    modules = modules.filter(is_published=True).select_related("quiz")
    return list(modules.defer(*Module.long_columns()).order_by("course", "position"))


def _standing_of(cohorts: list[Any], modules: list[Module]) -> list[CohortNow]:
    a_week_ago = timezone.localdate() - datetime.timedelta(days=WEEK)
    meetings = [cohort.met_on or a_week_ago for cohort in cohorts]
    idle = datetime.timedelta(days=STALLED_AFTER)
    cohort_rows = rows(
        HOME_SQL,
        Counted.people_of(*cohorts),
        modules=[module.pk for module in modules],
        asked=[cohort.pk for cohort in cohorts],
        meetings=[start_of(day) for day in meetings],
        stalled_thens=[start_of(day - idle) for day in meetings],
        stalled_before=start_of_day_ago(STALLED_AFTER),
        week=start_of_day_ago(WEEK - 1),
        today=timezone.localdate(),
        most=MOST_NAMES,
    )
    by_cohort = {row.pop("cohort_id"): row for row in cohort_rows}
    return [
        _cohort_now(cohort, day, by_cohort[cohort.pk])
        for cohort, day in zip(cohorts, meetings, strict=True)
    ]


def _cohort_now(cohort: Any, since: datetime.date, row: dict[str, Any]) -> CohortNow:
    return CohortNow(
        cohort,
        since,
        cohort.met_on is not None,
        row["modules"],
        row["has_plan"],
        json.loads(row["states"]),
        row["late"],
        row["active"],
        row["newly_stalled"],
        json.loads(row["reasons"]),
        [_listed(person) for person in json.loads(row["listed"])],
        {int(module): people for module, people in json.loads(row["completed"]).items()},
    )


def _listed(person: dict[str, Any]) -> Listed:
    active_at = person.pop("active_at")
    return Listed(**person, active_at=parse_datetime(active_at) if active_at else None)


def _week(shown: CohortNow, modules: tuple[Module, ...]) -> Meeting | None:
    """The questions of the week's module, also as they were at the last meeting."""
    counted, everybody = Counted.beside_all(shown.cohort)
    with_quiz = [module for module in modules if hasattr(module, "quiz")]
    module = module_of_the_week(shown.cohort, counted, with_quiz)
    if module is None:
        return None
    return Meeting.of(counted, module, everybody, start_of(shown.since))


def _drawn(items: Iterable[Item]) -> set[tuple[int, int]]:
    """What the cohort itself tells: what all cohorts do is nothing new."""
    alone = [replace(item, pooled=None) for item in items]
    return {
        (item.question.pk, choice.option.pk) for item in alone for choice in misconceptions(item)
    }
