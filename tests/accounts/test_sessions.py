"""A session ends two weeks after it was used last, not after signing in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


SetClock = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


def test_who_comes_every_day_is_never_signed_out(client: Client, at: SetClock) -> None:
    signed_in = datetime(2026, 11, 1, 9, tzinfo=SEOUL)
    at(signed_in)
    client.force_login(UserFactory.create())
    for day in range(40):
        at(signed_in + timedelta(days=day))
        assert client.get("/account/").status_code == 200
    end = Session.objects.get().expire_date
    assert end == signed_in + timedelta(days=39 + 14)


def test_a_session_that_nobody_used_ends(client: Client, at: SetClock) -> None:
    signed_in = datetime(2026, 11, 1, 9, tzinfo=SEOUL)
    at(signed_in)
    client.force_login(UserFactory.create())
    at(signed_in + timedelta(days=14, minutes=1))
    assert client.get("/account/").status_code == 302


def test_a_session_is_stored_once_a_day_and_not_at_every_page(client: Client, at: SetClock) -> None:
    at(datetime(2026, 11, 1, 23, 50, tzinfo=SEOUL))
    client.force_login(UserFactory.create())
    stored = Session.objects.get().session_data
    client.get("/account/")
    assert Session.objects.get().session_data == stored

    at(datetime(2026, 11, 2, 0, 10, tzinfo=SEOUL))
    client.get("/account/")
    renewed = Session.objects.get()
    assert renewed.session_data != stored
    at(datetime(2026, 11, 2, 18, tzinfo=SEOUL))
    client.get("/account/")
    assert Session.objects.get().expire_date == renewed.expire_date
