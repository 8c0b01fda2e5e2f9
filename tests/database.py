"""The tests' own database: copies of rows kept beside them, to be put back in no time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

AS_MIGRATED = "as_migrated"
TEMPLATE = "dure_template_of_tests"
# Takes a name for a schema and what makes the rows; gives what puts them back.
Keeping = Callable[[str, Callable[[], object]], list[str]]


class Copy:
    """The rows that the tables held at one moment, in a schema of their own."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.connection = connections["default"]

    def tables(self) -> list[str]:
        """The tables it holds rows of; none before it was made."""
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1"
        with self.connection.cursor() as cursor:
            cursor.execute(asked, [self.schema])
            return [table for (table,) in cursor.fetchall()]

    def make(self, *, without: list[str]) -> None:
        """Copy all tables that hold rows, but for these."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {self.schema}")
            for table in filled(self.connection.introspection.django_table_names()):
                if table not in without:
                    rows = f"SELECT {self._columns(table)} FROM public.{table}"
                    cursor.execute(f"CREATE TABLE {self.schema}.{table} AS {rows}")

    def statements(self) -> list[str]:
        """What puts its rows into the empty tables, whatever their triggers would say or do."""
        put = []
        for table in self.tables():
            columns = self._columns(table)
            rows = f"SELECT {columns} FROM {self.schema}.{table}"
            put.append(f"INSERT INTO public.{table} ({columns}) {rows}")
        return without_triggers(self.tables(), put)

    def _columns(self, table: str) -> str:
        """All but those that the database counts out itself."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_schema = 'public' "
                "AND table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            return str(cursor.fetchone()[0])


def keep_rows(schema: str, make: Callable[[], object]) -> list[str]:
    """What puts back the rows that `make` makes; they are made where the schema is missing."""
    rows = Copy(schema)
    if not rows.tables():
        with transaction.atomic():
            make()
        rows.make(without=Copy(AS_MIGRATED).tables())
        call_command("flush", verbosity=0, interactive=False)
    return rows.statements()


def load_local_ai() -> None:
    call_command("loaddata", "local-ai", verbosity=0)


def make_template() -> None:
    """The database that all processes of a run copy, instead of migrating one each."""
    connection = connections["default"]
    before, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    own, test["NAME"] = test["NAME"], TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    Copy(AS_MIGRATED).make(without=[])
    with emptied_after_real_transactions():
        keep_rows("local_ai", load_local_ai)
    connection.close()  # nobody can copy a database that somebody uses
    connection.settings_dict["NAME"], test["NAME"] = before, own


def put_back(statements: list[str]) -> None:
    """Have a copy's rows again, in the transaction of a test."""
    with connections["default"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def filled(tables: list[str]) -> list[str]:
    """Those of the tables that hold rows."""
    if not tables:
        return []
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM public.{table})" for table in sorted(tables)
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def without_triggers(tables: list[str], statements: list[str]) -> list[str]:
    """The statements between switching these tables' triggers off and on, which an owner may."""
    off, on = (
        [f"ALTER TABLE public.{table} {word} TRIGGER USER" for table in tables]
        for word in ("DISABLE", "ENABLE")
    )
    # A table with a check yet to be done cannot be altered.
    return [*off, *statements, "SET CONSTRAINTS ALL IMMEDIATE", *on, "SET CONSTRAINTS ALL DEFERRED"]


@contextmanager
def emptied_after_real_transactions() -> Iterator[None]:
    """Let tests with real transactions leave the tables as the migrations left them.

    Django would empty them: append-only tables refuse that, and the groups that a migration made
    would be missing in every later test.
    """

    def sql_flush(
        _operations: DatabaseOperations, _style: Any, tables: Any, **_options: Any
    ) -> list[str]:
        tables = filled(list(tables))
        emptied = without_triggers(tables, [f"DELETE FROM public.{table}" for table in tables])
        return [*emptied, *Copy(AS_MIGRATED).statements()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        # Permissions and content types come back as they were.
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_options: None)
        yield


def end_other_sessions() -> None:
    """Before the database is dropped, which they would keep.

    Playwright's event loop runs in the thread of the tests: what Django opened before it began
    cannot be reached while it runs, and the other way round (asgiref's `Local`). And Postgres waits
    only five seconds for an autovacuum of its own.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND (usename = "
            "current_user OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))"
        )
