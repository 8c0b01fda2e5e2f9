"""What the tests stand on: tables as the migrations made them, no row or column left out."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction

from courses.models import Course
from tests.factories import answer_wrong, make_member, make_quiz
from tests.tables import cells


def groups() -> list[tuple[Any, ...]]:
    return list(
        Group.objects.order_by("pk", "permissions").values_list("pk", "name", "permissions")
    )


@pytest.mark.django_db(transaction=True)
def test_emptying_leaves_what_the_migrations_made() -> None:
    made = groups()
    assert made

    with transaction.atomic():
        quiz = make_quiz()
    answer_wrong(quiz.questions.all()[0], make_member(quiz.module.course))
    Group.objects.first().permissions.clear()  # type: ignore[union-attr]
    call_command("flush", verbosity=0, interactive=False)

    assert groups() == made
    assert not Course.objects.exists()


def is_looked_at(cell: Any) -> bool:
    return "full" not in {mark.name for mark in cell.marks}


@pytest.mark.parametrize(
    ("rows", "columns"), [("abc", "1"), ("a", "123"), ("abcd", "12"), ("ab", "1234")]
)
def test_an_ordinary_run_looks_at_each_row_and_each_column(rows: str, columns: str) -> None:
    table = cells(rows, columns)

    looked_at = [cell.values for cell in table if is_looked_at(cell)]

    assert len(table) == len(rows) * len(columns)
    assert {row for row, _column in looked_at} == set(rows)
    assert {column for _row, column in looked_at} == set(columns)
    assert len(looked_at) == max(len(rows), len(columns))
    assert len([cell for cell in cells(rows, columns, 1) if is_looked_at(cell)]) == 1
