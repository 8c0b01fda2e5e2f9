"""`loaddata` asks the database little: a course of 322 rows, new and unchanged."""

import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authoring.content import CONTENT
from courses.versions import versions_of

pytestmark = pytest.mark.django_db

WRITE = re.compile(r'(INSERT INTO|UPDATE) "(\w+)"')


def load() -> tuple[str, list[str]]:
    """What the load printed, and what it asked."""
    out = StringIO()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        call_command("loaddata", "local-ai", stdout=out)
    return out.getvalue(), [query["sql"] for query in asked]


def writes(queries: list[str]) -> Counter[tuple[str, str]]:
    """How often each kind of write went to each table of content."""
    tables = {model._meta.db_table for model in CONTENT}
    pairs = (match.groups() for sql in queries if (match := WRITE.search(sql)))
    return Counter((kind, table) for kind, table in pairs if table in tables)


def test_a_new_course_takes_at_most_four_queries_a_row_and_writes_each_row_once() -> None:
    _output, queries = load()

    rows = {model._meta.db_table: model._default_manager.count() for model in CONTENT}
    assert sum(rows.values()) > 300
    assert len(queries) <= 4 * sum(rows.values())
    assert writes(queries) == {("INSERT INTO", table): n for table, n in rows.items() if n}
    for model in CONTENT:
        assert versions_of(model).count() == rows[model._meta.db_table]


def test_an_unchanged_course_takes_few_queries_and_writes_nothing() -> None:
    load()

    output, queries = load()

    assert "0 added, 0 changed, 0 retired, 0 removed" in output
    assert len(queries) <= 200
    assert not writes(queries)


@pytest.mark.full
def test_nothing_is_left_to_render_after_a_load() -> None:
    load()
    before = {model: list(model._default_manager.order_by("pk").values()) for model in CONTENT}

    call_command("rendercourses", verbosity=0)

    assert before == {
        model: list(model._default_manager.order_by("pk").values()) for model in CONTENT
    }
