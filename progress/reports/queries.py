"""Runs the SQL that stands in the `.sql` files beside this one."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from progress.reports.counted import Counted
from quizzes.models import Answer


@cache
def text_of(name: str) -> str:
    """The query, with what counted.sql defines at its head."""
    here = Path(__file__)
    counted = here.with_name("counted.sql").read_text(encoding="utf-8")
    query = here.with_name(f"{name}.sql").read_text(encoding="utf-8")
    return query.replace("WITH counted", f"WITH {counted}", 1)


def rows(name: str, counted: Counted, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of `<name>.sql` for these members, each by the names of its columns."""
    with connections[router.db_for_read(Answer)].cursor() as cursor:
        cursor.execute(text_of(name), {**counted.parameters, **parameters})
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
