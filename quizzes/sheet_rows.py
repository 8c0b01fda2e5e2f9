"""What one learner did in one quiz, read in one query with whether they may read it now.

The pieces of SQL stand by themselves, so that a page asks for them with what else it shows.
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from courses.models.cohort import IS_OPEN_TO
from courses.models.edition import CURRENT, Tokens
from courses.one_row import one_row
from quizzes.answered_attempt import AnsweredAttempt, GivenAnswer
from quizzes.models import Attempt

if TYPE_CHECKING:
    from accounts.models import User

ATTEMPT = """
    attempt.id, attempt.number, attempt.scope, attempt.started_at, attempt.finished_at,
    attempt.stopped_at,
    ARRAY(SELECT question_id FROM quizzes_askedquestion WHERE attempt_id = attempt.id)
"""
ATTEMPTS = """
    (
        SELECT json_agg(json_build_array({attempt}) ORDER BY attempt.number)
        FROM quizzes_attempt AS attempt
        WHERE attempt.quiz_id = %(quiz)s AND attempt.learner_id = %(learner)s
    )
""".replace("{attempt}", ATTEMPT)
ANSWER = """
    answer.attempt_id, answer.id, answer.question_id, answer.option_id, answer.ordinal,
    answer.is_correct, answer.confidence, answer.answered_at,
    CASE WHEN {is_shown} THEN option.explanation_html END,
    CASE WHEN NOT answer.is_correct THEN coalesce(option.lesson_id, question.lesson_id) END
"""
# With the explanations of the attempts that can be shown: the open one, which after a merge of
# accounts need not be the latest, else the latest that was not stopped; and the one asked for.
IS_SHOWN = "attempt.is_latest OR attempt.number = %(number)s OR attempt.id = %(attempt)s"
ANSWERS = """
    (
        SELECT json_agg(json_build_array({answer}) ORDER BY answer.ordinal)
        FROM (
            SELECT id, number,
                number = coalesce(
                    min(number) FILTER (WHERE stopped_at IS NULL AND finished_at IS NULL) OVER (),
                    max(number) FILTER (WHERE stopped_at IS NULL) OVER ()
                ) AS is_latest
            FROM quizzes_attempt WHERE quiz_id = %(quiz)s AND learner_id = %(learner)s
        ) AS attempt
        JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id
        JOIN quizzes_option AS option ON option.id = answer.option_id
        JOIN quizzes_question AS question ON question.id = answer.question_id
    )
""".replace("{answer}", ANSWER.replace("{is_shown}", IS_SHOWN))
SHEET = f"SELECT {CURRENT}, {IS_OPEN_TO.format(course='%(course)s')}, {ATTEMPTS}, {ANSWERS}"


@dataclass(frozen=True)
class SheetRows:
    """A learner's attempts as stored, oldest first, each with its answers.

    `edition` is that of the content they go with; `is_open` says whether one of the
    learner's cohorts takes the course now.
    """

    edition: Tokens | None
    is_open: bool
    attempts: list[AnsweredAttempt]

    @classmethod
    def ask(cls, learner: "User", quiz: int, course: int, **shown: int | None) -> "SheetRows":
        """`shown` is the `number` or the pk (`attempt`) of an attempt to be shown; one query."""
        row = one_row(SHEET, parameters(learner, quiz, course, **shown))
        edition, is_open, attempts, answers = row
        return cls(tuple(edition), is_open, answered_attempts(learner, quiz, attempts, answers))


def parameters(
    learner: "User",
    quiz: int | None,
    course: int,
    number: int | None = None,
    attempt: int | None = None,
) -> dict[str, Any]:
    return {
        "learner": learner.pk,
        "quiz": quiz,
        "course": course,
        "today": timezone.localdate(),
        "number": number,
        "attempt": attempt,
    }


def answered_attempts(
    learner: "User", quiz: int, attempts: list[Any] | None, answers: list[Any] | None
) -> list[AnsweredAttempt]:
    """Of the columns ATTEMPTS and ANSWERS."""
    answered = [_attempt(learner, quiz, *row) for row in attempts or ()]
    by_pk = {answered_attempt.attempt.pk: answered_attempt for answered_attempt in answered}
    for attempt, *row in answers or ():
        by_pk[attempt].answers.append(_answer(*row))
    return answered


def _attempt(
    learner: "User",
    quiz: int,
    pk: int,
    number: int,
    scope: str,
    started_at: str,
    finished_at: str | None,
    stopped_at: str | None,
    questions: list[int],
) -> AnsweredAttempt:
    values = {
        "id": pk,
        "quiz_id": quiz,
        "learner_id": learner.pk,
        "number": number,
        "scope": scope,
        "started_at": _moment(started_at),
        "finished_at": finished_at and _moment(finished_at),
        "stopped_at": stopped_at and _moment(stopped_at),
    }
    attempt = Attempt.from_db(connection.alias, list(values), list(values.values()))
    return AnsweredAttempt(attempt, frozenset(questions))


def _answer(
    pk: int,
    question: int,
    option: int,
    ordinal: int,
    is_correct: bool,
    confidence: str,
    answered_at: str,
    explanation: str | None,
    lesson: int | None,
) -> GivenAnswer:
    moment = _moment(answered_at)
    return GivenAnswer(
        pk, question, option, ordinal, is_correct, confidence, moment, explanation or "", lesson
    )


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
