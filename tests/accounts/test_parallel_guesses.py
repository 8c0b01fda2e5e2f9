"""Of guesses that are sent at one moment, one is checked."""

import threading
from concurrent import futures

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connections
from django.test import Client
from pytest_django import Settings

from tests.factories import PASSWORD, UserFactory

GUESSES = 40


class Checking(MD5PasswordHasher):
    """Takes until the others are answered, as a real one takes a while."""

    others_are_answered = threading.Event()
    checked = 0

    def verify(self, password: str, encoded: str) -> bool:
        type(self).checked += 1
        self.others_are_answered.wait(30)
        return super().verify(password, encoded)


def guess(number: int) -> int:
    try:
        # The right one is among them.
        password = PASSWORD if number == GUESSES - 1 else f"wrong-{number}"
        data = {"username": ["hana", "Ｈana", "HANA"][number % 3], "password": password}
        return Client().post("/login/", data, REMOTE_ADDR=f"198.51.100.{number}").status_code
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_forty_guesses_one_is_checked(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Checking"]
    UserFactory.create(username="hana")
    Checking.checked = 0
    with futures.ThreadPoolExecutor(GUESSES) as pool:
        answers = [pool.submit(guess, number) for number in range(GUESSES)]
        try:
            waited = futures.as_completed(answers, timeout=20)
            statuses = [next(waited).result() for _other in range(GUESSES - 1)]
        finally:
            Checking.others_are_answered.set()
    assert statuses == [429] * (GUESSES - 1)
    assert Checking.checked == 1
