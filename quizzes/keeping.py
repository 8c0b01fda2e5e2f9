"""How an answer is stored: with what its option explains, in one statement."""

from contextlib import nullcontext

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from courses.one_row import NoRow, one_row
from quizzes.answered_attempt import GivenAnswer
from quizzes.models import Attempt

# One statement, so that an attempt of record is stored with its first answer or not at all. Whether
# the option is right is read as it is stored.
_BEGIN = """
    attempt AS (
        INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at)
        VALUES (%(quiz)s, %(learner)s, %(number)s, %(scope)s, %(started_at)s)
        RETURNING id
    ),
"""
_KEEP = """
    WITH {begin} answer AS (
        INSERT INTO quizzes_answer (
            attempt_id, question_id, option_id, ordinal, is_correct, confidence, answered_at
        )
        SELECT {attempt}, %(question)s, option.id, %(ordinal)s, option.is_correct, %(confidence)s,
            %(answered_at)s
        FROM quizzes_option AS option {of_begun}
        WHERE option.id = %(option)s
        RETURNING *
    )
    SELECT answer.attempt_id, answer.id, answer.is_correct, option.explanation_html,
        coalesce(option.lesson_id, question.lesson_id)
    FROM answer
    JOIN quizzes_option AS option ON option.id = answer.option_id
    JOIN quizzes_question AS question ON question.id = answer.question_id
"""
FIRST_OF_ATTEMPT = _KEEP.format(begin=_BEGIN, attempt="attempt.id", of_begun=", attempt")
ONE_MORE = _KEEP.format(begin="", attempt="%(attempt)s", of_begun="")


def keep(
    attempt: Attempt, question: int, option: int, ordinal: int, confidence: str
) -> GivenAnswer:
    """Store an answer; an attempt of record is itself stored with its first one.

    Raises `IntegrityError` where the database refuses it, and then nothing is stored.
    """
    begins = attempt.pk is None
    now = timezone.now()
    first_confidence = confidence if ordinal == 1 else ""
    values = {
        "attempt": attempt.pk,
        "quiz": attempt.quiz_id,
        "learner": attempt.learner_id,
        "number": attempt.number,
        "scope": attempt.scope,
        "started_at": attempt.started_at,
        "question": question,
        "option": option,
        "ordinal": ordinal,
        "confidence": first_confidence,
        "answered_at": now,
    }
    # By itself a statement is its own transaction; within another it needs to be taken back alone.
    alone = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with alone:
        try:
            stored = one_row(FIRST_OF_ATTEMPT if begins else ONE_MORE, values)
        except NoRow as error:
            raise IntegrityError("The option is not there any more.") from error
    attempt_pk, pk, is_correct, explanation, lesson = stored
    if begins:
        attempt.pk, attempt._state.adding, attempt._state.db = attempt_pk, False, connection.alias
    return GivenAnswer(
        pk,
        question,
        option,
        ordinal,
        is_correct,
        first_confidence,
        now,
        explanation,
        None if is_correct else lesson,
    )
