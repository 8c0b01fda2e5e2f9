"""For what every page asks: one row, by a query that the database plans once a connection."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


class NoRow(Exception):
    """The query found nothing, or stored nothing."""


def one_row(query: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    """Raises `NoRow`, which what counts or adds up never does."""
    # Of config/postgres/base.py.
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(query, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NoRow
    return row
