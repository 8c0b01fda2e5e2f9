"""Large tables: an ordinary run looks at one cell of each row and each column, FULL=1 at all."""

import os
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import settings

FULL = bool(os.environ.get("FULL"))
MORE = 30  # times as many examples of a property with FULL=1
CASES = 1  # of a test with the database whose cases nobody chose among


def cells(rows: Sequence[Any], columns: Sequence[Any], number: int = 0) -> list[Any]:
    """Every row with every column; those that an ordinary run leaves out are marked so.

    It looks at each row and each column, or at this number of cells."""
    wanted = range(number or max(len(rows), len(columns)))
    first = {(at % len(rows), at % len(columns)) for at in wanted}
    return [
        pytest.param(
            row, column, marks=pytest.mark.chosen if (at, across) in first else pytest.mark.full
        )
        for at, row in enumerate(rows)
        for across, column in enumerate(columns)
    ]


def first(number: int, values: Sequence[Any]) -> list[Any]:
    """All the values; those after so many are marked to be left out of an ordinary run."""
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)),
            marks=pytest.mark.chosen if at < number else pytest.mark.full,
        )
        for at, value in enumerate(values)
    ]


def every(step: int, values: Sequence[Any]) -> Sequence[Any]:
    """All the values; one of so many, the first included, in an ordinary run."""
    return values if FULL else values[::step]


def examples(number: int) -> settings:
    """How many examples of a property an ordinary run looks at."""
    return settings(max_examples=number * MORE if FULL else number)


def has_database(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


def leave_out_the_rest(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is marked as full, and of tests with the database the cases after the first.

    They come shuffled: by name, every run looks at the same. The closing line counts them."""
    if FULL:
        return
    left_out = {item for item in items if item.get_closest_marker("full")}
    cases: dict[str, list[pytest.Item]] = {}
    for item in sorted(items, key=lambda item: item.nodeid):
        if item not in left_out and not item.get_closest_marker("chosen") and has_database(item):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for same in cases.values():
        if len(same) > CASES:
            left_out |= {*same[CASES:]}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
