"""How often the sentences about questions are wrong, and how often they are said where they should.

With FULL=1 it prints the whole table, which docs/decisions.md has; else it looks at a part of it.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from analysis.findings import findings
from analysis.items import Item
from tests.analysis.simulated_courses import ASKED, Sheets, SimulatedCourse, courses
from tests.tables import FULL

KINDS = ["misconception", "hard", "sure", "explanation", "faulty"]
SIZES = [4, 9, 15, 27, 60]
# How many earlier cohorts of the same size are pooled.
EARLIER = 2
CELLS = [(size, earlier) for earlier in (0, EARLIER) for size in SIZES]
COURSES = 2000 if FULL else 60
MOST_FALSE = 0.05
# What so many courses may have of them by chance (three standard errors).
BY_CHANCE = 0 if FULL else 3 * math.sqrt(MOST_FALSE * (1 - MOST_FALSE) / COURSES)


@dataclass
class Tally:
    """Of so many courses: in how many a sentence was false, and what was planted was told."""

    size: int
    earlier: int
    courses: int = 0
    false: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def add(self, course: SimulatedCourse) -> None:
        self.courses += 1
        sheets = course.answered_by(self.size * (1 + self.earlier))
        self.false.update({kind for at in range(ASKED) for kind in self.wrong(course, sheets, at)})
        for kind in KINDS:
            planted = course.planted(sheets, kind)
            self.told[kind] += kind in said(self.item(planted, 0))

    def item(self, sheets: Sheets, at: int) -> Item:
        own = sheets.of(slice(self.size)).item(at)
        return replace(own, pooled=sheets.item(at)) if self.earlier else own

    def wrong(self, course: SimulatedCourse, sheets: Sheets, at: int) -> Iterable[str]:
        kinds = said(self.item(sheets, at))
        return kinds - {"hard"} if course.facility[at] < 0.5 else kinds

    def share(self, counted: Counter[str], kind: str) -> float:
        return counted[kind] / self.courses


def said(item: Item) -> set[str]:
    return {finding.kind for finding in findings(item) if finding.sure}


def tallied(size: int, earlier: int, number: int) -> Tally:
    tally = Tally(size, earlier)
    for course in courses(seed=1000 * size + earlier, number=number):
        tally.add(course)
    return tally


def lines(tallies: list[Tally]) -> Iterable[str]:
    """The table: per kind and size the share of courses with a false one, and of those found."""
    yield f"{'':14}" + "".join(
        f"{f'{tally.size}' + (f' +{tally.earlier}x' if tally.earlier else ''):>16}"
        for tally in tallies
    )
    for kind in KINDS:
        yield f"{kind:14}" + "".join(
            f"{tally.share(tally.false, kind):>8.1%}{tally.share(tally.told, kind):>8.0%}"
            for tally in tallies
        )


@pytest.mark.full
def test_false_sentences_are_rare_and_planted_faults_are_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked_at = CELLS if FULL else [(27, 0), (60, 0), (27, EARLIER)]
    tallies = [tallied(size, earlier, COURSES) for size, earlier in looked_at]
    with capsys.disabled():
        print(f"\nfalse in a course, planted found ({COURSES} courses each)")  # noqa: T201
        print("\n".join(lines(tallies)))  # noqa: T201
    for tally in tallies:
        for kind in KINDS:
            false = tally.share(tally.false, kind)
            assert false <= MOST_FALSE + BY_CHANCE, (kind, tally.size, tally.earlier)
    told = {
        (tally.size, tally.earlier): tally.share(tally.told, "misconception") for tally in tallies
    }
    assert told[27, 0] >= 0.30 - BY_CHANCE
    assert told[60, 0] >= 0.75 - BY_CHANCE
    assert told[27, EARLIER] >= 0.60


def test_before_thirty_have_the_whole_course_sound_keys_are_doubted_as_seldom() -> None:
    """Then the rest is that of the quiz, which says less."""
    doubted = 0
    for course in courses(seed=7, number=COURSES):
        sheets = course.answered_by(30)
        items = [replace(sheets.item(at), course_whole=29) for at in range(ASKED)]
        doubted += any("faulty" in said(item) for item in items)
    assert doubted / COURSES <= MOST_FALSE + BY_CHANCE
