"""An attempt with the answers given in it, as an answer sheet reads them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizzes.models import Answer, Attempt


@dataclass(frozen=True)
class Score:
    """How many first answers were right, of how many questions."""

    score: int
    total: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as stored, with what its option explains to whoever chose it.

    `lesson` is the section that a wrong one points to. The explanation is at hand in the attempt
    that is shown.
    """

    pk: int
    question_id: int
    option_id: int
    ordinal: int
    is_correct: bool
    confidence: str
    answered_at: datetime.datetime
    explanation_html: str = ""
    lesson: int | None = None

    @property
    def said_confidence(self) -> str:
        """How sure the learner was, in words."""
        labels = dict(Answer.Confidence.choices)
        return str(labels.get(self.confidence, ""))


@dataclass(eq=False)
class AnsweredAttempt:
    """An attempt with the answers given in it, in order; `asked` is of practice of some questions.

    That of record is not stored before its first answer.
    """

    attempt: Attempt
    asked: frozenset[int] = frozenset()
    answers: list[GivenAnswer] = field(default_factory=list)

    def answers_to(self, question: int) -> list[GivenAnswer]:
        return [answer for answer in self.answers if answer.question_id == question]

    def asks(self, question: int) -> bool:
        return self.attempt.scope == Attempt.Scope.ALL or question in self.asked

    @property
    def first_answers(self) -> list[GivenAnswer]:
        return [answer for answer in self.answers if answer.ordinal == 1]

    @property
    def score(self) -> Score:
        first = self.first_answers
        return Score(sum(answer.is_correct for answer in first), len(first))


def calibration_of(first_answers: Sequence[GivenAnswer]) -> list[tuple[str, Score]]:
    """Per degree of confidence that was said, how many were right."""
    return [
        (str(label), Score(sum(answer.is_correct for answer in answers), len(answers)))
        for value, label in Answer.Confidence.choices
        if (answers := [answer for answer in first_answers if answer.confidence == value])
    ]
