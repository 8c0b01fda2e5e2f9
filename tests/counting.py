"""Which tests coverage counts: counting makes a test take half as long again, or twice.

What takes the same lines a thousand times, or takes them in a browser, tells nothing new of which
lines are taken: those tests run uncounted, and the figure is never better than the truth.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import coverage
import pytest
from hypothesis import is_hypothesis_test

HERE = Path(__file__).parent


def is_counted(item: pytest.Item) -> bool:
    """Neither a table over all pages, nor a test in a browser, nor one of many examples."""
    is_property = is_hypothesis_test(getattr(item, "obj", None))
    return not is_property and item.path.parent not in {HERE, HERE / "browser"}


@contextmanager
def counted_or_not(item: pytest.Item) -> Iterator[None]:
    """Run a test, with what it needs set up, in this block."""
    counting = coverage.Coverage.current()
    if counting is None or is_counted(item):
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()
