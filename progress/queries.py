"""Runs the SQL that stands in `.sql` files beside the code that asks it.

There a line `WITH counted` stands for counted.sql, `module_state` after it for module_state.sql,
`last_activity`, `member_state` and `affiliation` after that for theirs, `page_affiliation` where a
`page` of members stands before it; `{live}` for the condition that a question is asked, and
`{shown_name}` for what a `person` is called, who may have been erased.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from accounts.models import ERASED, SHOWN, nameless
from progress.counted import Counted
from quizzes.live_questions import LIVE
from quizzes.models import Answer

# Whose rows are held at once, where all that members did is written into a file.
MEMBERS = 500
NUMBER = "#"
SHOWN_NAME = f"""CASE
        WHEN person.is_erased THEN replace(
            %(nameless)s, '{NUMBER}', substr(person.username, {len(ERASED) + 1}, {SHOWN})
        )
        ELSE coalesce(nullif(person.name, ''), person.username)
    END"""
# A line that stands for a file beside this one.
SHARED = re.compile(
    r"^(WITH |)(counted|module_state|last_activity|member_state|affiliation|page_affiliation)(,?)$",
    re.MULTILINE,
)


@cache
def text_of(file: Path) -> str:
    query = SHARED.sub(lambda line: f"{line[1]}{_shared(line[2])}{line[3]}", _read(file))
    return query.replace("{live}", LIVE).replace("{shown_name}", SHOWN_NAME)


def rows(file: Path, counted: Counted, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of the query for these members, each by the names of its columns."""
    with connections[router.db_for_read(Answer)].cursor() as cursor:
        standing_in = {"nameless": nameless(NUMBER)}
        cursor.execute(text_of(file), {**counted.parameters, **standing_in, **parameters})
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def rows_of_many(file: Path, counted: Counted, **parameters: Any) -> Iterator[tuple[Any, ...]]:
    """The rows one after the other, in the order of the members: of so many at a time."""
    for members in counted.parts(MEMBERS):
        with connections[router.db_for_read(Answer)].cursor() as cursor:
            cursor.execute(text_of(file), {**members.parameters, **parameters})
            yield from cursor.fetchall()


def _shared(name: str) -> str:
    return _read(Path(__file__).with_name(f"{name}.sql")).rstrip()


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
