"""Runs the SQL that stands in the `.sql` files beside this one."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from quizzes.models import Answer


@cache
def text_of(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def rows(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of `<name>.sql`, each by the names of its columns."""
    with connections[router.db_for_read(Answer)].cursor() as cursor:
        cursor.execute(text_of(name), parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
