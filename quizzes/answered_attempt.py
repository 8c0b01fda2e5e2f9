"""An attempt with the answers given in it, as an answer sheet reads them."""

from dataclasses import dataclass, field

from quizzes.models import Answer, Attempt


@dataclass(frozen=True)
class Score:
    """How many first answers were right, of how many questions."""

    score: int
    total: int


@dataclass(eq=False)
class AnsweredAttempt:
    """An attempt with the answers given in it, in order; `asked` is of practice of some questions.

    That of record is not stored before its first answer.
    """

    attempt: Attempt
    asked: frozenset[int] = frozenset()
    answers: list[Answer] = field(default_factory=list)

    def answers_to(self, question: int) -> list[Answer]:
        return [answer for answer in self.answers if answer.question_id == question]

    def asks(self, question: int) -> bool:
        return self.attempt.scope == Attempt.Scope.ALL or question in self.asked

    @property
    def first_answers(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.ordinal == 1]

    @property
    def score(self) -> Score:
        first = self.first_answers
        return Score(sum(answer.is_correct for answer in first), len(first))
