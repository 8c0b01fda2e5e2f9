"""`manage.py unlock` ends a pause, and tells which there are."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import FailedTry
from accounts.throttle import MOST, PEOPLE_AT_AN_ADDRESS
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
OFFICE = "203.0.113.7"
Telling = Callable[..., str]


def sign_in(password: str, username: str = "hana") -> int:
    data = {"username": username, "password": password}
    return Client().post("/login/", data, REMOTE_ADDR=OFFICE).status_code


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Telling:
    def run(*words: str) -> str:
        call_command("unlock", *words)
        return capsys.readouterr().out

    return run


@pytest.fixture(autouse=True)
def _locked() -> None:
    UserFactory.create(username="hana")
    for _try in range(MOST):
        sign_in("wrong")


@pytest.mark.parametrize("spelling", ["hana", "Ｈana"])
def test_a_name_is_unlocked_however_it_is_spelt(told: Telling, spelling: str) -> None:
    assert sign_in(PASSWORD) == 429
    assert told(spelling) == "hana: 10 wrong tries count no more.\n"
    assert sign_in(PASSWORD) == 302


def test_nobody_of_that_name_is_told(told: Telling) -> None:
    with pytest.raises(CommandError, match="nobody with the username 'duri'"):
        told("duri")


def test_an_address_is_let_in_again(told: Telling) -> None:
    for number in range(PEOPLE_AT_AN_ADDRESS + 1):
        FailedTry.objects.create(whose=str(number), address=OFFICE)
    assert sign_in(PASSWORD, "somebody") == 429
    assert "31 wrong tries" in told("--address", OFFICE)
    assert sign_in(PASSWORD) == 302


@pytest.mark.parametrize("address", ["here", "203.0.113", ""])
def test_a_wrong_address_is_told(told: Telling, address: str) -> None:
    with pytest.raises(CommandError, match="address"):
        told(f"--address={address}")


def test_without_a_name_it_tells_what_is_paused(told: Telling) -> None:
    assert told().startswith("hana: until ")
    for number in range(PEOPLE_AT_AN_ADDRESS):
        FailedTry.objects.create(whose=str(number), address=OFFICE)
    lines = told().splitlines()
    assert lines[1:] == [f"{OFFICE}: slowed, as 21 people's were wrong there."]
    told("hana")
    assert told() == ""
