"""What in a question's figures needs a look, in plain sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analysis.intervals import binomial_tail, wilson
from analysis.items import LEAST_FOR_A_SHARE, Item, OptionFigures
from courses.models import Lesson

HARD = 0.5
# More of those who are sure may not be wrong.
SURE = 0.2
# How often a misconception may be told of a question whose wrong answers come by chance.
LEVEL = 0.05


@dataclass(frozen=True)
class Finding:
    """A sentence; `kind` is "misconception", "hard", "faulty", "explanation" or "sure"."""

    kind: str
    sentence: str


def findings(item: Item) -> Iterator[Finding]:
    """What a facilitator should know of this question, the most telling first."""
    yield from _faulty(item)
    yield from _misconception(item)
    yield from _sure(item)
    for choice in item.distractors:
        if choice.effect == "does-not":
            yield _explanation(choice)


def _faulty(item: Item) -> Iterator[Finding]:
    """Chance alone puts one in eight sound questions below 0: its interval has to lie there."""
    low, high = item.discrimination_interval or (0.0, 0.0)
    if high < 0:
        yield Finding(
            "faulty",
            _(
                "Those who got this right did worse on the rest (discrimination %(value).2f, 95 %% "
                "between %(low).2f and %(high).2f): the question itself may be at fault. Read it "
                "and its key again."
            )
            % {"value": item.discrimination, "low": low, "high": high},
        )


def misconceptions(item: Item) -> list[OptionFigures]:
    """The distractors that draw more of the wrong first answers than chance would give them.

    What is asked is whether the exact (Clopper-Pearson) lower bound of a distractor's share of the
    wrong answers lies above 1 / distractors. All distractors are looked at, so that each is held to
    an equal part of the level (Bonferroni). Wilson's bound would not do: of ten even wrong answers
    at three distractors it would tell one in seventeen times even so.
    """
    missed, distractors = item.missed, item.distractors
    if missed < LEAST_FOR_A_SHARE:
        return []
    ways = len(distractors)
    drawn = [
        choice
        for choice in distractors
        if binomial_tail(choice.first.count, missed, 1 / ways) <= LEVEL / ways
    ]
    return sorted(drawn, key=lambda choice: -choice.first.count)


def _misconception(item: Item) -> Iterator[Finding]:
    drawn = misconceptions(item)
    for choice in drawn:
        yield Finding(
            "misconception",
            _(
                "Of %(missed)d who were wrong at first, %(count)d chose %(sign)s – take up this "
                "misconception first."
            )
            % {"missed": item.missed, "count": choice.first.count, "sign": choice.sign},
        )
    if not drawn and item.facility.high is not None and item.facility.high < HARD:
        yield Finding(
            "hard",
            _("%(count)d of %(total)d were right at first – go over the section again.")
            % {"count": item.facility.count, "total": item.answered},
        )


def _sure(item: Item) -> Iterator[Finding]:
    if item.sure.low is not None and item.sure.low > SURE:
        yield Finding(
            "sure",
            _("%(count)d of %(total)d who were sure were wrong: let them say why.")
            % {"count": item.sure.count, "total": item.sure.total},
        )


def _explanation(choice: OptionFigures) -> Finding:
    return Finding(
        "explanation",
        _(
            "Of %(total)d who read the explanation of %(sign)s, %(count)d were right next, no more "
            "than by chance – explain it another way."
        )
        % {
            "sign": choice.sign,
            "count": choice.next_right.count,
            "total": choice.next_right.total,
        },
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
