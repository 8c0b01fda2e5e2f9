"""Runs the SQL that stands in `.sql` files beside the code that asks it.

There `WITH counted` stands for counted.sql, `module_state` after it for module_state.sql, and
`{live}` for the condition that a question is asked.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from progress.counted import Counted
from quizzes.live_questions import LIVE
from quizzes.models import Answer


@cache
def text_of(file: Path) -> str:
    query = _read(file)
    query = query.replace("WITH counted", f"WITH {_read(_beside('counted'))}", 1)
    query = query.replace(",\nmodule_state", f",\n{_read(_beside('module_state'))}", 1)
    return query.replace("{live}", LIVE)


def rows(file: Path, counted: Counted, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of the query for these members, each by the names of its columns."""
    with connections[router.db_for_read(Answer)].cursor() as cursor:
        cursor.execute(text_of(file), {**counted.parameters, **parameters})
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _beside(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.sql")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
