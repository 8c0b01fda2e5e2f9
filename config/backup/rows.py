"""What stands in the tables, in a form that is alike on every server: a count and a hash each."""

from collections.abc import Sequence
from typing import Any

from psycopg.sql import SQL, Composed, Identifier, Literal

from config.backup.archive import Table

# A value is written alike whatever a server, a role or a session is set to.
WRITTEN_ALIKE = """
    SET LOCAL timezone = 'UTC';
    SET LOCAL datestyle = 'ISO';
    SET LOCAL intervalstyle = 'iso_8601';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL search_path = '';
"""
# Those of an extension are put back by the extension.
_TABLES = """
    SELECT c.relname FROM pg_catalog.pg_class c
    WHERE c.relnamespace = {schema}::pg_catalog.regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = c.oid AND d.deptype = 'e'
        )
    ORDER BY c.relname
"""
# Sums, so that the order of rows does not count and nothing has to be sorted or kept.
_FINGERPRINT = """
    SELECT {name}, pg_catalog.count(*),
        coalesce(pg_catalog.sum(('x' || pg_catalog.left(hash, 16))::bit(64)::bigint), 0),
        coalesce(pg_catalog.sum(('x' || pg_catalog.right(hash, 16))::bit(64)::bigint), 0)
    FROM (
        SELECT pg_catalog.encode(
            pg_catalog.sha256(pg_catalog.convert_to(ROW(one_row.*)::text, 'UTF8')), 'hex'
        ) AS hash
        FROM {table} AS one_row
    ) AS hashes
"""


def tables_query(schema: str) -> Composed:
    """Asks for the names of the tables."""
    return SQL(_TABLES).format(schema=Literal(Identifier(schema).as_string(None)))


def fingerprint_query(schema: str, table: str) -> Composed:
    """Asks for what `read` reads, of one table."""
    return SQL(_FINGERPRINT).format(name=Literal(table), table=Identifier(schema, table))


def read(row: Sequence[Any]) -> tuple[str, Table]:
    """The name of a table, its count and its hash."""
    name, count, *sums = row
    return str(name), Table(int(count), "".join(f"{int(part) % 2**64:016x}" for part in sums))


def differences(expected: dict[str, Table], actual: dict[str, Table]) -> list[str]:
    """A line for each table whose rows are not those that are wanted."""
    lines = []
    for name in sorted({*expected, *actual}):
        if name not in actual:
            lines.append(f"{name} is missing")
        elif name not in expected:
            lines.append(f"{name} is not in the backup")
        elif expected[name] != actual[name]:
            lines.append(f"{name} has {actual[name].rows} rows of {expected[name].rows}, or others")
    return lines
