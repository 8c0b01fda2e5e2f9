"""A facilitator's cohorts at a glance, for the first page of the admin."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from analysis.facility import facilities
from analysis.intervals import wilson
from analysis.items import Share
from courses.days import start_of_day_ago
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.queries import rows
from quizzes.models import Question
from reports.overview import STALLED_AFTER

GLANCE_SQL = Path(__file__).with_name("glance.sql")

WEEK = 7  # days, today included
MOST_COHORTS, MOST_QUESTIONS = 10, 3


@dataclass
class Glance:
    """One cohort: how many are in it, were active, have not started; answers in the last week."""

    cohort: Cohort
    people: int
    active: int
    not_started: int
    answers: int
    look_at: list[tuple[Question, Share]]


def glances(user: User) -> list[Glance]:
    """The running cohorts of this facilitator; the number of queries does not grow with them."""
    running = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    own = Cohort.objects.facilitated_by(user).filter(running).select_related("course")
    cohorts = {cohort.pk: cohort for cohort in own.in_order()[:MOST_COHORTS]}
    if not cohorts:
        return []
    modules, since = _modules_of(cohorts.values()), start_of_day_ago(WEEK - 1)
    people = Counted.people_of(*cohorts.values())
    activity = {
        row.pop("cohort_id"): row
        for row in rows(
            GLANCE_SQL,
            people,
            modules=modules,
            since=since,
            stalled_before=start_of_day_ago(STALLED_AFTER),
        )
    }
    look_at = _worth_a_look(Counted.of(*cohorts.values()), modules)
    nothing = {"people": 0, "active": 0, "not_started": 0, "answers": 0}
    return [
        Glance(cohort, **activity.get(pk, nothing), look_at=look_at.get(pk, []))
        for pk, cohort in cohorts.items()
    ]


def _modules_of(cohorts: Iterable[Cohort]) -> list[int]:
    """The numbers of all modules in the outlines of their courses."""
    courses = {cohort.course_id for cohort in cohorts}
    modules = Module.objects.filter(course__in=courses, is_published=True)
    return list(modules.values_list("pk", flat=True))


def _worth_a_look(counted: Counted, modules: list[int]) -> dict[int, list[tuple[Question, Share]]]:
    """Per cohort the live questions most surely missed at first."""
    missed = [
        (-wilson(row["answered"] - row["right_first"], row["answered"])[0], row)
        for row in facilities(counted, modules)
        if row["answered"] > row["right_first"]
    ]
    questions = (
        Question.objects.live()
        .filter(pk__in={row["question_id"] for _order, row in missed})
        .select_related("quiz__module")
        .in_bulk()
    )
    worth: dict[int, list[tuple[Question, Share]]] = {}
    for _order, row in sorted(missed, key=lambda entry: (entry[0], entry[1]["question_id"])):
        question = questions.get(row["question_id"])
        of_cohort = worth.setdefault(row["cohort_id"], [])
        if question is not None and len(of_cohort) < MOST_QUESTIONS:
            of_cohort.append((question, Share(row["right_first"], row["answered"])))
    return worth
