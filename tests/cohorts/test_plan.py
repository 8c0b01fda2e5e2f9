"""The plan of a cohort: a day for each module, typed or proposed week by week, kept together."""

import datetime
import re
from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.models import Plan, TargetDate
from courses.models import Cohort, Module
from tests.factories import ModuleFactory
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/cohorts/spring/plan/"
BEGINS = datetime.date(2026, 10, 1)


@pytest.fixture
def cohort() -> Cohort:
    """It began on 1 October 2026, ends on the last of December, and has three modules."""
    cohort = make_study_group(make_course(modules=3, questions=1), members=1)
    cohort.starts_on, cohort.ends_on = BEGINS, datetime.date(2026, 12, 31)
    cohort.save()
    return cohort


@pytest.fixture
def modules(cohort: Cohort) -> list[Module]:
    return list(cohort.course.modules.order_by("position"))


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort, name="김진행")
    client.force_login(facilitator)
    return facilitator


def typed(modules: Iterable[Module], *days: str, revision: int = 0) -> dict[str, str]:
    pairs = zip(modules, days, strict=False)
    return {"revision": str(revision), **{f"day-{module.pk}": day for module, day in pairs}}


def stored(cohort: Cohort) -> list[str]:
    return [str(target.day) for target in cohort.target_dates.order_by("module__position")]


def fields(html: bytes) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    return [str(field.get("value", "")) for field in page.select(".lms-plan input")]


def faults(html: bytes) -> str:
    (box,) = BeautifulSoup(html, "html.parser").select(".errornote[role=alert]")
    return " ".join(box.get_text(" ").split())


def test_days_are_kept_and_stand_in_their_fields(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    response = client.post(ADDRESS, typed(modules, "2026-10-08", "", "2026. 10. 22."))

    assert (response.status_code, response.headers["Location"]) == (303, ADDRESS)
    assert stored(cohort) == ["2026-10-08", "2026-10-22"]
    page = client.get(ADDRESS).content
    assert fields(page) == ["2026-10-08", "", "2026-10-22"]
    assert "김진행" in page.decode()

    client.post(ADDRESS, typed(modules, "", "2026-10-20", "2026-10-22", revision=1))
    assert stored(cohort) == ["2026-10-20", "2026-10-22"]


def test_days_are_proposed_week_by_week_and_not_stored_yet(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    response = client.get(ADDRESS, {"start": "2026-10-08", "weeks": "2"})

    assert fields(response.content) == ["2026-10-08", "2026-10-22", "2026-11-05"]
    assert "아직 저장하지 않았습니다" in response.content.decode()
    assert stored(cohort) == []


def test_what_is_proposed_beyond_the_end_is_told_at_once(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    html = client.get(ADDRESS, {"start": "2026-12-20", "weeks": "1"}).content.decode()
    assert html.count("끝나는 날은") == 1


@pytest.mark.parametrize(
    "asked",
    [{"start": "", "weeks": "1"}, {"start": "어제"}, {"start": "9999-12-31", "weeks": "4"}],
)
def test_a_start_that_is_none_is_told_and_changes_nothing(
    client: Client, cohort: Cohort, facilitator: User, asked: dict[str, str]
) -> None:
    response = client.get(ADDRESS, asked)
    assert response.status_code == 200
    assert fields(response.content) == ["", "", ""]
    assert "errornote" in response.content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (["2026-09-30"], "시작하는 날은 2026년 10월 1일"),
        (["2027-01-01"], "끝나는 날은 2026년 12월 31일"),
        (["2026-11-08", "2026-11-01"], "앞에 있는"),
        (["2026-11-08", "", "2026-11-01"], "앞에 있는"),
        (["곧"], "2026-12-09"),
        (["0001-01-01"], "이 해"),
        (["2026-02-30"], "2026-12-09"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_is_stored(
    client: Client,
    cohort: Cohort,
    facilitator: User,
    modules: list[Module],
    days: list[str],
    sentence: str,
) -> None:
    response = client.post(ADDRESS, typed(modules, *days))

    assert response.status_code == 400
    assert sentence in faults(response.content)
    assert fields(response.content)[: len(days)] == days  # what was typed stands there still
    assert not TargetDate.objects.exists()


def test_two_modules_may_have_one_day(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    client.post(ADDRESS, typed(modules, "2026-10-08", "2026-10-08"))
    assert stored(cohort) == ["2026-10-08"] * 2


def test_a_draft_is_not_planned(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    draft = ModuleFactory.create(course=cohort.course, label="모듈 9", is_published=False)
    assert str(draft.pk) not in re.findall(
        r'name="day-(\d+)"', client.get(ADDRESS).content.decode()
    )

    response = client.post(ADDRESS, typed([*modules, draft], "2026-10-08", "", "", "2026-10-15"))

    assert response.status_code == 400
    assert "모듈 9" in faults(response.content)
    assert not TargetDate.objects.exists()


def test_modules_of_another_course_are_not_planned(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    other = ModuleFactory.create(label="남의 모듈")
    for sent in (other.pk, "x", 10**30):
        response = client.post(ADDRESS, {"revision": "0", f"day-{sent}": "2026-10-08"})
        assert response.status_code == 400
        assert "이 과정에 없는" in faults(response.content)
        assert "남의 모듈" not in response.content.decode()
    assert not TargetDate.objects.exists()


def test_a_module_that_is_taken_back_is_left_out_and_said(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    client.post(ADDRESS, typed(modules, "2026-10-08", "2026-10-15", "2026-10-22"))
    Module.objects.filter(pk=modules[1].pk).update(is_published=False)

    page = client.get(ADDRESS)

    assert fields(page.content) == ["2026-10-08", "2026-10-22"]
    assert "빠져 있습니다" in page.content.decode()
    left = [modules[0], modules[2]]
    client.post(ADDRESS, typed(left, "2026-10-09", "2026-10-22", revision=1))
    Module.objects.filter(pk=modules[1].pk).update(is_published=True)
    assert stored(cohort) == ["2026-10-09", "2026-10-15", "2026-10-22"]


def test_the_second_of_two_who_change_it_is_told_and_loses_nothing(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    other = Client()
    other.force_login(make_facilitator(cohort, name="박진행"))
    assert other.post(ADDRESS, typed(modules, "2026-10-08")).status_code == 303

    response = client.post(ADDRESS, typed(modules, "2026-10-09", "2026-10-16"))

    assert response.status_code == 409
    assert stored(cohort) == ["2026-10-08"]
    assert "박진행" in faults(response.content)
    assert fields(response.content) == ["2026-10-09", "2026-10-16", ""]
    assert "2026. 10. 8." in response.content.decode()
    page = BeautifulSoup(response.content, "html.parser")
    (revision,) = page.select("[name=revision]")
    again = typed(modules, "2026-10-09", "2026-10-16", revision=int(str(revision["value"])))
    assert client.post(ADDRESS, again).status_code == 303
    assert stored(cohort) == ["2026-10-09", "2026-10-16"]


def test_faults_first_and_then_overtaken_is_told_too(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    """A page with faults is no newer than the one before it."""
    faulty = client.post(ADDRESS, typed(modules, "2026-09-08"))
    Plan.objects.keep(cohort, make_facilitator(cohort), {modules[0].pk: BEGINS}, 0)
    (revision,) = BeautifulSoup(faulty.content, "html.parser").select("[name=revision]")

    mended = typed(modules, "2026-10-08", revision=int(str(revision["value"])))
    assert client.post(ADDRESS, mended).status_code == 409
    assert stored(cohort) == [str(BEGINS)]


def test_the_same_plan_sent_twice_is_saved_once(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module]
) -> None:
    for _time in range(2):
        assert client.post(ADDRESS, typed(modules, "2026-10-08")).status_code == 303
    assert Plan.objects.get().revision == 1


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_page_that_does_not_say_what_it_shows_changes_no_plan(
    client: Client, cohort: Cohort, facilitator: User, modules: list[Module], revision: str
) -> None:
    client.post(ADDRESS, typed(modules, "2026-10-08"))
    sent = {**typed(modules, "2026-10-15"), "revision": revision}
    assert client.post(ADDRESS, sent).status_code == 409
    assert stored(cohort) == ["2026-10-08"]


def test_without_modules_there_is_nothing_to_plan(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    Module.objects.update(is_published=False)
    assert client.get(ADDRESS).status_code == 200
    assert fields(client.get(ADDRESS).content) == []


def test_what_a_cohort_is_at_is_due_next(cohort: Cohort, modules: list[Module]) -> None:
    today = timezone.localdate()
    cohort.starts_on = cohort.ends_on = None
    cohort.save()
    assert TargetDate.objects.due_next([cohort]) == {}
    for module, days in zip(modules, (-1, 0, 0), strict=True):
        TargetDate.objects.create(
            cohort=cohort, module=module, day=today + datetime.timedelta(days=days)
        )
    (due,) = TargetDate.objects.due_next([cohort]).values()
    assert [target.module for target in due] == modules[1:]
    Module.objects.filter(pk=modules[1].pk).update(is_published=False)
    (due,) = TargetDate.objects.due_next([cohort]).values()
    assert [target.module for target in due] == modules[2:]
