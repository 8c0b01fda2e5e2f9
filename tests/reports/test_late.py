"""Who is behind the plan of a cohort: in the overview, its filter, its order and its files."""

import datetime
import json
import random

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.models import TargetDate
from courses.models import Cohort, Module
from progress.module_progress import CourseStanding
from tests.factories import CohortFactory, UserFactory, standing
from tests.histories import History, read
from tests.reports.conftest import make_course, make_facilitator
from tests.tables import every

pytestmark = pytest.mark.django_db
BASE = "/admin/reports/spring/"


def plan(cohort: Cohort, module: Module, days: int) -> None:
    """So many days from today on."""
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=None, ends_on=None)
    day = timezone.localdate() + datetime.timedelta(days=days)
    TargetDate.objects.create(cohort=cohort, module=module, day=day)


@pytest.fixture
def modules(cohort: Cohort) -> list[Module]:
    return list(cohort.course.modules.order_by("position"))


def test_without_a_plan_nobody_is_late_and_nothing_of_it_is_shown(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    response = client.get(BASE)
    assert 'data-people="late"' not in response.content.decode()
    assert "data-late" not in response.content.decode()
    rows = json.loads(client.get(f"{BASE}?format=json").content)["tables"]["members"]
    assert {row["modules_late"] for row in rows} == {None}


def test_another_cohorts_plan_makes_nobody_late(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    plan(CohortFactory.create(course=cohort.course), modules[0], -9)
    assert client.get(BASE).context["overview"].late == 0


def test_who_has_not_finished_by_the_day_is_late(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    plan(cohort, modules[0], -1)
    plan(cohort, modules[1], 0)  # its own day is not over yet
    response = client.get(BASE)
    overview = response.context["overview"]
    for member in overview.members:
        assert member.late == (member.cells[0].state != "complete")
    late = sum(member.late for member in overview.members)
    assert 0 < late < overview.people
    assert overview.late == late
    html = response.content.decode()
    assert html.count('data-late="1"') == late
    assert f'data-people="late"><strong>{late}</strong>' in html
    assert "모듈 1개 늦음" in html
    assert sum(overview.states.values()) == overview.people  # beside the states, not one of them


def test_the_late_are_filtered_and_come_first(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    plan(cohort, modules[0], -8)
    plan(cohort, modules[1], -1)
    late = client.get(f"{BASE}?state=late").context["overview"]
    assert late.found == late.late
    assert all(member.late for member in late.members)
    order = client.get(f"{BASE}?order=behind").context["overview"].members
    assert [member.late for member in order] == sorted((m.late for m in order), reverse=True)
    rows = json.loads(client.get(f"{BASE}?format=json&order=behind").content)["tables"]["members"]
    assert [row["modules_late"] for row in rows] == [member.late for member in order]


def test_the_page_of_a_person_says_it_too(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    plan(cohort, modules[0], -1)
    late = client.get(f"{BASE}?state=late").context["overview"].members[0].learner
    assert "모듈 1개 늦음" in client.get(f"{BASE}people/{late}/").content.decode()


def late_by_hand(learner: CourseStanding, cohort: Cohort) -> int:
    """As the learner's own page has it."""
    past = cohort.target_dates.filter(day__lt=timezone.localdate(), module__is_published=True)
    planned = set(past.values_list("module", flat=True))
    return sum(not each.is_complete for each in learner.modules if each.module.pk in planned)


@pytest.mark.parametrize("seed", every(4, range(8)))
def test_the_report_and_the_learners_own_page_agree_in_any_history(
    client: Client, seed: int
) -> None:
    rng = random.Random(seed)
    course = make_course(modules=2, questions=1)
    cohort = CohortFactory.create(course=course, slug="spring")
    people = UserFactory.create_batch(4)
    for person in people:
        cohort.enrol(person)
        History(rng, course, person).go(12)
    modules = list(course.modules.all())
    for module in rng.sample(modules, rng.randint(1, len(modules))):
        plan(cohort, module, rng.randint(-3, 1))
    for person in people:
        for module in rng.sample(modules, rng.randint(0, len(modules))):
            read(module, person)
    client.force_login(make_facilitator(cohort))

    overview = client.get(BASE).context["overview"]

    by_person = {member.learner: member.late for member in overview.members}
    for person in people:
        assert by_person[person.pk] == late_by_hand(standing(course, person), cohort)
    assert overview.late == sum(late > 0 for late in by_person.values())
