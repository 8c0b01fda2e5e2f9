"""A quiz for paper: its live questions with their options, to be answered with a pen."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.models import Question
from quizzes.numbering import numbered, sign_of
from quizzes.quiz_content import QuizContent


@dataclass(frozen=True)
class PaperQuestion:
    """A question by its number; each option is its sign and its text as HTML."""

    number: int
    question: Question
    options: Sequence[tuple[str, str]]


def paper_of(content: QuizContent) -> list[PaperQuestion]:
    return [
        PaperQuestion(number, question, _options(content, question))
        for number, question in numbered(content.questions)
        if number is not None
    ]


def _options(content: QuizContent, question: Question) -> list[tuple[str, str]]:
    options = content.options[question.pk]
    return [(sign_of(position), option.html) for position, option in enumerate(options)]
