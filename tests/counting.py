"""Which tests coverage counts: counting makes a test take half as long again, or twice.

What takes the same lines a thousand times, or takes them in a browser, tells nothing new of which
lines are taken: those tests run uncounted, and the figure is never better than the truth. Of a test
with many cases the first twenty are counted. What takes no line that others do not take, or too few
for its seconds, stands in uncounted.txt, which `python -m bench.uncounted` makes anew.
"""

import os
import pkgutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import coverage
import pytest
from django.conf import settings
from hypothesis import is_hypothesis_test

HERE = Path(__file__).parent
UNCOUNTED = HERE / "uncounted.txt"

CASES = 20  # of a test that are counted
APPS = (
    *("accounts", "analysis", "authoring", "banks", "cohorts", "courses", "progress", "quizzes"),
    *("reports", "texts"),
)
uncounted = pytest.StashKey[bool]()


def choose_counted(items: list[pytest.Item]) -> None:
    """Mark what is not counted: tables over all pages, tests in a browser, those of many examples,
    and later cases of a test. By their names, as they come shuffled: so it is the same ones always.
    """
    # All are counted where it is asked which take what.
    listed = set() if "CONTEXTS" in os.environ else {*UNCOUNTED.read_text("utf-8").split()}
    cases: Counter[str] = Counter()
    for item in sorted(items, key=lambda item: item.nodeid):
        name = context_of(item)
        is_property = is_hypothesis_test(getattr(item, "obj", None))
        is_beside = item.path.parent in {HERE, HERE / "browser"}
        cases[name] += 1
        item.stash[uncounted] = is_property or is_beside or name in listed or cases[name] > CASES


def context_of(item: pytest.Item) -> str:
    """What coverage calls the function of the test, its class included."""
    function = item.nodeid.partition("[")[0]
    return function.replace(".py::", ".").replace("::", ".").replace("/", ".")


def hands_out_tests(config: pytest.Config) -> bool:
    """Whether this process has others run the tests."""
    return bool(config.getoption("numprocesses", None))


# What it needs is installed by `make install LDAP=1` alone.
OF_AN_EXTRA = {"accounts.providers.directory"}


def imports_first(config: pytest.Config) -> bool:
    """Whether it is here that what is imported for the tests is counted: one process tells all."""
    is_first = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
    return is_first and not hands_out_tests(config)


def import_apps() -> None:
    """What a test that is not counted imports first would be missing, or not, as chance has it."""
    for app in APPS:
        for module in pkgutil.walk_packages([str(settings.BASE_DIR / app)], f"{app}."):
            if ".migrations" not in module.name and module.name not in OF_AN_EXTRA:
                import_module(module.name)


@contextmanager
def counting(*, wanted: bool) -> Iterator[None]:
    """Have this block counted, if anything is counted in this run, or not. What runs in processes
    that it starts is: few tests start them, and each takes lines that no other does."""
    current = coverage.Coverage.current()
    if current is None or wanted:
        yield
        return
    current.stop()
    try:
        yield
    finally:
        current.start()
