"""Queries that are asked again and again: parameters by name, converted once."""

import pytest
from django.db import connection

from config.postgres.base import numbered
from courses.one_row import NoRow, one_row


@pytest.mark.parametrize(
    ("query", "text", "names"),
    [
        ("SELECT 1", "SELECT 1", ()),
        ("SELECT %(a)s, %(b)s, %(a)s", "SELECT $1, $2, $1", ("a", "b")),
        ("SELECT 'a%%' LIKE %(what)s", "SELECT 'a%' LIKE $1", ("what",)),
        ("SELECT '%%(a)s', %(a)s", "SELECT '%(a)s', $1", ("a",)),
    ],
)
def test_names_become_numbers(query: str, text: str, names: tuple[str, ...]) -> None:
    assert numbered(query) == (text, names)


@pytest.mark.django_db
def test_a_long_query_is_looked_through_once() -> None:
    query = f"SELECT %(word)s::text || 'x%%', %(none)s::int /* {'long ' * 2000} */"
    numbered.cache_clear()
    for word in ("가", "나", "다"):
        assert one_row(query, {"word": word, "none": None, "beside": 1}) == (f"{word}x%", None)
    assert numbered.cache_info().misses == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%long %'")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_a_query_that_finds_nothing_and_one_that_lacks_a_parameter() -> None:
    with pytest.raises(NoRow):
        one_row("SELECT 1 WHERE %(is_there)s", {"is_there": False})
    with pytest.raises(KeyError):
        one_row("SELECT %(word)s::text", {})
