"""The plan as a calendar to subscribe to: read as strictly as RFC 5545 writes it."""

import datetime
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from cohorts.models import Plan
from cohorts.plan.calendar import _escaped, _folded
from courses.models import Cohort, Module
from tests.factories import CohortFactory, ModuleFactory, UserFactory
from tests.reports.conftest import make_facilitator

if TYPE_CHECKING:
    from accounts.models import User

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 31)
TITLE = "반도체; 서버, 그리고 \\ 그 밖의 아주 긴 이름 " + "가나다라마바사아자차카타파하" * 3
NAME = re.compile(r"[A-Z-]+(?:;[A-Z-]+=[A-Z0-9-]+)*\Z")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "TRANSP", "LAST-MODIFIED"}
Event = dict[str, str]


def lines(content: bytes) -> list[str]:
    """Unfolded; each as written has an end of its own and at most 75 octets of whole letters."""
    assert content.endswith(b"\r\n")
    written = content[:-2].split(b"\r\n")
    for line in written:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()
    return re.sub("\r\n[ \t]", "", b"\r\n".join(written).decode()).split("\r\n")


def text(value: str) -> str:
    """The letters of a text; raises where one stands that has to be escaped."""
    parts = re.findall(r"\\[\\;,nN]|[^\\;,\x00-\x1f\x7f]", value)
    assert "".join(parts) == value
    return "".join("\n" if part in {"\\n", "\\N"} else part[-1] for part in parts)


def events(content: bytes) -> list[Event]:
    pairs = []
    for line in lines(content):
        name, colon, value = line.partition(":")
        assert colon
        assert NAME.match(name), line
        pairs.append((name.partition(";")[0], value, name))
    assert pairs[0][:2] == ("BEGIN", "VCALENDAR")
    assert pairs[-1][:2] == ("END", "VCALENDAR")
    head = dict(pair[:2] for pair in pairs)
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    found: list[Event] = []
    for name, value, whole in pairs[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and (name, value) != ("END", "VEVENT"):
            assert name not in found[-1]
            found[-1][name] = value
            if name in {"DTSTART", "DTEND"}:
                assert whole == f"{name};VALUE=DATE"
    counted = Counter(pair[:2] for pair in pairs)
    assert counted["BEGIN", "VEVENT"] == counted["END", "VEVENT"] == len(found)
    for event in found:
        assert set(event) == ONCE
        datetime.datetime.strptime(event["DTSTAMP"], "%Y%m%dT%H%M%SZ")  # noqa: DTZ007 - the form alone
    return found


@pytest.fixture
def cohort() -> Cohort:
    cohort: Cohort = CohortFactory.create(name="비밀스러운 2기", slug="spring")
    return cohort


@pytest.fixture
def module(cohort: Cohort) -> Module:
    return ModuleFactory.create(course=cohort.course, title=TITLE)


@pytest.fixture
def plan(cohort: Cohort, module: Module) -> Plan:
    return Plan.objects.keep(cohort, UserFactory.create(name="김진행"), {module.pk: DAY}, 0)


def test_each_day_of_the_plan_is_an_event_of_one_day(
    client: Client, plan: Plan, module: Module
) -> None:
    response = client.get(plan.calendar_address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(response.content)
    assert text(event["SUMMARY"]) == f"{module.label} · {TITLE.strip()}"
    assert (event["DTSTART"], event["DTEND"]) == ("20261231", "20270101")


def test_it_gives_days_and_titles_and_nothing_else(
    client: Client, plan: Plan, cohort: Cohort
) -> None:
    member = UserFactory.create(name="이구성")
    cohort.enrol(member)
    content = client.get(plan.calendar_address).content.decode()
    for word in ("비밀", "spring", "김진행", "이구성", cohort.course.title, cohort.join_code):
        assert word not in content
    assert "Set-Cookie" not in client.get(plan.calendar_address).headers


def test_an_event_keeps_its_name_when_its_day_changes(
    client: Client, plan: Plan, cohort: Cohort, module: Module
) -> None:
    (before,) = events(client.get(plan.calendar_address).content)
    assert events(client.get(plan.calendar_address).content) == [before]
    Plan.objects.keep(cohort, UserFactory.create(), {module.pk: DAY - datetime.timedelta(1)}, 1)
    (after,) = events(client.get(plan.calendar_address).content)
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTART"] == "20261230"


def test_what_is_not_out_is_left_out(client: Client, plan: Plan, module: Module) -> None:
    Module.objects.update(is_published=False)
    assert events(client.get(plan.calendar_address).content) == []
    Module.objects.update(is_published=True)
    module.course.is_published = False
    module.course.save()
    assert events(client.get(plan.calendar_address).content) == []


def test_a_new_address_ends_the_old_one(client: Client, plan: Plan, cohort: Cohort) -> None:
    old = plan.calendar_address
    renew = "/admin/cohorts/spring/plan/calendar/"
    client.force_login(make_facilitator(cohort))
    assert f"http://testserver{old}" in client.get("/admin/cohorts/spring/plan/").content.decode()

    assert client.post(renew).status_code == 303

    client.logout()
    plan.refresh_from_db()
    assert plan.calendar_address != old
    assert client.get(old).status_code == 404
    assert client.get(plan.calendar_address).status_code == 200


@pytest.mark.parametrize("token", ["x", "01234567-89ab-4def-8123-0123456789ab", "é"])
def test_an_address_that_is_none(client: Client, plan: Plan, token: str) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_member_finds_the_address_at_home(client: Client, plan: Plan, cohort: Cohort) -> None:
    member: User = UserFactory.create()
    cohort.enrol(member)
    client.force_login(member)
    assert plan.calendar_address in client.get("/").content.decode()


def test_letters_are_escaped_and_lines_are_cut_between_letters() -> None:
    assert _escaped("a;b,c\\d\ne\x07") == "a\\;b\\,c\\\\d\\ne"
    folded = list(_folded("가" * 60))
    assert all(len(part.encode()) <= 75 for part in folded)
    assert "".join(part.removeprefix(" ") for part in folded) == "가" * 60
