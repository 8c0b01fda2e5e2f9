"""Which tests coverage counts: counting makes a test take half as long again, or twice.

What takes the same lines a thousand times, or takes them in a browser, tells nothing new of which
lines are taken: those tests run uncounted, and the figure is never better than the truth. Of a test
with many cases the first few are counted.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import coverage
import pytest
from hypothesis import is_hypothesis_test

HERE = Path(__file__).parent

CASES = 3
uncounted = pytest.StashKey[bool]()


def choose_counted(items: list[pytest.Item]) -> None:
    """Mark what is not counted: tables over all pages, tests in a browser, those of many examples,
    and later cases of a test. Before the tests are shuffled, so that it is the same ones always."""
    cases: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        is_property = is_hypothesis_test(getattr(item, "obj", None))
        is_beside = item.path.parent in {HERE, HERE / "browser"}
        cases[name] += 1
        item.stash[uncounted] = is_property or is_beside or cases[name] > CASES


@contextmanager
def counted_or_not(item: pytest.Item) -> Iterator[None]:
    """Run a test, with what it needs set up, in this block."""
    counting = coverage.Coverage.current()
    if counting is None or not item.stash[uncounted]:
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()
