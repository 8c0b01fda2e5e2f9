"""People are found by any spelling of their name, username or address."""

import unicodedata

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(UserFactory.create(username="root", is_staff=True, is_superuser=True))
    return client


SPELLINGS = [
    "ChoiDM",
    "ｃｈｏｉｄｍ",
    "choi",
    "최다미",
    unicodedata.normalize("NFD", "최다미"),
    "DAMI＠example．kr",
    "다미 choidm",
]


@pytest.fixture(params=["NFC", "NFD"])
def dami(request: pytest.FixtureRequest) -> User:
    """Her name was typed on one system or another."""
    name = unicodedata.normalize(request.param, "최다미")
    return UserFactory.create(username="choidm", name=name, email="dami@example.kr")


def people(client: Client, address: str, words: str) -> list[int]:
    response = client.get(address, {"q": words})
    return [row.pk for row in response.context["cl"].result_list]


@pytest.mark.parametrize("words", SPELLINGS)
def test_the_admin_finds_a_person(superuser: Client, dami: User, words: str) -> None:
    UserFactory.create(username="other", name="한다미")
    assert people(superuser, "/admin/accounts/user/", words) == [dami.pk]
    completed = superuser.get(
        "/admin/autocomplete/",
        {"term": words, "app_label": "courses", "model_name": "enrolment", "field_name": "learner"},
    ).json()
    assert [row["id"] for row in completed["results"]] == [str(dami.pk)]


@pytest.mark.parametrize("words", SPELLINGS)
def test_the_admin_finds_an_enrolment(superuser: Client, dami: User, words: str) -> None:
    cohort = CohortFactory.create()
    cohort.enrol(UserFactory.create(name="한다미"))
    enrolment = cohort.enrol(dami)
    assert people(superuser, "/admin/courses/enrolment/", words) == [enrolment.pk]


@pytest.mark.parametrize("words", SPELLINGS[:-1])
def test_a_roster_finds_a_member(superuser: Client, dami: User, words: str) -> None:
    cohort = CohortFactory.create(slug="spring")
    cohort.enrol(dami)
    cohort.enrol(UserFactory.create(name="한다미"))
    html = superuser.get("/admin/cohorts/spring/roster/", {"q": words}).content.decode()
    assert dami.name in html
    assert "한다미" not in html


@pytest.mark.parametrize("words", ["%", "_", "없는사람"])
def test_what_nobody_has_finds_nobody(superuser: Client, words: str) -> None:
    UserFactory.create(username="choidm", name="최다미")
    assert people(superuser, "/admin/accounts/user/", words) == []


def test_a_letter_that_is_none_is_refused(superuser: Client) -> None:
    sent = {"app_label": "courses", "model_name": "enrolment", "field_name": "learner"}
    assert superuser.get("/admin/autocomplete/", {"term": "\0", **sent}).status_code == 400
