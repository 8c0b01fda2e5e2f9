"""A phone with an app for one-time codes, and a clock that goes on by itself."""

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import hotp

from accounts.models import User
from tests.factories import PASSWORD
from tests.reports.conftest import make_facilitator

STEP = 30  # seconds
START = datetime(2026, 12, 1, 9, 0, 5, tzinfo=UTC)


@dataclass
class Clock:
    """The site's, and in the hand of the test."""

    at: datetime = START

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", lambda: clock.at.timestamp())
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    return clock


@dataclass
class Phone:
    """What an app does with the secret it was given; its clock may be wrong by some seconds."""

    secret: str
    clock: Clock
    off: int = 0

    def code(self, seconds: int = 0) -> str:
        moment = int(self.clock.at.timestamp()) + self.off + seconds
        key = base64.b32decode(self.secret.replace(" ", ""))
        return f"{hotp(key, moment // STEP):06d}"

    def next_code(self) -> str:
        self.clock.wait(STEP)
        return self.code()


SetUp = Callable[[Client], Phone]


@pytest.fixture
def set_up(clock: Clock) -> SetUp:
    """Set up an app as people do, for whom this client is signed in."""

    def by_hand(client: Client) -> Phone:
        phone = Phone(secret_on(client.get("/account/second-factor/app/")), clock)
        response = client.post("/account/second-factor/app/", {"code": phone.code()})
        assert response.status_code == 303, response.content.decode()
        return phone

    return by_hand


def secret_on(response: Any) -> str:
    match = re.search(r'class="lms-secret"[^>]*>([A-Z2-7 ]+)<', response.content.decode())
    assert match is not None
    return match[1]


def codes_on(response: Any) -> list[str]:
    return re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", response.content.decode())


@pytest.fixture
def person(client: Client, clock: Clock) -> User:
    """A facilitator, signed in."""
    person = make_facilitator(username="gaon")
    client.force_login(person)
    return person


def password(client: Client, username: str = "gaon", **more: Any) -> Any:
    """The first step of a sign-in."""
    return client.post("/login/", {"username": username, "password": PASSWORD, **more})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200
