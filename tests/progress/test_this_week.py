"""Home: what the plan of one's cohort has for this week, and where one is beside it."""

import datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cohorts.models import TargetDate
from courses.models import Cohort, Module
from tests.factories import CohortFactory, UserFactory
from tests.histories import finish, make_module, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    cohort: Cohort = CohortFactory.create()
    return cohort


@pytest.fixture
def modules(cohort: Cohort) -> list[Module]:
    return [make_module(cohort.course, lessons=1, questions=1) for _number in range(3)]


@pytest.fixture
def member(client: Client, cohort: Cohort) -> User:
    member = UserFactory.create()
    cohort.enrol(member)
    client.force_login(member)
    return member


def plan(cohort: Cohort, modules: list[Module], *days: int) -> None:
    """Days from today on, the first module's first."""
    for module, left in zip(modules, days, strict=False):
        day = timezone.localdate() + datetime.timedelta(days=left)
        TargetDate.objects.create(cohort=cohort, module=module, day=day)


def cards(client: Client) -> list[Tag]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return list(page.select("[data-week]"))


def words(client: Client) -> str:
    (card,) = cards(client)
    return " ".join(card.get_text(" ").split())


def complete(module: Module, member: User) -> None:
    read(module, member)
    finish(module, member)


def test_without_a_plan_there_is_nothing(
    client: Client, member: User, modules: list[Module]
) -> None:
    assert cards(client) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "오늘까지입니다"),
        (1, "내일까지입니다"),
        (6, "6일 남았습니다"),
        (7, "계획의 다음 차례 모듈 1 · 반도체"),
    ],
)
def test_what_is_due_next_with_the_days_left(
    client: Client, cohort: Cohort, member: User, modules: list[Module], days: int, said: str
) -> None:
    plan(cohort, modules, days, days + 7)
    assert said in words(client)
    assert "계획에 맞게" in words(client)
    assert "모듈 2" not in words(client)


def test_modules_of_one_day_stand_together(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, 3, 3, 10)
    assert "모듈 1 · 반도체 모듈 2 · 반도체" in words(client)


def test_who_is_behind_is_told_kindly_and_led_to_the_first(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, -8, -1, 6)
    assert "계획보다 모듈 2개만큼 뒤에 있습니다" in words(client)
    complete(modules[0], member)
    assert "모듈 3" in words(client)
    assert "계획보다 한 모듈 뒤에 있습니다. 서두르지 않으셔도 됩니다" in words(client)
    (card,) = cards(client)
    assert card.select("p a")[0]["href"] == modules[1].get_absolute_url()


def test_the_day_itself_is_not_behind(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, 0)
    assert "뒤에 있습니다" not in words(client)


def test_who_is_ahead_is_told_so(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, 3)
    complete(modules[0], member)
    assert "벌써 마치셨습니다" in words(client)


def test_when_all_days_have_passed_what_is_left_is_told(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, -3, -2)
    assert "계획한 날이 모두 지났습니다" in words(client)
    complete(modules[0], member)
    complete(modules[1], member)
    assert cards(client) == []  # the third was never planned


def test_who_has_completed_all_is_told_nothing_of_it(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, -3, 3, 5)
    for module in modules:
        complete(module, member)
    assert cards(client) == []


def test_a_module_that_is_taken_back_is_left_out(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    plan(cohort, modules, 1, 2)
    Module.objects.filter(pk=modules[0].pk).update(is_published=False)
    assert "모듈 2" in words(client)
    assert "모듈 1" not in words(client)


def test_only_a_cohort_that_one_is_in_and_that_runs_has_a_plan(
    client: Client, cohort: Cohort, member: User, modules: list[Module]
) -> None:
    today = timezone.localdate()
    other = CohortFactory.create(course=cohort.course)
    plan(other, modules, 1)
    assert cards(client) == []  # it is others'
    plan(cohort, modules[1:], 2)
    assert "모듈 2" in words(client)
    other.enrol(member)
    assert "모듈 1" in words(client)  # the one joined last
    Cohort.objects.filter(pk=other.pk).update(ends_on=today - datetime.timedelta(days=1))
    assert "모듈 2" in words(client)
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today + datetime.timedelta(days=1))
    assert cards(client) == []
    Cohort.objects.update(starts_on=None, ends_on=None)
    member.enrolments.update(left_at=timezone.now())
    assert cards(client) == []


def test_it_asks_no_query_more(
    client: Client,
    cohort: Cohort,
    member: User,
    modules: list[Module],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/")
    plan(cohort, modules, -1, 1, 2)
    with django_assert_num_queries(3):  # session, person, and what is theirs
        assert cards(client)
