"""What one learner did in all quizzes that they can read, in one query: for today's review."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.access import is_author
from courses.models.cohort import IS_OPEN_TO
from courses.models.edition import CURRENT, Tokens
from courses.one_row import one_row
from quizzes.answered_attempt import AnsweredAttempt
from quizzes.sheet_rows import ANSWER, ATTEMPT, answered_attempts

if TYPE_CHECKING:
    from accounts.models import User

# Explanations of the question that is shown: the one asked for, or one that was begun.
IS_SHOWN = """
    (answer.question_id = %(question)s
    OR (attempt.finished_at IS NULL AND attempt.stopped_at IS NULL))
"""


@cache
def _query() -> str:
    query = Path(__file__).with_name("review.sql").read_text(encoding="utf-8")
    pieces = {
        "edition": CURRENT,
        "is_open": IS_OPEN_TO.format(course="course.id"),
        "attempt": ATTEMPT,
        "answer": ANSWER,
        "is_shown": IS_SHOWN,
    }
    for name, piece in pieces.items():
        query = query.replace(f"{{{name}}}", piece)
    return query


@dataclass(frozen=True)
class ReviewRows:
    """The learner's attempts with their answers, by quiz; `edition` is that of the content."""

    edition: Tokens
    attempts: Mapping[int, list[AnsweredAttempt]]

    @classmethod
    def ask(cls, learner: "User", question: int | None) -> "ReviewRows":
        """`question` is the one to be shown, if one was asked for."""
        values = {
            "learner": learner.pk,
            "is_author": is_author(learner),
            "today": timezone.localdate(),
            "question": question,
        }
        edition, attempts, answers = one_row(_query(), values)
        attempts_by_quiz, answers_by_quiz = _by_quiz(attempts), _by_quiz(answers)
        return cls(
            tuple(edition),
            {
                quiz: answered_attempts(learner, quiz, rows, answers_by_quiz.get(quiz))
                for quiz, rows in attempts_by_quiz.items()
            },
        )


def _by_quiz(rows: list[Any] | None) -> dict[int, list[Any]]:
    by_quiz: dict[int, list[Any]] = {}
    for quiz, *row in rows or ():
        by_quiz.setdefault(quiz, []).append(row)
    return by_quiz
