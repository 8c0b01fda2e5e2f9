"""A sign-in with a browser that is new to the person is told to them, by whatever door."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.links import password_address
from accounts.models import AccountNotice, SpentDevice, User
from config import environment
from tests.access import noted
from tests.accounts.second_factor.conftest import SetUp, clock, set_up  # noqa: F401
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Edg/142.0.0.0"
NEW = "산길을-걷는-고양이-7"
PROXY = "10.1.2.3"
TOLD = "이 계정으로 처음 보는 기기에서 로그인했습니다"
Door = Callable[[Client, User], Any]


def by_password(client: Client, person: User, password: str = PASSWORD) -> Any:
    return client.post("/login/", {"username": person.username, "password": password})


def by_link(client: Client, person: User) -> Any:
    person.refresh_from_db()
    form = client.get(password_address(person)).headers["Location"]
    return client.post(form, {"new_password1": NEW, "new_password2": NEW})


def by_header(client: Client, person: User) -> Any:
    named = {"HTTP_X_REMOTE_USER": person.username, "REMOTE_ADDR": PROXY}
    return client.post("/login/header/", **named)


@pytest.fixture
def person(settings: Any, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setenv("TRUSTED_PROXIES", PROXY)
    settings.TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES", "")
    settings.SSO_HEADER = "HTTP_X_REMOTE_USER"
    return UserFactory.create(username="hana")


def browser() -> Client:
    return Client(headers={"User-Agent": EDGE}, REMOTE_ADDR="10.0.0.9")


def notices(person: User) -> list[AccountNotice]:
    return list(person.account_notices.filter(kind=AccountNotice.Kind.NEW_DEVICE))


def told(client: Client, address: str, rows: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(row.get_text().split()) for row in page.select(f"{rows} li")]


def test_the_first_sign_in_of_all_and_a_known_browser_are_not_told(person: User) -> None:
    client = browser()
    for _time in range(2):
        assert by_password(client, person).status_code == 302
        client.post("/logout/")
    assert notices(person) == []
    assert noted("new-device") == []


@pytest.mark.parametrize("door", [by_password, by_link, by_header])
def test_it_is_told_at_every_door_once(person: User, door: Door) -> None:
    client, another = browser(), browser()
    by_password(client, person)

    assert door(another, person).status_code == 302

    [notice] = notices(person)
    address = PROXY if door is by_header else "10.0.0.9"
    assert (notice.device, notice.address) == ("Edge · Windows", address)
    assert noted("new-device") == [(person.pk, [person.pk], "")]
    another.post("/logout/")
    assert by_password(another, person, NEW if door is by_link else PASSWORD).status_code == 302
    assert len(notices(person)) == 1


def test_with_two_factors_it_is_told_once_the_code_was_right(
    person: User,
    set_up: SetUp,  # noqa: F811
) -> None:
    person.is_staff = True
    person.save()
    client, another = browser(), browser()
    by_password(client, person)
    phone = set_up(client)
    for door in (by_password, by_link):
        door(another, person)
        assert notices(person) == []
    another.post("/login/second/", {"code": phone.next_code()})
    assert len(notices(person)) == 1
    assert noted("new-device") == [(person.pk, [person.pk], "")]


def test_the_next_page_of_other_sessions_and_the_account_page_say_so(person: User) -> None:
    client, another = browser(), browser()
    by_password(client, person)
    assert told(client, "/", "[data-account-notices]") == []
    by_password(another, person)
    [row] = told(client, "/", "[data-account-notices]")
    assert row.startswith(TOLD)
    assert row.endswith("Edge · Windows, 10.0.0.9")
    assert told(another, "/", "[data-account-notices]") == []
    for session in (client, another):
        [row] = told(session, "/account/", "[data-new-devices]")
        assert row.startswith("Edge · Windows, 10.0.0.9")


def test_another_password_makes_no_browser_new(person: User) -> None:
    client = browser()
    by_password(client, person)
    client.post("/logout/")
    person.set_password(NEW)
    person.save()
    assert by_password(client, person, NEW).status_code == 302
    assert by_link(client, person).status_code == 302
    assert notices(person) == []


def test_a_browser_of_somebody_else_is_new(person: User) -> None:
    client, other = browser(), UserFactory.create()
    by_password(browser(), person)
    by_password(client, other)
    client.post("/logout/")
    by_password(client, person)
    assert len(notices(person)) == 1


def test_one_that_was_guessed_with_is_new(person: User) -> None:
    client = browser()
    by_password(client, person)
    client.post("/logout/")
    SpentDevice.objects.create(number=client.cookies["device"].value.split(".")[0])
    by_password(client, person)
    assert len(notices(person)) == 1
