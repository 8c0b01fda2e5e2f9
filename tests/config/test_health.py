"""/readyz answers soon, whatever became of the database."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from authoring.models import Rendering
from config import health, triggers
from tests.factories import CourseFactory

GUARD = next(
    trigger.pgid
    for trigger in triggers.registered().values()
    if trigger.name == "quizzes_answer.answers_are_append_only"
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_check_is_left() -> Iterator[None]:
    yield
    if health._check.latest:
        health._check.latest.exception(timeout=60)


def ask(client: Client) -> tuple[int, str]:
    response = client.get("/readyz")
    return response.status_code, response.content.decode()


def test_it_is_ready(client: Client) -> None:
    assert ask(client) == (200, "ok\n")


def test_nobody_listens(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(unused.getsockname()[1]))
        assert ask(client) == (503, "the database does not answer\n")


def test_a_server_that_accepts_and_never_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(silent.getsockname()[1]))
        assert ask(client) == (503, "the database does not answer\n")
        check = health._check.latest
        assert check is not None
        assert not check.done()

        assert ask(client)[0] == 503
        assert health._check.latest is check, "one thread hangs, however often it is asked"


def test_a_locked_table(client: Client) -> None:
    params = connection.get_connection_params()
    with psycopg.connect(**params) as other:
        other.execute("LOCK TABLE django_migrations")
        assert ask(client) == (503, "the database does not answer\n")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_connection_is_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    database = connection.settings_dict["NAME"]
    run("CREATE ROLE guest LOGIN")
    run(f'ALTER DATABASE "{database}" CONNECTION LIMIT 0')
    try:
        monkeypatch.setitem(connection.settings_dict, "USER", "guest")
        assert ask(client) == (503, "the database does not answer\n")
    finally:
        run(f'ALTER DATABASE "{database}" CONNECTION LIMIT -1')
        run("DROP ROLE guest")


def test_a_migration_that_is_not_applied(client: Client) -> None:
    run("UPDATE django_migrations SET app = 'was sessions' WHERE app = 'sessions'")
    try:
        assert ask(client) == (503, "1 migrations are not applied\n")
    finally:
        run("UPDATE django_migrations SET app = 'sessions' WHERE app = 'was sessions'")


def test_texts_that_older_code_rendered(client: Client) -> None:
    CourseFactory.create()
    line = "The texts were rendered by another version: .venv/bin/python manage.py rendercourses\n"
    assert ask(client) == (503, line)

    call_command("rendercourses")
    assert ask(client) == (200, "ok\n")

    Rendering.objects.update(digest="of older code")
    assert ask(client) == (503, line)


def test_messages_that_are_not_compiled(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "ko" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ko" / "LC_MESSAGES" / "django.po").touch()
    line = "The messages of 'ko' are not compiled as they stand now: make messages\n"

    assert ask(client) == (503, line)


def test_it_asks_no_more_than_the_migrations_the_guards_and_the_mark_of_the_texts() -> None:
    CourseFactory.create()
    call_command("rendercourses")
    with CaptureQueriesContext(connection) as asked:
        assert health._why_not_ready() == ""
    tables = [re.findall(r'FROM "?(\w+)', query["sql"])[0] for query in asked]
    assert tables == ["pg_catalog", "django_migrations", "pg_class", "authoring_rendering"]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (f"DROP TRIGGER {GUARD} ON quizzes_answer", "is missing"),
        (f"ALTER TABLE quizzes_answer DISABLE TRIGGER {GUARD}", "is disabled"),
        (f"COMMENT ON TRIGGER {GUARD} ON quizzes_answer IS ''", "is not as the models say"),
    ],
)
def test_answers_without_their_guard(client: Client, statement: str, fault: str) -> None:
    run(statement)
    try:
        assert ask(client) == (503, f"quizzes_answer.answers_are_append_only {fault}\n")
    finally:
        call_command("migrate", verbosity=0)
    assert ask(client) == (200, "ok\n")
