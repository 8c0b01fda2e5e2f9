"""Item analysis: what first answers of first attempts tell about each question.

After Moodle's quiz statistics, which take first attempts only. Every figure carries its n; where
there are too few to say something it is None.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.intervals import correlation, wilson
from analysis.questions import shown, with_options
from courses.models import Module
from progress.counted import Counted
from progress.queries import rows
from quizzes.models import Option, Question
from quizzes.numbering import name_of, numbered, sign_of, title_of

if TYPE_CHECKING:
    from analysis.shrinkage import Shrunk

RELIABILITY_SQL = Path(__file__).with_name("reliability.sql")

ITEMS_SQL = Path(__file__).with_name("items.sql")

# Fewer answers than this are told as a count, not as a share.
LEAST_FOR_A_SHARE = 5
# Fewer learners than this say nothing about how a question tells them apart.
LEAST_FOR_AN_INDEX = 30
# A distractor that fewer choose first is not working.
NOT_WORKING = 0.05
# What the database tells of a question nobody has reached, and of an option nobody has chosen.
UNREACHED: dict[str, Any] = {
    "answered": 0,
    "earlier": 0,
    "right_first": 0,
    "sure": 0,
    "sure_and_wrong": 0,
    "whole": 0,
    "discrimination": None,
    "upper_lower": None,
    "options": "{}",
    "tries": "{}",
    "among": 1,
    "earlier_right": 0,
    "cohorts": "{}",
}
UNCHOSEN = (0, 0, None, 0, 0, 0, 0)


@dataclass(frozen=True)
class Share:
    """A count out of a total, as a share only from 5 on, with its Wilson 95 % interval."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        return self.count / self.total if self.total >= LEAST_FOR_A_SHARE else None

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.count, self.total) if self.value is not None else None

    @property
    def low(self) -> float | None:
        return self.interval[0] if self.interval else None

    @property
    def high(self) -> float | None:
        return self.interval[1] if self.interval else None


@dataclass(frozen=True)
class OptionFigures:
    """What became of one option of a question.

    `rest` is the mean share right on the other questions, of the `rest_count` with whole sheets
    who chose this option first. `next_right` are those right at their next try. `first_before` are
    those of `first` who chose it before the moment that was asked for.
    """

    option: Option
    sign: str
    options_total: int
    first: Share
    ever: int
    rest: float | None
    rest_count: int
    next_right: Share
    first_before: int = 0

    @property
    def is_right(self) -> bool:
        return self.option.is_correct

    @property
    def is_not_working(self) -> bool:
        """Whether it is a distractor that hardly anybody takes for right."""
        share = self.first.value
        return not self.is_right and share is not None and share < NOT_WORKING

    @property
    def rest_value(self) -> float | None:
        return self.rest if self.rest_count >= LEAST_FOR_A_SHARE else None

    @property
    def chance(self) -> float | None:
        """How often a blind choice among the options left would be right."""
        return 1 / (self.options_total - 1) if self.options_total > 1 else None

    @property
    def effect(self) -> str:
        """Whether its explanation teaches: "teaches", "does-not", "unclear", or "" for too few."""
        if self.is_right or self.next_right.interval is None or self.chance is None:
            return ""
        low, high = self.next_right.interval
        if low > self.chance:
            return "teaches"
        return "does-not" if high <= self.chance else "unclear"


@dataclass
class Item:
    """The figures of one question; `answered` is how many gave it a first answer.

    `sure` is of those who said to be sure: how many of them were wrong. `earlier` is how many gave
    it in an earlier cohort: no other figure is of them. `among` is how many questions its course
    asks. `pooled` are the figures of all cohorts of the course together (analysis/pooling.py),
    `course_discrimination` is of `course_whole` people with the rest of the whole course; where
    either is not asked for, or there are too few, there is none.
    """

    question: Question
    number: int | None
    choices: list[OptionFigures]
    facility: Share
    sure: Share
    whole: int
    raw_discrimination: float | None
    raw_upper_lower: float | None
    tries: dict[int, int]
    earlier: int = 0
    among: int = 1
    pooled: "Item | None" = None
    course_discrimination: float | None = None
    course_whole: int = 0
    earlier_right: int = 0
    by_cohort: dict[int, Share] = field(default_factory=dict)
    estimate: "Shrunk | None" = None

    def with_figures(self, row: dict[str, Any]) -> "Item":
        """The same question with other figures, a row of items.sql."""
        return _item(self.question, self.number, [choice.option for choice in self.choices], row)

    def first_answered_before(self) -> "Item":
        """The same question with those first answers alone that were given before that moment."""
        total = sum(choice.first_before for choice in self.choices)
        choices = [
            replace(choice, first=Share(choice.first_before, total)) for choice in self.choices
        ]
        right = sum(choice.first_before for choice in self.choices if choice.is_right)
        return replace(self, choices=choices, facility=Share(right, total), pooled=None)

    @property
    def before_rewording(self) -> Share:
        """Of figures by wording: the first answers to earlier wordings."""
        return Share(self.earlier_right, self.earlier)

    @property
    def name(self) -> str:
        """What learners call it."""
        return name_of(self.number)

    @property
    def title(self) -> str:
        return title_of(self.number, self.question)

    @property
    def answered(self) -> int:
        return self.facility.total

    @property
    def discrimination(self) -> float | None:
        """Corrected point-biserial correlation with the rest of the sheet, from 30 sheets on."""
        return self.raw_discrimination if self.whole >= LEAST_FOR_AN_INDEX else None

    @property
    def discrimination_interval(self) -> tuple[float, float] | None:
        """Its 95 % interval."""
        if self.discrimination is None:
            return None
        return correlation(self.discrimination, self.whole)

    @property
    def upper_lower(self) -> float | None:
        """Share right in the upper 27 % less that in the lower 27 %, from 30 sheets on."""
        return self.raw_upper_lower if self.whole >= LEAST_FOR_AN_INDEX else None

    @property
    def right_by_now(self) -> int:
        return sum(self.tries.values())

    @property
    def not_right_yet(self) -> int:
        return self.answered - self.right_by_now

    @property
    def tries_mean(self) -> float | None:
        """Mean number of tries of those who are right by now."""
        total = sum(tries * people for tries, people in self.tries.items())
        return total / self.right_by_now if self.right_by_now else None

    @property
    def distractors(self) -> list[OptionFigures]:
        return [choice for choice in self.choices if not choice.is_right]

    @property
    def missed(self) -> int:
        return self.answered - self.facility.count


def items(
    counted: Counted,
    modules: Iterable[Module],
    *,
    by_wording: bool = False,
    before: datetime | None = None,
) -> list[Item]:
    """The items of these modules' quizzes in order: live ones, and retired ones with answers.

    Of `before` a moment the first answers are known too (`Item.first_answered_before`).
    """
    modules = list(modules)
    pks = [module.pk for module in modules]
    by_question = _rows(counted, pks, by_wording=by_wording, before=before)
    answered = {pk for pk, row in by_question.items() if row["answered"]}
    options = with_options(shown(modules, answered))
    return [
        _item(question, number, options[question.pk], by_question.get(question.pk, UNREACHED))
        for number, question in numbered(
            [options_of[0].question for options_of in options.values()]
        )
    ]


def recounted(items: Iterable[Item], counted: Counted, *, by_wording: bool = False) -> list[Item]:
    """The same questions as others answered them: with one query."""
    items = list(items)
    modules = {item.question.quiz.module_id for item in items}
    by_question = _rows(counted, modules, by_wording=by_wording)
    return [item.with_figures(by_question.get(item.question.pk, UNREACHED)) for item in items]


def _rows(
    counted: Counted, modules: Iterable[int], *, by_wording: bool, before: datetime | None = None
) -> dict[int, Any]:
    """What items.sql counts, by question; `by_wording` sets answers to earlier wordings apart."""
    parameters = {"modules": list(modules), "by_wording": by_wording, "before": before}
    return {row["question_id"]: row for row in rows(ITEMS_SQL, counted, **parameters)}


def _item(
    question: Question, number: int | None, options: list[Option], row: dict[str, Any]
) -> Item:
    chosen = json.loads(row["options"])
    choices = []
    for at, option in enumerate(options):
        first, ever, rest_score, rest_count, went_on, right_next, first_before = chosen.get(
            str(option.pk), UNCHOSEN
        )
        choices.append(
            OptionFigures(
                option,
                sign_of(at),
                len(options),
                first=Share(first, row["answered"]),
                ever=ever,
                rest=rest_score,
                rest_count=rest_count,
                next_right=Share(right_next, went_on),
                first_before=first_before,
            )
        )
    return Item(
        question,
        number,
        choices,
        facility=Share(row["right_first"], row["answered"]),
        earlier=row["earlier"],
        sure=Share(row["sure_and_wrong"], row["sure"]),
        whole=row["whole"],
        raw_discrimination=row["discrimination"],
        raw_upper_lower=row["upper_lower"],
        tries={int(tries): people for tries, people in json.loads(row["tries"]).items()},
        among=row["among"],
        earlier_right=row["earlier_right"],
        by_cohort={
            int(cohort): Share(*counts) for cohort, counts in json.loads(row["cohorts"]).items()
        },
    )


@dataclass(frozen=True)
class Reliability:
    """KR-20 of the course's questions (ids) as one test, of those who answered them all."""

    questions: list[int]
    learners: int
    item_variance: float | None
    score_variance: float | None

    @property
    def kr20(self) -> float | None:
        """Kuder and Richardson's formula 20 (Psychometrika 2, 1937), from 30 learners on."""
        count = len(self.questions)
        if self.learners < LEAST_FOR_AN_INDEX or count < 2 or not self.score_variance:
            return None
        assert self.item_variance is not None  # noqa: S101 - for mypy
        spread = 1 - self.item_variance / self.score_variance
        return count / (count - 1) * spread


def reliability(counted: Counted, quizzes: Iterable[int]) -> Reliability:
    return Reliability(**rows(RELIABILITY_SQL, counted, quizzes=list(quizzes))[0])
