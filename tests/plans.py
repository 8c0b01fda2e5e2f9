"""What the database did for a request: the plan of each statement, those inside triggers too."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.errors import Diagnostic

# As executed, with the rows that were met. A trigger's statements have the plan that is for any
# row, as in a session that has stored many.
SETTINGS = {
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_level": "notice",
    "auto_explain.log_format": "json",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
}
SCANS = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan"}


@dataclass(frozen=True)
class Scan:
    """Rows of one table that one statement has read, and how it came to them."""

    table: str
    kind: str
    index: str
    rows: int
    statement: str

    def __str__(self) -> str:
        return f"{self.kind} {self.index} on {self.table}, {self.rows:,} rows: {self.statement}"


@contextmanager
def scans() -> Iterator[list[Scan]]:
    """The list fills with what this block's statements read of tables."""
    met: list[Scan] = []

    def note(diagnostic: Diagnostic) -> None:
        message = diagnostic.message_primary or ""
        _duration, found, plan = message.partition("plan:\n")
        if found:
            told = json.loads(plan)
            met.extend(_scans_in(told["Plan"], told["Query Text"]))

    connection.ensure_connection()
    lower: Any = connection.connection
    with connection.cursor() as cursor:
        cursor.execute("LOAD 'auto_explain'")
        for name, value in SETTINGS.items():
            cursor.execute(f"SET {name} = {value}")
    lower.add_notice_handler(note)
    try:
        yield met
    finally:
        lower.remove_notice_handler(note)
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                for name in SETTINGS:
                    cursor.execute(f"RESET {name}")


def _scans_in(node: dict[str, Any], statement: str) -> Iterator[Scan]:
    if node["Node Type"] in SCANS:
        removed = node.get("Rows Removed by Filter", 0) + node.get(
            "Rows Removed by Index Recheck", 0
        )
        yield Scan(
            node["Relation Name"],
            node["Node Type"],
            ", ".join(sorted(set(_indexes_of(node)))),
            round((node["Actual Rows"] + removed) * node["Actual Loops"]),
            " ".join(statement.split()),
        )
    for child in node.get("Plans", []):
        yield from _scans_in(child, statement)


def _indexes_of(node: dict[str, Any]) -> Iterator[str]:
    """Those that are looked into for this scan."""
    if "Index Name" in node:
        yield node["Index Name"]
    if node["Node Type"].startswith("Bitmap"):
        for child in node.get("Plans", []):
            yield from _indexes_of(child)
