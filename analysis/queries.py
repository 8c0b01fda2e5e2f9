"""Runs the SQL that stands in `.sql` files beside the code that asks it."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from analysis.counted import Counted
from quizzes.models import Answer

FACILITY = Path(__file__).with_name("facility.sql")


@cache
def text_of(file: Path) -> str:
    """The query, with what counted.sql defines at its head."""
    counted = Path(__file__).with_name("counted.sql").read_text(encoding="utf-8")
    query = file.read_text(encoding="utf-8")
    return query.replace("WITH counted", f"WITH {counted}", 1)


def rows(file: Path, counted: Counted, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of the query for these members, each by the names of its columns."""
    with connections[router.db_for_read(Answer)].cursor() as cursor:
        cursor.execute(text_of(file), {**counted.parameters, **parameters})
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
