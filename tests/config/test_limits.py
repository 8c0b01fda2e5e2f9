"""Requests wait for the database only so long; commands and threads beside as long as they must."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from bench.line import Line
from config import limits
from config.database import configure, configure_replica
from config.postgres.base import DatabaseWrapper, PatientConnection
from tests.config.databases import Server

pytestmark = pytest.mark.django_db(transaction=True)
POOLER = "postgresql://dure@pooler:6432/dure"
SERVER = "postgresql://owner@server/dure?sslmode=require"


def settings_of_a_connection() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[*limits.LIMITS]]
        )
        return dict(cursor.fetchall())


def in_a_thread(what: Callable[[], Any]) -> Any:
    answers: list[Any] = []

    def run() -> None:
        try:
            answers.append(what())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]


def test_a_connection_opened_by_a_request_has_the_limits() -> None:
    def ask() -> dict[str, str]:
        with limits.answering_a_request():
            return settings_of_a_connection()

    assert in_a_thread(ask) == {
        "statement_timeout": "10000",
        "lock_timeout": "3000",
        "idle_in_transaction_session_timeout": "30000",
    }


def test_a_command_has_none() -> None:
    assert in_a_thread(settings_of_a_connection) == {
        "statement_timeout": "0",
        "lock_timeout": "0",
        "idle_in_transaction_session_timeout": "0",
    }


def test_a_thread_that_a_request_starts_has_none() -> None:
    def ask() -> dict[str, str]:
        with limits.answering_a_request():
            connection.ensure_connection()
            found: dict[str, str] = in_a_thread(settings_of_a_connection)
            return found

    assert in_a_thread(ask)["statement_timeout"] == "0"


def test_what_the_address_says_of_a_limit_wins() -> None:
    asked = configure("postgresql://host/dure?options=-c%20lock_timeout%3D9s", Path("/x"))
    options = limits.limited(asked["OPTIONS"])["options"]
    assert options.index("lock_timeout=3s") < options.index("lock_timeout=9s")


@pytest.fixture
def line(tmp_path: Path, server: Server) -> Iterator[Line]:
    """To the server of the tests, for connections of this test alone."""
    name = f".s.PGSQL.{server.where['PORT'] or 5432}"
    with Line(tmp_path / name, Path(server.where["HOST"]) / name) as line:
        yield line


@pytest.fixture
def patient(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatientConnection]:
    """A connection of a request, which soon looks whether it is waiting in vain."""
    monkeypatch.setattr(limits, "SILENCE", 0.05)
    params = {**connection.get_connection_params(), "host": str(tmp_path)}
    with limits.answering_a_request(), PatientConnection.connect(**params) as patient:
        patient.alias = "default"
        yield patient


def test_a_slow_statement_of_a_server_that_answers_is_waited_for(
    patient: PatientConnection,
) -> None:
    assert patient.execute("SELECT 1 FROM pg_sleep(0.5)").fetchone() == (1,)


@pytest.mark.full
def test_a_server_that_says_nothing_is_given_up_and_nothing_else_reads_its_answer(
    patient: PatientConnection, line: Line
) -> None:
    line.hold()

    with pytest.raises(psycopg.OperationalError):
        patient.execute("SELECT 1")

    assert patient.closed
    assert limits.given_up() == {"default"}, "this request does not wait for it again"


def test_a_kept_connection_that_says_nothing_is_not_waited_for_as_long(
    patient: PatientConnection, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SILENCE", 600)
    monkeypatch.setattr(limits, "HURRY", 0.05)
    kept = DatabaseWrapper(connection.settings_dict, "default")
    kept.connection = patient
    line.hold()

    assert not kept.is_usable()
    assert patient.closed


def test_a_request_that_has_waited_in_vain_opens_no_connection_any_more() -> None:
    def ask() -> None:
        with limits.answering_a_request():
            limits.given_up().add("default")
            with pytest.raises(OperationalError, match="did not answer before"):
                connection.ensure_connection()

    in_a_thread(ask)


def through_a_pooler() -> DatabaseWrapper:
    asked = configure(POOLER, Path("/x"), SERVER)
    return DatabaseWrapper({**connection.settings_dict, **asked}, "default")


def test_behind_a_pooler_requests_send_no_parameter_that_it_refuses() -> None:
    with limits.answering_a_request():
        asked = through_a_pooler().get_connection_params()

    assert (asked["host"], asked["user"], asked["port"]) == ("pooler", "dure", "6432")
    assert asked["connect_timeout"] == limits.CONNECT_TIMEOUT
    assert "options" not in asked
    assert "sslmode" not in asked


def test_beside_a_pooler_commands_go_to_the_server_itself() -> None:
    asked = through_a_pooler().get_connection_params()
    assert (asked["host"], asked["user"], asked["sslmode"]) == ("server", "owner", "require")
    assert "-c statement_timeout=0" in asked["options"], "the role may have one for the web"


def test_a_replica_behind_a_pooler_is_sent_none_either() -> None:
    replica = DatabaseWrapper(
        {**connection.settings_dict, **configure_replica(POOLER, is_pooled=True)}, "replica"
    )
    with limits.answering_a_request():
        assert "options" not in replica.get_connection_params()


def test_behind_a_pooler_no_cursor_is_kept_on_the_server() -> None:
    assert configure(POOLER, Path("/x"), SERVER)["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert "DISABLE_SERVER_SIDE_CURSORS" not in configure(POOLER, Path("/x"))


def test_an_address_beside_none_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_DIRECT_URL"):
        configure("", Path("/x"), SERVER)
