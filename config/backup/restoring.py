"""Putting a backup back: whole and compared, or not at all."""

from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from config.backup import rows
from config.backup.archive import Backup, BackupError, Manifest, Table
from config.backup.programs import Place, Programs
from config.backup.psql import Session, transaction
from config.backup.script import Script
from config.backup.taking import Note

BESIDE, REPLACED = "dure_restoring", "dure_replaced"
TRIES = 5
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


def put_beside(backup: Backup, place: Place, note: Note) -> None:
    """Put it into a database of its own, which then takes the name of the one in use."""
    with place.named("postgres").connect(autocommit=True) as administrator:
        for left_by_a_kill in (BESIDE, REPLACED):
            _drop(administrator, left_by_a_kill)
        administrator.execute(SQL("CREATE DATABASE {}").format(Identifier(BESIDE)))
        try:
            put_inside(backup, place.named(BESIDE), note)
            _swap(administrator, place.name)
        except BaseException:
            _drop(administrator, BESIDE)
            raise
        _drop(administrator, REPLACED)


def _drop(administrator: "psycopg.Connection[Any]", name: str) -> None:
    administrator.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _swap(administrator: "psycopg.Connection[Any]", name: str) -> None:
    """Both names or none; who comes back after being sent away is sent away again."""
    for tries_left in reversed(range(TRIES)):
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ANY(%s)",
            [[name, BESIDE]],
        )
        try:
            with administrator.transaction():
                _rename(administrator, name, REPLACED)
                _rename(administrator, BESIDE, name)
        except psycopg.errors.ObjectInUse as error:
            if not tries_left:
                raise BackupError(f"Somebody does not leave the database: {error}") from error
        else:
            return


def _rename(administrator: "psycopg.Connection[Any]", name: str, to: str) -> None:
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
        Script(backup, programs, note).pass_on(session, major)
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
