"""`make doctor`: each thing that may be wrong is found when it is, and is not when it is not."""

import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from accounts import demo
from accounts.demo import DemoAccount
from accounts.models import FailedTry
from accounts.throttle import MOST, PEOPLE_AT_AN_ADDRESS
from config import certificates, checks, doctor, environment
from config.certificates import Certificate
from config.environment import PublicUrl
from tests.config.group import GroupSite
from tests.factories import UserFactory
from tests.tables import first

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with nothing wrong but what belongs to the machine of the tests."""
    for name in ("CONFIG", "CERTIFICATE", "KEY", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL, settings.HTTPS = PublicUrl("https", "dure.example", ""), True
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "now.dure").touch(mode=0o600)
    return tmp_path


def faults(name: str) -> list[str]:
    return next(list(map(str, found)) for looked_at, found in doctor.look() if looked_at == name)


@pytest.mark.parametrize(
    "name",
    ["database", "connections", "clock", "guards", "demo logins", "sign-ins", "address",
     "certificate", "backups", "file rights"],
)  # fmt: skip
def test_of_what_is_well_nothing_is_said(name: str) -> None:
    assert faults(name) == []


def given() -> int:
    """What the server of the tests gives ordinary users."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return int(cursor.fetchone()[0]) - 3


def test_more_connections_than_the_database_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "64")

    assert faults("connections") == [
        f"64 processes may open 640 connections, and the database gives {given()}. "
        f"WEB_CONCURRENCY={given() // 10}, or more max_connections there."
    ]


@pytest.mark.parametrize("whose", ["ROLE", "DATABASE"])
def test_more_connections_than_the_role_or_the_database_may_have(whose: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_user), quote_ident(current_database())")
        name = f"{whose} {cursor.fetchone()[whose == 'DATABASE']}"
        cursor.execute(f"ALTER {name} CONNECTION LIMIT 19")
        told = faults("connections")
        cursor.execute(f"ALTER {name} CONNECTION LIMIT 20")

        assert told == [
            f"2 processes may open 20 connections, and the CONNECTION LIMIT of {name} gives 19. "
            f"WEB_CONCURRENCY=1, or ALTER {name} CONNECTION LIMIT -1;"
        ]
        assert faults("connections") == []


def test_a_backup_of_tomorrow(data: Path) -> None:
    soon = time.time() + 3 * doctor.DAY
    os.utime(data / "backups" / "now.dure", (soon, soon))

    assert faults("clock") == ["now.dure was written after today: was the clock set back? date"]


def test_a_password_that_everybody_knows(settings: Settings) -> None:
    person = UserFactory.create(username="admin", password=demo.PASSWORD)
    DemoAccount.objects.create(username="admin", user=person)
    assert faults("demo logins") == []

    settings.SET_FOR_OTHERS = ["PUBLIC_URL"]

    assert faults("demo logins") == [
        f"Everybody knows the password of admin. {checks.MANAGE} changepassword admin"
    ]


def test_who_is_paused_and_which_address_is_slowed() -> None:
    UserFactory.create(username="hana")
    visitor = Client(REMOTE_ADDR="203.0.113.7")
    for number in range(PEOPLE_AT_AN_ADDRESS):
        FailedTry.objects.create(whose=str(number), address="203.0.113.7")
    for _try in range(MOST):
        visitor.post("/login/", {"username": "hana", "password": "wrong"})
        FailedTry.objects.update(made_at=F("made_at") - timedelta(seconds=2))

    account, address = faults("sign-ins")

    assert re.fullmatch(r"hana is paused until \d\d:\d\d after .*manage.py unlock hana", account)
    assert address.startswith("203.0.113.7 is slowed, as 21 people's passwords were wrong there.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"PUBLIC_URL": None}, "Nobody is told at which address"),
        ({"HTTPS": False}, "https://dure.example is without TLS"),
    ],
)
def test_an_address_that_is_none(settings: Settings, change: dict[str, object], said: str) -> None:
    for name, value in change.items():
        setattr(settings, name, value)

    (fault,) = faults("address")
    assert fault.startswith(said)


def test_a_certificate_of_another_or_near_its_end(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Certificate.self_signed(data / "tls", "dure.example")
    assert faults("certificate") == []

    monkeypatch.setattr(certificates, "LASTS", certificates.SOON)
    Certificate.self_signed(data / "tls", "other.example")

    assert [fault.partition("certificate.pem ")[2][:9] for fault in faults("certificate")] == [
        "does not ",
        "ends on 2",
    ]


def test_a_certificate_that_is_not_there(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFICATE", str(data / "no.pem"))
    monkeypatch.setenv("KEY", str(data / "no.key"))
    assert environment.certificate() == (str(data / "no.pem"), str(data / "no.key"))

    assert faults("certificate") == [
        f"{data}/no.pem is not there. Put it there, or take CERTIFICATE away."
    ]


def without(backup: Path) -> None:
    backup.unlink()


def with_an_old(backup: Path) -> None:
    old = time.time() - 5.5 * doctor.DAY
    os.utime(backup, (old, old))


@pytest.mark.parametrize(
    ("change", "said"),
    [(without, "There is no backup."), (with_an_old, "The newest backup is 5 days old.")],
)
def test_backups_that_are_missing_or_old(
    data: Path, change: Callable[[Path], None], said: str
) -> None:
    change(data / "backups" / "now.dure")

    (fault,) = faults("backups")
    assert fault.startswith(said)


@pytest.mark.parametrize(
    "name", first(1, ["secret-key", "tls/key.pem", "dure.env", "backups/now.dure"])
)
def test_what_everybody_can_read(data: Path, name: str) -> None:
    path = data / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    path.chmod(0o644)

    assert faults("file rights") == [f"Everybody on this machine can read {path}. chmod o= {path}"]


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_ROOM", 1e18)

    assert "MB left. du -sh " in faults("disk")[0]


def test_the_command_tells_line_by_line_and_ends_with_how_many(
    group: GroupSite, tmp_path: Path
) -> None:
    told = group.command("manage.py", "doctor")

    lines = told.stdout.splitlines()
    assert lines[0] == "ok     database"
    assert "ok     certificate" in lines
    assert "       There is no backup. make backup, and make service for one every night" in lines
    assert told.returncode == 1
    assert told.stderr.startswith("CommandError: ")


@pytest.mark.full
def test_a_database_that_does_not_answer_is_told_as_the_rest(tmp_path: Path) -> None:
    group = GroupSite(tmp_path / "data", told={"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/d"})

    told = group.command("manage.py", "doctor", SECRET_KEY="for-tests-only-" * 4)

    assert told.stdout.startswith("WRONG  database\n       The database does not answer: ")
    assert "ok     certificate" in told.stdout.splitlines()
    assert "Traceback" not in told.stderr
