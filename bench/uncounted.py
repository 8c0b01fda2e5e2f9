"""Which tests tell coverage nothing that others do not tell: tests/uncounted.txt, made anew.

    CONTEXTS=test_function make coverage ARGS=--junitxml=.junit.xml
    .venv/bin/python -m bench.uncounted

Of the tests that were counted, the fewest seconds are looked for that take every line and branch
that all of them take (greedily: always the one that takes most that is new a second). The last few
are not worth their seconds: what they alone take is told as not taken.
"""

import heapq
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from defusedxml import ElementTree

from tests.counting import UNCOUNTED

Arc = tuple[int, int, int]
SPARED = 150  # arcs of some 48,000
OVERHEAD = 0.02  # seconds of a test that is hardly anything


def seconds_of_tests(file: Path) -> dict[str, float]:
    """By the name of the test's context, of all its cases."""
    seconds: dict[str, float] = defaultdict(float)
    for case in ElementTree.parse(file).iter("testcase"):
        name = f"{case.attrib['classname']}.{case.attrib['name'].partition('[')[0]}"
        seconds[name] += float(case.attrib["time"])
    return seconds


def arcs_of_contexts(file: Path) -> dict[str, set[Arc]]:
    """What each took; under "" what was taken by no test, as in the processes that tests start.

    Read from the file itself (its schema is documented): the API asks for one context at a time."""
    taken: dict[str, set[Arc]] = defaultdict(set)
    with closing(sqlite3.connect(file)) as data:
        rows = data.execute(
            "SELECT context, file_id, fromno, tono FROM arc JOIN context ON context.id = context_id"
        )
        for context, *arc in rows:
            # To coverage each function is a test whose name begins so, a library's too.
            is_test = context.startswith("tests.")
            taken[context if is_test else ""].add((arc[0], arc[1], arc[2]))
    return taken


def needed(taken: dict[str, set[Arc]], seconds: dict[str, float]) -> set[str]:
    """Those that are enough but for SPARED, together with what no test took."""
    covered = set(taken.get("", ()))
    left = len(set().union(*taken.values()) - covered)

    def worth(context: str) -> float:
        return len(taken[context] - covered) / (seconds.get(context, 0) + OVERHEAD)

    chosen: set[str] = set()
    waiting = [(-worth(context), context) for context in taken if context]
    heapq.heapify(waiting)
    while waiting and left > SPARED:
        _worth, context = heapq.heappop(waiting)
        now = worth(context)
        if not now:
            continue
        if waiting and now < -waiting[0][0]:
            heapq.heappush(waiting, (-now, context))
            continue
        chosen.add(context)
        left -= len(taken[context] - covered)
        covered |= taken[context]
    return chosen


def main() -> None:
    seconds = seconds_of_tests(Path(".junit.xml"))
    taken = arcs_of_contexts(Path(".coverage"))
    chosen = needed(taken, seconds)
    useless = sorted({*taken} - chosen - {""})
    UNCOUNTED.write_text("".join(f"{name}\n" for name in useless), encoding="utf-8")
    total, left = (
        sum(map(seconds.__getitem__, taken.keys() - {""})),
        sum(seconds[x] for x in useless),
    )
    print(f"{len(useless)} of {len(taken) - 1} counted tests, {left:.0f} of {total:.0f} s")


if __name__ == "__main__":
    main()
