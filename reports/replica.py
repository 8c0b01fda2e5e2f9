"""Reports read from the replica of DATABASE_REPLICA_URL while it is there and not too old."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.utils import timezone

REPLICA = "replica"
PATIENCE = 0.8  # seconds that a report waits for word of the replica
KNOWN_FOR = 1  # seconds that what was heard of it holds
AWAY_FOR = 5  # seconds that it is left alone after it failed
# A promoted replica has a history of its own: one that does not replay is used only if it is the
# database itself. Positions are compared, not clocks, and not when something last came: on a quiet
# night nothing does, and where the line is cut nothing does either.
# The position of what is written next: a commit that waits for no disk counts as well.
DATABASE = "SELECT pg_current_wal_insert_lsn() - '0/0', pg_postmaster_start_time(), now()"
STATE = (
    "SELECT pg_last_wal_replay_lsn() - '0/0', pg_last_xact_replay_timestamp(), "
    "pg_is_in_recovery(), pg_postmaster_start_time()"
)
log = logging.getLogger(__name__)
Made = TypeVar("Made")
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def read_report(make: Callable[[datetime], Made]) -> Made:
    """What this makes of a report's rows, given the moment they are of.

    It reads them from the replica, or from the database where that fails or is too far behind.
    """
    as_of = _as_of()
    if as_of is not None:
        token = _reading.set(True)
        try:
            return make(as_of)
        except (OperationalError, InterfaceError) as error:
            _word.is_away(error)
        finally:
            _reading.reset(token)
    return make(timezone.now())


def _as_of() -> datetime | None:
    """All that was committed up to then is in the replica; None if it cannot be used."""
    if REPLICA not in settings.DATABASES:
        return None
    now: datetime
    # First the database: what the replica has replayed after that may be compared with it.
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(DATABASE)
        position, started, now = cursor.fetchone()
    state = _word.of_replica()
    if state is None:
        return None
    if not state.is_replaying:
        return now if state.started == started else None
    if state.position >= position:
        return now
    oldest = now - timedelta(seconds=settings.REPLICA_MAX_AGE)
    return state.as_of if state.as_of and state.as_of >= oldest else None


@dataclass(frozen=True)
class State:
    """How far a replica was at a moment."""

    position: int
    as_of: datetime | None
    is_replaying: bool
    started: datetime


class _Word:
    """Asks the replica how far it is, in a thread, which may hang with it; a report does not.

    One at a time, so that a replica that hangs for an hour holds one thread.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.latest: Future[State] | None = None
        self.asked_at = 0.0
        self.away_until = 0.0

    def of_replica(self) -> State | None:
        """None if it is away, or was a moment ago."""
        if monotonic() < self.away_until:
            return None
        try:
            return self._ask().result(timeout=PATIENCE)
        except (psycopg.Error, TimeoutError) as error:
            self.is_away(error)
            return None

    def is_away(self, error: Exception) -> None:
        why = " ".join(str(error).split()) or "it says nothing"
        log.warning("Reports read from the database, as the replica is away: %s", why)
        self.away_until = monotonic() + AWAY_FOR

    def _ask(self) -> "Future[State]":
        with self.lock:
            is_known = monotonic() - self.asked_at < KNOWN_FOR
            if self.latest is None or (self.latest.done() and not is_known):
                self.latest = Future()
                self.asked_at = monotonic()
                threading.Thread(target=_look, args=(self.latest,), daemon=True).start()
            return self.latest


def _look(answer: "Future[State]") -> None:
    """Over a connection opened now: a kept one would not tell that none can be had."""
    try:
        parameters = connections[REPLICA].get_connection_params()
        parameters["context"] = None  # Django's reads times rightly on its own connections alone
        with psycopg.connect(**parameters) as connection:
            position, as_of, is_replaying, started = connection.execute(STATE).fetchall()[0]
        answer.set_result(State(int(position or 0), as_of, is_replaying, started))
    except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
        answer.set_exception(error)


_word = _Word()


class ReportsRouter:
    """Django's database router for the replica; see `DATABASE_ROUTERS`."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        return REPLICA if _reading.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
