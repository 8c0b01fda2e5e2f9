"""A browser with which somebody has signed in keeps their way in while others guess."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.known_device import PEOPLE, cookie_name, is_known, remember
from accounts.links import password_address
from accounts.models import FailedTry, SpentDevice, User
from accounts.throttle import MOST, MOST_FROM_EVERYWHERE, Guess
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "a-new-password-2"


@pytest.fixture
def hana() -> User:
    return UserFactory.create(username="hana", name="김하나")


def sign_in(client: Client, password: str = PASSWORD, username: str = "hana") -> int:
    return client.post("/login/", {"username": username, "password": password}).status_code


def device(username: str = "hana") -> Client:
    """A browser that has signed in, and out again."""
    client = Client()
    assert sign_in(client, username=username) == 302
    client.post("/logout/")
    return client


def hammer() -> None:
    """As others do from everywhere, for as long as they are let."""
    for at in range(MOST_FROM_EVERYWHERE + 5):
        data = {"username": "hana", "password": "wrong"}
        Client().post("/login/", data, REMOTE_ADDR=f"198.51.100.{at % 3}")


def knows(client: Client, user: User) -> bool:
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    user.refresh_from_db()
    return is_known(request, user)


def test_a_known_device_gets_in_during_an_attack(hana: User) -> None:
    client = device()
    hammer()
    assert sign_in(Client()) == 429
    assert sign_in(client, "wrong") == 200
    assert sign_in(client) == 302
    assert sign_in(Client()) == 429


def test_it_is_not_kept_waiting_by_a_guess_that_is_just_checked(hana: User) -> None:
    client, response = Client(), HttpResponse()
    remember(RequestFactory().get("/"), response, hana)
    client.cookies = response.cookies
    place = Guess.at_account(RequestFactory().get("/"), hana).place
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            name = f"sign-in:{place}"
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
            assert sign_in(Client()) == 429
            assert sign_in(client) == 302
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()


def test_its_own_wrong_passwords_are_counted_for_it_alone(hana: User) -> None:
    client = device()
    statuses = [sign_in(client, "wrong") for _try in range(MOST - 1)]
    assert statuses == [200] * (MOST - 1)
    assert sign_in(Client(), "wrong") == 200
    assert sign_in(client) == 302
    # It has got in: what was wrong before is put right.
    assert [sign_in(Client(), "wrong") for _try in range(MOST - 2)] == [200] * (MOST - 2)


@pytest.mark.full
def test_one_that_is_abused_is_known_no_more(hana: User) -> None:
    client, another = device(), device()
    assert [sign_in(client, "wrong") for _try in range(MOST)] == [200] * (MOST - 1) + [429]
    assert not knows(client, hana)
    assert sign_in(client) == 429
    assert sign_in(another) == 302

    FailedTry.objects.all().delete()
    hammer()
    assert sign_in(client) == 429  # as any other, also after a quarter of an hour
    FailedTry.objects.all().delete()
    assert sign_in(client) == 302
    assert knows(client, hana)
    assert SpentDevice.objects.count() == 1


def test_a_change_of_password_ends_all_but_the_one_it_was_changed_with(hana: User) -> None:
    here, there = Client(), device()
    sign_in(here)
    data = {"save": "password", "old_password": PASSWORD}
    data |= {"new_password1": NEW, "new_password2": NEW}
    assert here.post("/account/", data).status_code == 302
    assert knows(here, hana)
    assert not knows(there, hana)


def test_a_link_for_a_new_password_ends_all_and_makes_one_known(hana: User) -> None:
    before, client = device(), Client()
    form = client.get(password_address(User.objects.get()))["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert not knows(before, hana)
    assert knows(client, hana)


def test_it_is_of_one_account(hana: User) -> None:
    duri = UserFactory.create(username="duri")
    client = device()
    assert knows(client, hana)
    assert not knows(client, duri)


@pytest.mark.full
def test_a_pc_of_several_people_knows_them_all(hana: User) -> None:
    client, people = Client(), [hana]
    people += [UserFactory.create(username=f"member{at}") for at in range(PEOPLE)]
    for person in people:
        sign_in(client, username=person.username)
        client.post("/logout/")
    assert [knows(client, person) for person in people] == [False] + [True] * PEOPLE
    assert len(client.cookies["device"].value) < 1000


def test_the_cookie_tells_nobody_whose_it_is(hana: User) -> None:
    client = device()
    value = client.cookies["device"].value
    assert re.fullmatch(r"[\w-]{16}\.[0-9a-f]{32}", value)
    again = device().cookies["device"].value
    assert value != again


def test_one_that_is_made_up_is_none(hana: User, settings: Settings) -> None:
    client = device()
    number, seal = client.cookies["device"].value.split(".")
    for made_up in (
        "",
        ":",
        "x" * 9_000,
        f"{number}.{seal[::-1]}",
        f"{number[::-1]}.{seal}",
        "é.é",
    ):
        client.cookies["device"] = made_up
        assert not knows(client, hana)
        assert client.get("/login/").status_code == 200
    client.cookies["device"] = f"{number}.{seal}"
    assert knows(client, hana)
    settings.SECRET_KEY = PASSWORD
    assert not knows(client, hana)


def test_scripts_and_other_sites_never_get_it(hana: User, settings: Settings) -> None:
    client = device()
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
    settings.HTTPS = True
    assert cookie_name() == "__Host-device"
    secure = device().cookies["__Host-device"]
    assert (secure["secure"], secure["path"], secure["domain"]) == (True, "/", "")


def test_signing_out_leaves_it(hana: User) -> None:
    assert knows(device(), hana)


def test_a_wrong_password_makes_none_known(hana: User) -> None:
    client = Client()
    sign_in(client, "wrong")
    assert "device" not in client.cookies
