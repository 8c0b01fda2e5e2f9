"""`manage.py makecohort`: a cohort, and the link by which its members join."""

import datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from courses.models import Cohort, Course
from tests.factories import CohortFactory, CourseFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return CourseFactory.create(slug="local-ai")


def test_it_prints_the_link_of_the_cohort_it_made(
    course: Course, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUBLIC_ADDRESS = "https://dure.example"
    hana = UserFactory.create(username="hana", is_staff=True)

    call_command(
        *("makecohort", "local-ai", "재무 1기", "--slug=finance-1", "--facilitator=HANA"),
        *("--starts-on=2026-12-01", "--ends-on=2026-12-31"),
    )

    cohort = Cohort.objects.get()
    assert (cohort.course, cohort.name, cohort.slug) == (course, "재무 1기", "finance-1")
    assert (cohort.starts_on, cohort.ends_on) == (
        datetime.date(2026, 12, 1),
        datetime.date(2026, 12, 31),
    )
    assert list(cohort.facilitators.all()) == [hana]
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == f"https://dure.example/join/{cohort.join_code}/"


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Finance One", [], "finance-one"),
        ("Finance One", ["finance-one"], "finance-one-1"),
        ("재무 1기", [], "local-ai-1"),
        ("재무반", [], "local-ai-1"),
        ("재무반", ["local-ai-1", "local-ai-2"], "local-ai-3"),
    ],
)
def test_without_a_slug_it_makes_one(
    course: Course, name: str, taken: list[str], slug: str
) -> None:
    for word in taken:
        CohortFactory.create(slug=word)

    call_command("makecohort", "local-ai", name, verbosity=0)

    assert Cohort.objects.get(name=name).slug == slug


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["other", "1기"], r"There is no course 'other'; there is local-ai\."),
        (["local-ai", "1기", "--facilitator=nobody"], "nobody with the username 'nobody'"),
        (["local-ai", "1기", "--facilitator=member"], "member cannot open the admin"),
        (["local-ai", "1기", "--slug=taken"], "already exists"),
        (["local-ai", "1기", "--slug=a b"], "slug"),
        (["local-ai", ""], "blank"),
        (["local-ai", "1기", "--starts-on=tomorrow"], "'tomorrow' is no day"),
        (["local-ai", "1기", "--starts-on=2026-12-02", "--ends-on=2026-12-01"], "before the start"),
    ],
)
@pytest.mark.usefixtures("messages_in_english")
def test_what_cannot_be_makes_nothing(course: Course, arguments: list[str], reason: str) -> None:
    CohortFactory.create(slug="taken", course=course)
    UserFactory.create(username="member")

    with pytest.raises(CommandError, match=reason):
        call_command("makecohort", *arguments)

    assert Cohort.objects.count() == 1
