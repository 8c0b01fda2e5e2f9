"""What `make prove-upgrade` takes for a loss, and what it does not."""

from typing import Any

import pytest

from bench.upgrade import Tables, compare

BEFORE: Tables = {
    "accounts_user": {
        "[1]": {"id": 1, "username": "Kim.Ｇa", "name": "김"},
        "[9]": {"id": 9, "username": "erased-0abf1234", "name": "지운 회원 0abf"},
    },
    "quizzes_answer": {"[7]": {"id": 7, "option_id": 3, "ordinal": 1}},
    "courses_lesson": {"[2]": {"id": 2, "body": "글", "body_html": "<p>글</p>"}},
    "django_session": {'["s"]': {"session_key": "s", "session_data": "x"}},
}


def after(table: str, key: str, row: dict[str, Any] | None) -> Tables:
    """The tables with this row in place of what was there, or without it."""
    rows = {name: value for name, value in BEFORE[table].items() if name != key}
    return {**BEFORE, table: rows if row is None else {**rows, key: row}}


@pytest.mark.parametrize(
    ("table", "key", "row"),
    [
        ("accounts_user", "[1]", {"id": 1, "username": "kim.ga", "name": "김"}),
        ("accounts_user", "[9]", {"id": 9, "username": "erased-0abf1234", "name": ""}),
        ("courses_lesson", "[2]", {"id": 2, "body": "글", "body_html": "<p>글.</p>"}),
        ("courses_lesson", "[3]", {"id": 3, "body": "새", "body_html": ""}),
        ("quizzes_answer", "[7]", {"id": 7, "option_id": 3, "ordinal": 1, "new": None}),
        ("django_session", '["s"]', None),
    ],
)
def test_it_is_no_loss(table: str, key: str, row: dict[str, Any] | None) -> None:
    assert compare(BEFORE, after(table, key, row), content_may_change=False).losses == []


@pytest.mark.parametrize(
    ("table", "key", "row"),
    [
        ("accounts_user", "[1]", {"id": 1, "username": "kim", "name": "김"}),
        ("accounts_user", "[1]", {"id": 1, "username": "Kim.Ｇa"}),
        ("accounts_user", "[1]", {"id": 1, "username": "Kim.Ｇa", "name": ""}),
        ("quizzes_answer", "[7]", {"id": 7, "option_id": 4, "ordinal": 1}),
        ("quizzes_answer", "[7]", None),
        ("quizzes_answer", "[8]", {"id": 8, "option_id": 3, "ordinal": 2}),
        ("courses_lesson", "[2]", {"id": 2, "body": "다른 글", "body_html": ""}),
    ],
)
def test_it_is_a_loss(table: str, key: str, row: dict[str, Any] | None) -> None:
    assert len(compare(BEFORE, after(table, key, row), content_may_change=False).losses) == 1


def test_a_table_that_is_gone_is_a_loss() -> None:
    without = {name: rows for name, rows in BEFORE.items() if name != "quizzes_answer"}

    assert compare(BEFORE, without, content_may_change=True).losses == [
        "quizzes_answer: the table is gone"
    ]


def test_course_files_may_change_content_and_nothing_else() -> None:
    changed = after("courses_lesson", "[2]", None) | after("quizzes_answer", "[7]", None)
    changed["courses_lesson"] = {}

    losses = compare(BEFORE, changed, content_may_change=True).losses

    assert [loss.split(":")[0] for loss in losses] == ["quizzes_answer [7]"]
