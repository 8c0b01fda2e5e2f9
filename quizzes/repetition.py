"""Spaced repetition: which questions come back, and when.

Boxes after Leitner (So lernt man lernen, 1972): a missed question comes back after a day; each
right first answer on or after its day moves it one interval on, and after the last it is done.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from quizzes.models.answer import Answer

if TYPE_CHECKING:
    from accounts.models import User

INTERVALS = [datetime.timedelta(days=days) for days in (1, 7, 30)]


@dataclass
class Card:
    """One question in a learner's boxes."""

    missed_at_first: bool = False
    last_right: bool = False
    box: int | None = None
    due_at: datetime.datetime | None = None

    def answered(self, at: datetime.datetime, *, is_right: bool) -> None:
        """Take in the first answer of the next attempt; early right ones move nothing."""
        self.last_right = is_right
        if not is_right:
            self._put(0, at)
        elif self.box is None:
            self._put(1, at)
        elif self.due_at is not None and at >= self.due_at:
            self._put(self.box + 1, at)

    def _put(self, box: int, at: datetime.datetime) -> None:
        self.box = box
        self.due_at = at + INTERVALS[box] if box < len(INTERVALS) else None


@dataclass
class History:
    """The first answers a learner gave to live questions, attempt by attempt."""

    cards: dict[int, Card] = field(default_factory=dict)

    @classmethod
    def of(cls, learner: "User", quizzes: Iterable[int]) -> "History":
        history = cls()
        answers = Answer.objects.first_answers().filter(
            attempt__learner=learner,
            attempt__quiz__in=quizzes,
            question__retired_at=None,
        )
        for number, question, is_right, at in answers.order_by("attempt__number").values_list(
            "attempt__number", "question", "is_correct", "answered_at"
        ):
            history.take(number, question, at, is_right=is_right)
        return history

    def take(self, attempt: int, question: int, at: datetime.datetime, *, is_right: bool) -> None:
        """Take in one first answer; in order of time."""
        card = self.cards.setdefault(question, Card())
        if attempt == 1:
            card.missed_at_first = not is_right
        card.answered(at, is_right=is_right)

    @property
    def missed(self) -> list[int]:
        """Questions missed at the first try of the attempt of record."""
        return [question for question, card in self.cards.items() if card.missed_at_first]

    @property
    def due(self) -> list[int]:
        """Questions whose day to come back has come."""
        now = timezone.now()
        return [q for q, card in self.cards.items() if card.due_at and card.due_at <= now]

    @property
    def next_due_at(self) -> datetime.datetime | None:
        return min((card.due_at for card in self.cards.values() if card.due_at), default=None)
