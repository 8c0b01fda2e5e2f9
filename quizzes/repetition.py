"""Spaced repetition: which questions come back, and when.

Boxes after Leitner (So lernt man lernen, 1972): a missed question comes back after a day; each
right first answer on or after its day moves it one interval on, and after the last it is done.
Days are local days, not spans of 24 hours: what was missed late in the evening is due next morning.

A question and its siblings are one card. Where it comes back, that of them is asked which was
answered longest ago, and before all one that never was: the first time back it is a sibling.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from quizzes.siblings import Siblings

INTERVALS = [datetime.timedelta(days=days) for days in (1, 7, 30)]


@dataclass
class Card:
    """One question in a learner's boxes, with its siblings; `answered_in_turn` has which of them
    were answered, in order."""

    missed_at_first: bool = False
    last_right: bool = False
    box: int | None = None
    due_on: datetime.date | None = None
    answered_in_turn: list[int] = field(default_factory=list)

    def next_of(self, cases: Sequence[int]) -> int:
        """The one that was answered longest ago; of those that never were the first."""
        turns = {case: turn for turn, case in enumerate(self.answered_in_turn)}
        return min(cases, key=lambda case: turns.get(case, -1))

    def answered(self, at: datetime.datetime, *, is_right: bool) -> None:
        """Take in the first answer of the next attempt; early right ones move nothing."""
        self.last_right = is_right
        day = timezone.localdate(at)
        if not is_right:
            self._put(0, day)
        elif self.box is None:
            self._put(1, day)
        elif self.due_on is not None and day >= self.due_on:
            self._put(self.box + 1, day)

    def _put(self, box: int, day: datetime.date) -> None:
        self.box = box
        self.due_on = day + INTERVALS[box] if box < len(INTERVALS) else None


class FirstAnswer(NamedTuple):
    """The first answer to a question, or to a sibling, in the attempt of this number."""

    attempt: int
    question: int
    at: datetime.datetime
    is_right: bool


@dataclass
class Boxes:
    """The questions of quizzes that a learner has answered, each in its box.

    `asked` are those that practice asks now; none before the attempt of record is finished.
    """

    cards: dict[int, Card] = field(default_factory=dict)
    asked: Collection[int] = ()
    siblings: Siblings = field(default_factory=Siblings)

    @classmethod
    def of(
        cls,
        answers: Iterable[FirstAnswer],
        questions: Collection[int] = (),
        siblings: Siblings | None = None,
    ) -> "Boxes":
        """From a learner's first answers, in order of time."""
        boxes = cls(asked=questions, siblings=siblings or Siblings())
        for answer in answers:
            boxes.take(answer)
        return boxes

    def take(self, answer: FirstAnswer) -> None:
        """Take in one first answer more."""
        card = self.cards.setdefault(self.siblings.first_of(answer.question), Card())
        card.answered_in_turn.append(answer.question)
        if answer.attempt == 1:
            card.missed_at_first = not answer.is_right
        card.answered(answer.at, is_right=answer.is_right)

    @property
    def missed(self) -> list[int]:
        """Questions missed at the first try of the attempt of record."""
        return [question for question, card in self.cards.items() if card.missed_at_first]

    @property
    def returning(self) -> list[int]:
        """Questions whose day to come back has come."""
        today = timezone.localdate()
        return [q for q, card in self.cards.items() if card.due_on and card.due_on <= today]

    @property
    def added(self) -> list[int]:
        """Questions that came in after the attempt of record was finished, and never enter it."""
        return [question for question in self.asked if question not in self.cards]

    @property
    def due(self) -> list[int]:
        """What to practise today: what comes back, by the case whose turn it is, and what was
        added."""
        return [*map(self._next_case, self.returning), *self.added]

    def _next_case(self, question: int) -> int:
        return self.cards[question].next_of(self.siblings.cases_of(question))

    @property
    def coming(self) -> Counter[datetime.date]:
        """How many come back on which day."""
        return Counter(card.due_on for card in self.cards.values() if card.due_on)

    @property
    def next_due_on(self) -> datetime.date | None:
        return min(self.coming, default=None)
