"""Ten wrong passwords lock an account for a quarter of an hour, and not a minute longer."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.throttle import locked_until
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOCK = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _person() -> None:
    UserFactory.create(username="hana")


def try_to_sign_in(password: str, agent: str = "") -> int:
    data = {"username": "hana", "password": password}
    return Client().post("/login/", data, headers={"User-Agent": agent}).status_code


def lock(agent: str = "") -> None:
    for _try in range(10):
        try_to_sign_in("wrong", agent)


def let_pass(time: timedelta) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - time)


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_a_try_during_the_lock_does_not_renew_it(password: str) -> None:
    lock()
    for _quarter in range(3):
        let_pass(LOCK / 4)
        assert try_to_sign_in(password) == 429
        assert try_to_sign_in(password, "another browser") == 429
    let_pass(LOCK / 4)
    assert try_to_sign_in(PASSWORD) == 302


def test_the_page_tells_when_the_lock_ends() -> None:
    lock()
    let_pass(timedelta(minutes=4))
    ends = AccessAttempt.objects.get().attempt_time + LOCK
    until = locked_until("hana")
    assert until is not None
    assert timedelta() < until - ends <= timedelta(minutes=1)
    html = Client().post("/login/", {"username": "Ｈana", "password": "x"}).content.decode()
    local = timezone.localtime(until)
    assert f"{'오전' if local.hour < 12 else '오후'} {local.hour % 12 or 12}:{local:%M}" in html


def test_the_time_told_is_when_enough_tries_are_too_old() -> None:
    lock("an office PC")
    let_pass(timedelta(minutes=10))
    AccessAttempt.objects.create(
        username="hana", user_agent="phone", attempt_time=timezone.now(), failures_since_start=4
    )
    ends = AccessAttempt.objects.get(user_agent="an office PC").attempt_time + LOCK
    until = locked_until("hana")
    assert until is not None
    assert timedelta() < until - ends <= timedelta(minutes=1)


def test_an_account_that_is_not_locked_has_no_such_time() -> None:
    try_to_sign_in("wrong")
    assert locked_until("hana") is None


def test_a_lock_of_one_account_is_none_of_another() -> None:
    lock()
    UserFactory.create(username="duri")
    response = Client().post("/login/", {"username": "duri", "password": PASSWORD})
    assert response.status_code == 302
