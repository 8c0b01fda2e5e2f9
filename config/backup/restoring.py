"""Putting a backup back: whole and compared, or not at all."""

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg.sql import SQL, Identifier, Literal

from config.backup import archive, rows
from config.backup.archive import Backup, BackupError, Manifest, Table
from config.backup.programs import Place, Programs
from config.backup.psql import Session, transaction
from config.backup.taking import Note

OLDEST_POSTGRES = 15
BESIDE, REPLACED = "dure_restoring", "dure_replaced"
# Whoever owns no more than a database may not say what an extension or the schema is about.
NOT_PUT_BACK = re.compile(r"^\d+; \d+ \d+ (COMMENT - (EXTENSION|SCHEMA) |SCHEMA - )")
UNKNOWN_BEFORE = {17: b"SET transaction_timeout ="}
# What somebody else owns is not ours to drop, though the owner of a database might.
CLEAR = SQL("""
    DO $clear$ DECLARE statement text; BEGIN
    FOR statement IN
        SELECT pg_catalog.format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
            -- An identity's sequence goes with its table, and not before.
            SELECT CASE relkind WHEN 'S' THEN 4 ELSE 1 END,
                CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE'
                ELSE 'TABLE' END,
                'pg_catalog.pg_class'::pg_catalog.regclass, oid, relowner,
                oid::pg_catalog.regclass::text
            FROM pg_catalog.pg_class
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND relnamespace = {schema}
            UNION ALL
            SELECT 2, 'ROUTINE', 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, proowner,
                oid::pg_catalog.regprocedure::text
            FROM pg_catalog.pg_proc WHERE pronamespace = {schema}
            UNION ALL
            SELECT 3, 'TYPE', 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typowner,
                oid::pg_catalog.regtype::text
            FROM pg_catalog.pg_type WHERE typtype IN ('e', 'd', 'r') AND typnamespace = {schema}
        ) AS things (step, kind, catalogue, oid, owner, name)
        WHERE pg_catalog.pg_has_role(owner, 'USAGE') AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = catalogue AND d.objid = things.oid AND d.deptype = 'e'
        )
        ORDER BY step
    LOOP
        EXECUTE statement;
    END LOOP;
    END $clear$
""")


def check(manifest: Manifest) -> None:
    """Refuse what this code cannot serve."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    known.update(name for squash in loader.disk_migrations.values() for name in squash.replaces)
    if unknown := [name for name in manifest.migrations if name not in known]:
        raise BackupError(
            f"The backup is of a newer Dure, {manifest.dure}{_at(manifest)}: this one does not "
            f"know the migration {'.'.join(unknown[0])}. Restore it with that version."
        )


def _at(manifest: Manifest) -> str:
    return f" at {manifest.commit[:12]}" if manifest.commit else ""


def check_server(manifest: Manifest, place: Place) -> None:
    """Refuse a database that could not take it."""
    with place.connect() as connection:
        major = connection.info.server_version // 10_000
        row = connection.execute("SELECT current_schema(), current_setting('server_encoding')")
        schema, encoding = row.fetchone() or ("", "")
    if major < OLDEST_POSTGRES:
        raise BackupError(f"The server is PostgreSQL {major}; it takes {OLDEST_POSTGRES} or newer.")
    if encoding != "UTF8":
        raise BackupError(f"The encoding of the database is {encoding}; Dure needs UTF8.")
    if schema != manifest.schema:
        raise BackupError(
            f"The tables of the backup are in the schema {manifest.schema}, and this database "
            f"looks for them in {schema}: set its search_path to the former."
        )


def number_of_tables(place: Place) -> int:
    with place.connect() as connection:
        schema = connection.execute("SELECT coalesce(current_schema(), 'public')").fetchone()
        return len(connection.execute(rows.tables_query((schema or ["public"])[0])).fetchall())


def put_beside(backup: Backup, place: Place, note: Note) -> None:
    """Put it into a database of its own, which then takes the name of the one in use."""
    with place.named("postgres").connect(autocommit=True) as administrator:
        for left_by_a_kill in (BESIDE, REPLACED):
            _drop(administrator, left_by_a_kill)
        administrator.execute(SQL("CREATE DATABASE {}").format(Identifier(BESIDE)))
        try:
            put_inside(backup, place.named(BESIDE), note)
            with administrator.transaction():
                _rename(administrator, place.name, REPLACED)
                _rename(administrator, BESIDE, place.name)
        except BaseException:
            _drop(administrator, BESIDE)
            raise
        _drop(administrator, REPLACED)


def _drop(administrator: "psycopg.Connection[Any]", name: str) -> None:
    administrator.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _rename(administrator: "psycopg.Connection[Any]", name: str, to: str) -> None:
    administrator.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
    )
    administrator.execute(
        SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(name), Identifier(to))
    )


def put_inside(backup: Backup, place: Place, note: Note) -> None:
    """Put it in place of what is in this database, in one transaction."""
    manifest = backup.manifest
    with place.connect() as connection:
        major = connection.info.server_version // 10_000
    programs = Programs.at_least(max(manifest.programs, major))
    schema = Literal(Identifier(manifest.schema).as_string(None)) + SQL("::pg_catalog.regnamespace")
    with transaction(programs, place) as session:
        session.write(CLEAR.format(schema=schema).as_string(None).encode() + b";\n")
        _Script(backup, programs, note).pass_on(session, major)
        _compare(manifest, session, note)


def _compare(manifest: Manifest, session: Session, note: Note) -> None:
    session.write(rows.WRITTEN_ALIKE.encode())
    names = [name for (name,) in session.ask([rows.tables_query(manifest.schema)])]
    tables: dict[str, Table] = {}
    for done, name in enumerate(names, len(names) + 1):
        tables.update(map(rows.read, session.ask([rows.fingerprint_query(manifest.schema, name)])))
        note(done, 2 * len(names))
    if lines := rows.differences(manifest.tables, tables):
        raise BackupError(
            f"What was put back is not what the backup holds ({'; '.join(lines[:3])}): nothing "
            "was changed."
        )


class _Script:
    """The dump as statements, on its way from pg_restore to psql."""

    def __init__(self, backup: Backup, programs: Programs, note: Note) -> None:
        self.backup = backup
        self.pg_restore = programs.path("pg_restore")
        self.note = note

    def pass_on(self, session: Session, major: int) -> None:
        unknown = tuple(line for since, line in UNKNOWN_BEFORE.items() if major < since)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as entries:
            entries.writelines(self._entries())
            entries.flush()
            owned = ("--no-owner", "--no-privileges", f"--use-list={entries.name}")
            with self._output(*owned, "--file=-") as script:
                self._pass_lines(script, session, unknown)

    def _entries(self) -> list[str]:
        with self._output("--list") as listed:
            lines = [line.decode() for line in listed]
        return [line for line in lines if not NOT_PUT_BACK.match(line)]

    def _pass_lines(self, script: IO[bytes], session: Session, unknown: tuple[bytes, ...]) -> None:
        """A row may hold anything, also what looks like a statement: it is passed as it is."""
        is_row, begins, done, total = False, True, 0, 2 * len(self.backup.manifest.tables)
        while line := script.readline(archive.CHUNK):
            if begins and not is_row:
                if unknown and line.startswith(unknown):
                    continue
                if line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
                    is_row, done = True, done + 1
                    self.note(done, total)
            elif begins and line == b"\\.\n":
                is_row = False
            session.write(line)
            begins = line.endswith(b"\n")

    @contextmanager
    def _output(self, *options: str) -> Iterator[IO[bytes]]:
        """What pg_restore makes of the dump."""
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(
                [self.pg_restore, *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "LC_ALL": "C"},
            ) as restoring,
        ):
            feeding = threading.Thread(target=self._feed, args=(restoring.stdin,))
            feeding.start()
            try:
                yield cast(IO[bytes], restoring.stdout)
            except BaseException:
                restoring.kill()
                raise
            finally:
                feeding.join()
            if restoring.wait():
                errors.seek(0)
                why = " ".join(errors.read().decode(errors="replace").split())
                raise BackupError(f"The dump cannot be read: {why}")

    def _feed(self, stdin: IO[bytes]) -> None:
        # Who wants the list alone does not read to the end.
        with suppress(BrokenPipeError):
            self.backup.copy_dump(stdin.write)
        with suppress(BrokenPipeError):
            stdin.close()
