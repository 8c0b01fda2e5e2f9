"""What in a question's figures needs a look, and how sure that is.

It is sure where chance alone makes one course in twenty at most tell one thing of its kind wrongly,
whatever its questions: their levels add up to that (Bonferroni; with weights as in S. Holm,
Scandinavian Journal of Statistics 6, 1979, 65-70). Where it would be if there were this question
alone, it is told as not sure yet. tests/analysis/test_calibration.py measures all of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis import sentences
from analysis.intervals import correlation, exact, mid_p, wilson
from analysis.items import LEAST_FOR_AN_INDEX, Item, OptionFigures, Share
from courses.models import Lesson
from quizzes.models import Question

HARD = 0.5
# More of those who are sure may not be wrong.
SURE = 0.2
# How often chance alone may make a course tell one kind of thing.
LEVEL = 0.05
# Where many were wrong at first, there is more of the level for a misconception, where few were
# less: by their share times this, so that it is no more than all where half are right.
WEIGHT = 2


@dataclass(frozen=True)
class Finding:
    """One thing to know of a question.

    `kind` is "misconception", "hard", "faulty", "explanation" or "sure". It rests on `share`, which
    are `count` of `n` people ("faulty": on the discrimination among `n`), and on its `interval`, as
    wide as all questions of the course together ask for; `sure` says whether that decides it.
    `option` is the one it is about. `pooled`: of all cohorts of the course.
    """

    kind: str
    item: Item
    sure: bool
    n: int
    share: float
    interval: tuple[float, float]
    count: int = 0
    option: OptionFigures | None = None
    pooled: bool = False

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def sentence(self) -> str:
        """In words: its figures, and what to do about it, or that it is not sure yet."""
        return sentences.SENTENCES[self.kind](self)


def findings(item: Item) -> Iterator[Finding]:
    """What a facilitator should know of this question, the most telling first."""
    yield from _faulty(item)
    drawn = list(_misconceptions(item))
    yield from drawn
    if not any(finding.sure for finding in drawn):
        yield from _hard(item)
    yield from _sure(item)
    yield from _explanations(item)


def _judged(
    kind: str,
    item: Item,
    share: Share,
    chance: float,
    *,
    alone: float,
    part: float = 1,
    below: bool = False,
    option: OptionFigures | None = None,
    pooled: bool = False,
) -> Iterator[Finding]:
    """Whether the share lies above (or below) chance, surely or if nothing else is looked at.

    `alone` is the level where there is this question alone, `part` what all others leave of it.
    """
    if share.value is None:
        return
    level = min(alone, alone * part / item.among)
    if below:
        likely = mid_p(share.total - share.count, share.total, 1 - chance)
    else:
        likely = mid_p(share.count, share.total, chance)
    if likely <= alone:
        yield Finding(
            kind,
            item,
            likely <= level,
            share.total,
            share.value,
            exact(share.count, share.total, level),
            share.count,
            option,
            pooled,
        )


def _faulty(item: Item) -> Iterator[Finding]:
    """Chance alone puts one in eight sound questions below 0: the 95 % interval has to lie there.

    It is that of the one question: sound ones lie so far above 0 that it is enough. What is not
    sure is not told: it would doubt the key of a sound question.
    """
    counted = item.pooled or item
    value, people = counted.course_discrimination, counted.course_whole
    if value is None or people < LEAST_FOR_AN_INDEX:
        value, people = counted.discrimination, counted.whole
    if value is None:
        return
    interval = correlation(value, people)
    if interval[1] < 0:
        pooled = item.pooled is not None
        yield Finding("faulty", item, True, people, value, interval, pooled=pooled)


def misconceptions(item: Item) -> list[OptionFigures]:
    """The distractors that surely draw more of the wrong first answers than chance gives them."""
    drawn = (finding.option for finding in _misconceptions(item) if finding.sure)
    return [option for option in drawn if option is not None]


def _misconceptions(item: Item) -> Iterator[Finding]:
    """The distractors whose share of the wrong first answers lies above an equal one.

    This cohort may tell it, or all cohorts together; what is surer is told. Where nobody of this
    cohort has chosen it, it is none of theirs.
    """
    places = sorted(
        enumerate(item.distractors), key=lambda place: place[1].first.count, reverse=True
    )
    for at, choice in places:
        if choice.first.count:
            drawn = [*_drawn(item, item, at)]
            drawn += _drawn(item, item.pooled, at) if item.pooled else []
            yield from sorted(drawn, key=lambda finding: not finding.sure)[:1]


def _drawn(item: Item, counted: Item, at: int) -> Iterator[Finding]:
    """Whether this distractor draws more than chance of those who were wrong among the counted.

    All distractors are looked at, so that each has an equal part of the level; and so do the two
    ways to tell it where there are two.
    """
    missed, distractors = counted.missed, counted.distractors
    weight = WEIGHT * missed / counted.answered if counted.answered else 0
    yield from _judged(
        "misconception",
        item,
        Share(distractors[at].first.count, missed),
        1 / len(distractors),
        alone=LEVEL / len(distractors),
        part=weight / 2 if item.pooled else weight,
        option=item.distractors[at],
        pooled=counted is not item,
    )


def _hard(item: Item) -> Iterator[Finding]:
    return _judged("hard", item, item.facility, HARD, alone=LEVEL, below=True)


def _sure(item: Item) -> Iterator[Finding]:
    return _judged("sure", item, item.sure, SURE, alone=LEVEL)


def _explanations(item: Item) -> Iterator[Finding]:
    """Those that help less than chance; an explanation is the same to every cohort."""
    counted = item.pooled or item
    pairs = zip(item.distractors, counted.distractors, strict=True)
    for choice, among_all in pairs:
        yield from _judged(
            "explanation",
            item,
            among_all.next_right,
            among_all.chance or 1,
            alone=LEVEL / len(item.distractors),
            below=True,
            option=choice,
            pooled=counted is not item,
        )


def worth_discussing(items: Iterable[Item], most: int = 3) -> list[Item]:
    """The questions most surely missed: by the lower end of the interval of the share missed."""
    missed = [item for item in items if item.missed]
    return sorted(missed, key=lambda item: -wilson(item.missed, item.answered)[0])[:most]


@dataclass(frozen=True)
class Section:
    """A section that misses point to; `misses` are wrong first answers."""

    lesson: Lesson
    misses: int


def sections(items: Iterable[Item]) -> list[Section]:
    """Where to read again: the option's own section, else the question's; most misses first."""
    misses: dict[int, int] = {}
    lessons: dict[int, Lesson] = {}
    for item in items:
        for choice in item.distractors:
            lesson = choice.option.lesson or item.question.lesson
            if lesson is not None and choice.first.count:
                lessons[lesson.pk] = lesson
                misses[lesson.pk] = misses.get(lesson.pk, 0) + choice.first.count
    ordered = sorted(misses, key=lambda pk: (-misses[pk], lessons[pk].position))
    return [Section(lessons[pk], misses[pk]) for pk in ordered]
