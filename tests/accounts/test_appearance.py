"""The switch at the foot of every page: light or dark, Korean or English."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    person = UserFactory.create()
    client.force_login(person)
    return person


def test_a_persons_choice_is_kept_on_every_device(client: Client, person: User) -> None:
    response = client.post("/appearance/", {"theme": "dark", "next": "/progress/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/progress/")
    client.post("/appearance/", {"language": "en"})

    person.refresh_from_db()
    assert (person.theme, person.language) == ("dark", "en")
    other = Client()
    other.force_login(person)
    html = other.get("/").content.decode()
    assert 'lang="en" data-bs-theme="dark"' in html
    assert 'value="dark" aria-pressed="true"' in html


def test_a_visitors_choice_is_kept_in_a_cookie(client: Client) -> None:
    client.post("/appearance/", {"theme": "light", "next": "/login/"})
    response = client.post("/appearance/", {"language": "en", "next": "/login/"})

    assert response.cookies["language"]["samesite"] == "Lax"
    assert 'lang="en" data-bs-theme="light"' in client.get("/login/").content.decode()


def test_ones_own_choice_goes_before_the_visitors(client: Client) -> None:
    client.post("/appearance/", {"theme": "light"})
    client.force_login(UserFactory.create(theme="dark", language="ko"))

    assert 'lang="ko" data-bs-theme="dark"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"theme": "pink"}, {"language": "xx"}, {"theme": "dark", "language": "en"}]
)
def test_what_is_no_choice_is_400_and_nothing_is_kept(
    client: Client, person: User, data: dict[str, str]
) -> None:
    assert client.post("/appearance/", data).status_code == 400
    person.refresh_from_db()
    assert (person.theme, person.language) == ("system", "")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(client: Client, person: User, elsewhere: str) -> None:
    response = client.post("/appearance/", {"theme": "dark", "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_a_cookie_that_is_none_changes_nothing(client: Client) -> None:
    client.cookies["theme"], client.cookies["language"] = '"><script>', "xx"
    html = client.get("/login/").content.decode()
    assert 'lang="ko" data-bs-theme="system"' in html


def test_by_get_it_is_405(client: Client) -> None:
    assert client.get("/appearance/").status_code == 405
