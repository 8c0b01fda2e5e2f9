"""In which order cohorts are listed: running first, then by their start, dateless ones last."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course
from progress.standing_rows import StandingRows
from reports.comparison import earlier
from reports.home import Home
from tests.factories import CohortFactory, CourseFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
# Days from today on which each cohort starts and ends.
DAYS: dict[str, tuple[int | None, int | None]] = {
    "가 날짜 없음": (None, None),
    "나 끝남": (-90, -1),
    "다 진행 중": (-60, None),
    "라 예정": (30, 60),
    "마 오늘까지": (-30, 0),
    "바 시작 없음": (None, 10),
    "사 오늘부터": (0, 10),
}
ORDER = ["사 오늘부터", "마 오늘까지", "다 진행 중", "라 예정", "나 끝남"]
ORDER += ["가 날짜 없음", "바 시작 없음"]


@pytest.fixture
def course() -> Course:
    return CourseFactory.create()


@pytest.fixture
def facilitator(client: Client, course: Course) -> User:
    """Leads them all, and is signed in."""

    def day(days: int | None) -> datetime.date | None:
        return None if days is None else timezone.localdate() + datetime.timedelta(days=days)

    facilitator = make_facilitator()
    for name, (start, end) in DAYS.items():
        cohort = CohortFactory.create(
            course=course, name=name, starts_on=day(start), ends_on=day(end)
        )
        cohort.facilitators.add(facilitator)
    client.force_login(facilitator)
    return facilitator


def names_in(html: str) -> list[str]:
    found = re.findall("|".join(map(re.escape, DAYS)), html)
    return list(dict.fromkeys(found))


def test_the_first_page_of_the_admin(facilitator: User) -> None:
    names = [now.cohort.name for now in Home.of(facilitator).cohorts]
    assert names == [name for name in ORDER if name != "나 끝남"]


def test_the_list_of_cohorts(client: Client, facilitator: User) -> None:
    html = client.get("/admin/courses/cohort/").content.decode()
    assert names_in(html[html.index('id="result_list"') :]) == ORDER


def test_where_a_member_may_move_to(client: Client, facilitator: User) -> None:
    cohort = Cohort.objects.get(name="다 진행 중")
    member = UserFactory.create()
    cohort.enrol(member)
    html = client.get(f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/move/").content.decode()
    listed = names_in(html[html.index("<select") :])
    assert listed == [name for name in ORDER if name not in {cohort.name, "나 끝남"}]


def test_what_a_cohort_is_compared_with(facilitator: User) -> None:
    cohort = Cohort.objects.get(name="라 예정")
    names = [one.name for one in earlier(cohort, facilitator)]
    assert names[:4] == ["사 오늘부터", "마 오늘까지", "다 진행 중", "나 끝남"]


def test_where_a_learner_may_soon_begin(course: Course) -> None:
    learner, today = UserFactory.create(), timezone.localdate()
    for name, days in (("가", 60), ("나", 7), ("다", 30)):
        starts_on = today + datetime.timedelta(days=days)
        CohortFactory.create(course=course, name=name, starts_on=starts_on).enrol(learner)
    upcoming = StandingRows.ask(learner).upcoming
    assert [cohort.name for cohort in upcoming] == ["나", "다", "가"]


def test_where_an_administrator_filters_and_searches(client: Client, facilitator: User) -> None:
    admin = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(admin)
    query = "app_label=courses&model_name=enrolment&field_name=cohort"
    found = client.get(f"/admin/autocomplete/?{query}").json()["results"]
    assert [row["text"] for row in found] == ORDER
    member = UserFactory.create()
    for cohort in Cohort.objects.all():
        cohort.enrol(member)
    html = client.get("/admin/courses/enrolment/").content.decode()
    assert names_in(html[html.index("changelist-filter") :]) == ORDER
