"""A facilitator's first page says of each cohort what its overview says, and of one what to do."""

import datetime
import random
from collections.abc import Iterator

import pytest
from django.utils import timezone

from accounts.models import User
from courses.days import start_of_day_ago
from courses.models import Cohort, Course
from progress.counted import Counted
from progress.models import Diagnosis
from reports.home import WEEK, Home
from reports.overview import Overview, Selection
from tests.factories import CohortFactory, CourseFactory, SelfDiagnosisFactory, UserFactory
from tests.histories import History, make_module
from tests.reports.conftest import make_facilitator
from tests.tables import first

pytestmark = [pytest.mark.django_db, pytest.mark.uncounted]


@pytest.fixture
def courses() -> Iterator[list[Course]]:
    """Two, each with a self-diagnosis; they may come to have modules with nothing in them."""
    courses = CourseFactory.create_batch(2)
    for course in courses:
        SelfDiagnosisFactory.create(after=make_module(course, lessons=1, questions=1))
    yield courses
    for course in courses:
        course.modules.update(is_published=False)


def overview_of(cohort: Cohort, state: str = "") -> Overview:
    modules = list(cohort.course.modules.filter(is_published=True).order_by("position"))
    people = Counted.people_of(cohort)
    return Overview.of(people, modules, Selection(state=state), None)


def test_whoever_took_a_self_diagnosis_alone_has_started(courses: list[Course]) -> None:
    cohort = CohortFactory.create(course=courses[0])
    learner = UserFactory.create()
    cohort.enrol(learner)
    page = courses[0].self_diagnoses.get()
    Diagnosis.objects.create(learner=learner, self_diagnosis=page)

    (now,) = Home.of(make_facilitator(cohort)).cohorts
    assert (now.people, now.active, now.states) == (1, 1, {"active": 1})
    assert overview_of(cohort).states == {"active": 1}


@pytest.mark.parametrize("seed", first(2, range(150)))
def test_the_first_page_and_the_overview_agree_whatever_happened(
    courses: list[Course], seed: int
) -> None:
    rng = random.Random(seed)
    cohorts = [CohortFactory.create(course=rng.choice(courses)) for _ in range(3)]
    cohorts[0].ends_on = timezone.localdate()
    cohorts[0].save()
    for learner in UserFactory.create_batch(4):
        for cohort in rng.sample(cohorts, rng.randint(1, 3)):
            cohort.enrol(learner)
        _live_through(rng, courses, learner)
    for module in rng.sample([*courses[0].modules.all()], k=1):
        module.is_published = False
        module.save()

    week = start_of_day_ago(WEEK - 1)
    for now in Home.of(make_facilitator(*cohorts)).cohorts:
        overview = overview_of(now.cohort)
        active_at = [member.active_at for member in overview.members]
        assert now.states == overview.states
        assert now.active == sum(at is not None and at >= week for at in active_at)
        for group in now.behind:
            listed = {(member.learner, member.done) for member, _why in group.members}
            members = overview_of(now.cohort, group.reason).members
            assert listed == {(member.learner, member.done + member.earlier) for member in members}
        days = [people for day, people in overview.days if day >= now.since]
        assert now.completions == sum(days)


def _live_through(rng: random.Random, courses: list[Course], learner: User) -> None:
    """Some learners do nothing, some only in one course, some long ago."""
    for course in courses:
        History(rng, course, learner).go(steps=rng.choice([0, 1, 2, 12]))
    if rng.random() < 0.3:
        long_ago = timezone.now() - datetime.timedelta(days=rng.randint(6, 20))
        learner.visits.update(visited_at=long_ago)
        learner.diagnoses.update(taken_at=long_ago)
