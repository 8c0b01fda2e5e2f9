"""Django's PostgreSQL, with the limits of the web where a request opens the connection."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from config import limits, version

# Executions after which psycopg prepares by itself; only `prepared_cursor` asks for it before.
PREPARE_WHEN_ASKED = 1_000_000
# The more rows there are, the rather the server plans what is prepared anew for each person, which
# takes longer than to run it; all that is prepared finds one person's rows over an index.
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


class PatientConnection(psycopg.Connection[Any]):
    """Waits for a slow answer, and gives a server up that is stopped or cut off."""

    alias = ""  # of the database
    is_hurried = False

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(self._attended(gen), interval, timeout)
        except psycopg.OperationalError:
            # What was asked may still be answered one day: nothing else may read that answer.
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """For what every living server answers at once."""
        self.is_hurried = True
        try:
            yield
        finally:
            self.is_hurried = False

    def _attended(self, gen: PQGen[RV]) -> PQGen[RV]:
        """The same steps; while nothing comes (each `interval`), a look at the server."""
        silent_since = monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                if ready:
                    silent_since = monotonic()
                elif monotonic() - silent_since > (
                    limits.HURRY if self.is_hurried else limits.SILENCE
                ):
                    self._see_that_it_answers()
                    silent_since = monotonic()
                state = gen.send(ready)
        except StopIteration as end:
            value: RV = end.value
            return value

    def _see_that_it_answers(self) -> None:
        """Fail unless the server takes or refuses another connection."""
        if self.is_hurried:
            raise psycopg.errors.ConnectionTimeout("the server says nothing")
        try:
            psycopg.connect(
                self.info.dsn, password=self.info.password, connect_timeout=limits.LOOK_TIMEOUT
            ).close()
        except psycopg.OperationalError as error:
            if "FATAL" not in str(error):  # as where every connection is taken
                limits.given_up().add(self.alias)
                raise


@cache
def numbered(query: str) -> tuple[str, tuple[str, ...]]:
    """The query with `$1` for `%(name)s`, and the names in their order.

    psycopg would look for them each time, where a query is longer than 4 kB."""
    numbers: dict[str, int] = {}

    def number(placeholder: re.Match[str]) -> str:
        if placeholder[0] == "%%":
            return "%"
        return f"${numbers.setdefault(placeholder[1], len(numbers) + 1)}"

    return PLACEHOLDER.sub(number, query), tuple(numbers)


# django-stubs leave out what Django has for psycopg 3 alone: hence what is ignored below.
class NumberingCursor(base.CursorMixin, psycopg.RawCursor[Any]):  # type: ignore[name-defined,misc]
    """For queries that are asked again and again, with parameters by name."""

    is_prepared = False

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        text, names = numbered(query)
        values = [params[name] for name in names]
        try:
            return super().execute(text, values, **how, prepare=self.is_prepared or None)
        finally:
            # Where Django looks up what was asked, and psycopg leaves nothing of what is prepared.
            self._query = self._query or SimpleNamespace(query=text.encode())  # type: ignore[assignment]


class PreparingCursor(NumberingCursor):
    is_prepared = True


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens connections for requests with limits, through the pooler where there is one."""

    def get_connection_params(self) -> dict[str, Any]:
        # By which a newer version knows that this one is there.
        parameters = {"fallback_application_name": version.name(), **self._parameters()}
        if limits.apply() and self.settings_dict.get("POOLED"):
            return parameters
        options = f"{PLANNED_ONCE} {parameters.get('options', '')}".strip()
        return {**parameters, "options": options}

    def _parameters(self) -> dict[str, Any]:
        if not limits.apply():
            return {**super().get_connection_params(), "prepare_threshold": PREPARE_WHEN_ASKED}
        if pooled := self.settings_dict.get("POOLED"):
            # A pooler refuses or loses what is set for a session: it sets the limits itself.
            through = base.DatabaseWrapper({**self.settings_dict, **pooled}, self.alias)
            return {"connect_timeout": limits.CONNECT_TIMEOUT, **through.get_connection_params()}
        return {
            **limits.limited(super().get_connection_params()),
            "prepare_threshold": PREPARE_WHEN_ASKED,
        }

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not limits.apply():
            return super().get_new_connection(conn_params)
        if self.alias in limits.given_up():
            raise psycopg.errors.ConnectionTimeout("the server did not answer before")
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        try:
            connection = PatientConnection.connect(**conn_params)
            connection.alias = self.alias
            return connection
        except psycopg.errors.ConnectionTimeout:
            limits.given_up().add(self.alias)
            raise

    def prepared_cursor(self) -> CursorWrapper:
        """For a query that is asked again and again, with parameters by name: the server keeps its
        plan, where it is asked without a pooler, which gives each transaction another server."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        is_pooled = limits.apply() and bool(self.settings_dict.get("POOLED"))
        cursor = NumberingCursor if is_pooled else PreparingCursor
        with self.wrap_database_errors:
            wrapped: CursorWrapper = self._prepare_cursor(cursor(self.connection))  # type: ignore[attr-defined]
            return wrapped

    def is_usable(self) -> bool:
        if not isinstance(self.connection, PatientConnection):
            return super().is_usable()
        with self.connection.hurried():
            return super().is_usable()
