"""Slips of paper for those an import made: a QR code, a code to type, and as many as fit a page."""

import csv
import io
import re

import pytest
from django.test import Client

from accounts.models import OneTimeCode, User
from cohorts.slips import SLIPS
from courses.models import Cohort, Enrolment, RosterImport
from tests.cohorts.roster.test_import import upload
from tests.factories import CohortFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


def bring_in(client: Client, rows: list[list[str]]) -> str:
    page = str(upload(client, [["이름", "소속", "아이디"], *rows])["Location"])
    client.post(page)
    return page


def test_a_slip_has_a_picture_and_a_code_that_work(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = bring_in(client, [["김하나", "총무과", "hana"]])

    html = client.get(page).content.decode()

    slip = html[html.index('<ul class="lms-slips">') : html.index("</ul>", html.index("lms-slips"))]
    assert "<svg" in slip
    assert "style=" not in slip
    assert "총무과" in slip
    assert "http://testserver/code/" in slip
    code = OneTimeCode.objects.of(User.objects.get(username="hana"))
    assert code in slip
    assert Client().post("/code/", {"username": "hana", "code": code}).status_code == 302
    assert client.get(page).content.decode().count(code) == slip.count(code) == 2


@pytest.mark.full
def test_many_slips_come_in_pages(client: Client, cohort: Cohort, facilitator: User) -> None:
    page = bring_in(client, [[f"사람 {number:03}"] for number in range(SLIPS + 3)])
    first, second = (client.get(f"{page}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("lms-slip-qr"), second.count("lms-slip-qr")) == (SLIPS, 3)
    assert 'href="?page=2"' in first
    assert "사람 082" in second
    rows = list(
        csv.reader(io.StringIO(client.get(f"{page}?format=csv").content.decode("utf-8-sig")))
    )
    assert len(rows) == SLIPS + 4


def test_new_codes_are_made_for_those_who_lack_one(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = bring_in(client, [["김하나"], ["이두리"]])
    OneTimeCode.objects.all().delete()
    assert 'name="renew"' in client.get(page).content.decode()

    assert client.post(page, {"renew": "on"}).status_code == 303

    assert OneTimeCode.objects.count() == 2
    assert 'name="renew"' not in client.get(page).content.decode()


def test_who_has_left_or_is_elsewhere_has_no_slip(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = bring_in(client, [["김하나"], ["이두리"], ["박세나"]])
    gone, elsewhere = (User.objects.get(name=name) for name in ("김하나", "박세나"))
    Enrolment.objects.filter(learner=gone).update(left_at=RosterImport.objects.get().made_at)
    CohortFactory.create().enrol(elsewhere)
    names = [slip.name for slip in client.get(page).context["handed_out"].slips]
    assert names == ["이두리"]


def test_nothing_in_the_file_is_a_formula(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = bring_in(client, [["김하나", "", "-2+3"]])
    content = client.get(f"{page}?format=csv").content.decode("utf-8-sig")
    assert re.search(r",'-2\+3,", content)


def test_a_lost_password_is_helped_with_a_slip_too(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    person = User.objects.create(username="hana", name="김하나")
    cohort.enrol(person)
    address = f"/admin/cohorts/spring/roster/{person.pk}/link/"

    slips = [client.post(address).context["slip"] for _time in range(2)]

    assert slips[0].code != slips[1].code
    for slip, status in zip(slips, (400, 302), strict=True):
        assert (
            Client().post("/code/", {"username": "hana", "code": slip.code}).status_code == status
        )
