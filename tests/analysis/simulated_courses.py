"""Courses whose truth is known, to measure how often the sentences about them are wrong.

Rasch with guessing: abilities N(0, 1), difficulties N(-0.3, 0.9), of those who do not know 12 % are
right; seven quizzes of five questions with four options. Where nothing is planted, all is at the
edge of what may be said: wrong answers are even, one in five of the sure is wrong, explanations
help no more than chance, keys are right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.items import Item, OptionFigures, Share
from quizzes.models import Option, Question
from quizzes.numbering import sign_of

MODULES, QUESTIONS, DISTRACTORS = 7, 5, 3
ASKED = MODULES * QUESTIONS
GUESSING = 0.12
# Shares of a planted question: right, and at the option that draws.
RIGHT, DRAWN = 0.35, 0.43
HARD, WRONG_AND_SURE, HELPED = 0.2, 0.5, 0.02

QUESTION = Question(pk=1)
OPTIONS = [Option(pk=at + 1, is_correct=at == 0) for at in range(DISTRACTORS + 1)]
# The population that a question's own share right is of.
ABILITIES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)


def chance_of_right(ability: np.ndarray, difficulty: np.ndarray) -> np.ndarray:
    chance: np.ndarray = GUESSING + (1 - GUESSING) / (1 + np.exp(difficulty - ability))
    return chance


@dataclass(frozen=True)
class Sheets:
    """What people chose at first (0 is right), who said to be sure, who was right next."""

    chosen: np.ndarray
    sure: np.ndarray
    next_right: np.ndarray

    @cached_property
    def right(self) -> np.ndarray:
        right: np.ndarray = (self.chosen == 0).astype(float)
        return right

    def of(self, people: slice) -> "Sheets":
        return Sheets(self.chosen[people], self.sure[people], self.next_right[people])

    def item(self, at: int) -> Item:
        """The figures of one question, as analysis/items.sql counts them."""
        first, sure = self.chosen[:, at], self.sure[:, at]
        total, correct = len(first), int((first == 0).sum())
        whole = list(range(self.right.shape[1]))
        quiz = [other for other in whole if other // QUESTIONS == at // QUESTIONS]
        return Item(
            QUESTION,
            1,
            [self._option(at, option) for option in range(DISTRACTORS + 1)],
            facility=Share(correct, total),
            sure=Share(int((sure & (first != 0)).sum()), int(sure.sum())),
            whole=total,
            raw_discrimination=self._correlation(at, quiz),
            raw_upper_lower=None,
            tries={},
            among=ASKED,
            course_discrimination=self._correlation(at, whole),
            course_whole=total,
        )

    def _option(self, at: int, option: int) -> OptionFigures:
        took = self.chosen[:, at] == option
        count, helped = int(took.sum()), int(self.next_right[took, at].sum())
        return OptionFigures(
            OPTIONS[option],
            sign_of(option),
            DISTRACTORS + 1,
            first=Share(count, len(took)),
            ever=count,
            rest=None,
            rest_count=0,
            next_right=Share(helped, count) if option else Share(0, 0),
        )

    def _correlation(self, at: int, questions: list[int]) -> float | None:
        others = [other for other in questions if other != at]
        one, rest = self.right[:, at], self.right[:, others].sum(axis=1)
        if np.ptp(one) == 0 or np.ptp(rest) == 0:
            return None
        return float(np.corrcoef(one, rest)[0, 1])


class SimulatedCourse:
    """Difficulties of its questions, and cohorts that answer them."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.difficulty = rng.normal(-0.3, 0.9, size=ASKED)

    @cached_property
    def facility(self) -> np.ndarray:
        """The true share right of each question."""
        each = chance_of_right(ABILITIES[:, None], self.difficulty)
        mean: np.ndarray = WEIGHTS @ each / WEIGHTS.sum()
        return mean

    def answered_by(self, people: int) -> Sheets:
        ability = self.rng.normal(size=(people, 1))
        right = self.rng.random((people, ASKED)) < chance_of_right(ability, self.difficulty)
        chosen = np.where(right, 0, self.rng.integers(1, DISTRACTORS + 1, size=right.shape))
        wrong_and_sure = np.minimum(1, 0.125 * self.facility / (1 - self.facility))
        sure = self.rng.random(right.shape) < np.where(right, 0.5, wrong_and_sure)
        return Sheets(chosen, sure, self.rng.random(right.shape) < 1 / DISTRACTORS)

    def planted(self, sheets: Sheets, kind: str) -> Sheets:
        """The same with something wrong with the first question."""
        people = len(sheets.chosen)
        chosen, sure, next_right = (
            part.copy() for part in (sheets.chosen, sheets.sure, sheets.next_right)
        )
        others = (1 - RIGHT - DRAWN) / (DISTRACTORS - 1)
        draws = self.rng.choice(4, size=people, p=[RIGHT, DRAWN, others, others])
        if kind in {"misconception", "explanation"}:
            chosen[:, 0] = draws
        if kind == "explanation":
            next_right[:, 0] = self.rng.random(people) < HELPED
        even = self.rng.integers(1, DISTRACTORS + 1, size=people)
        if kind == "hard":
            chosen[:, 0] = np.where(self.rng.random(people) < HARD, 0, even)
        if kind == "sure":
            chosen[:, 0] = np.where(self.rng.random(people) < WRONG_AND_SURE, even, 0)
            sure[:, 0] = self.rng.random(people) < 0.5
        if kind == "faulty":  # a distractor is marked as right
            swap = {0: 1, 1: 0}
            chosen[:, 0] = [swap.get(option, option) for option in chosen[:, 0]]
        return replace(sheets, chosen=chosen, sure=sure, next_right=next_right)


def courses(seed: int, number: int) -> Iterator[SimulatedCourse]:
    for at in range(number):
        yield SimulatedCourse(np.random.default_rng([seed, at]))
