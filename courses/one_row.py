"""For what every page asks: one row, by a query that the database plans once a connection."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def one_row(query: str, parameters: Mapping[str, Any]) -> tuple[Any, ...] | None:
    # Of config/postgres/base.py.
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(query, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
