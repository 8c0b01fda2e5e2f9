"""How an answer is stored: with what its option explains, in one statement."""

from collections.abc import Iterable
from contextlib import nullcontext

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from courses.one_row import NoRow, one_row
from quizzes.answered_attempt import GivenAnswer
from quizzes.models import Attempt

# One statement, so that an attempt is stored with its first answer or not at all. Whether the
# option is right is read as it is stored.
_BEGIN = """
    attempt AS (
        INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at)
        VALUES (%(quiz)s, %(learner)s, %(number)s, %(scope)s, %(started_at)s)
        RETURNING id
    ),
"""
# A practice takes the place of the one under way. The counts have each part stored before the next.
_BEGIN_PRACTICE = """
    other AS (
        UPDATE quizzes_attempt SET stopped_at = %(answered_at)s
        WHERE quiz_id = %(quiz)s AND learner_id = %(learner)s AND number > 1
        AND finished_at IS NULL AND stopped_at IS NULL
        RETURNING id
    ),
    begun AS (
        INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at)
        SELECT %(quiz)s, %(learner)s, %(number)s, %(scope)s, %(started_at)s
        FROM (SELECT count(*) FROM other) AS others
        RETURNING id
    ),
    asked AS (
        INSERT INTO quizzes_askedquestion (attempt_id, question_id)
        SELECT begun.id, question FROM begun, unnest(%(practice)s::bigint[]) AS question
        RETURNING id
    ),
    attempt AS (SELECT begun.id FROM begun, (SELECT count(*) FROM asked) AS questions),
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
FIRST_OF_PRACTICE = _KEEP.format(begin=_BEGIN_PRACTICE, attempt="attempt.id", of_begun=", attempt")
DEADLOCK = "40P01"
ONE_MORE = _KEEP.format(begin="", attempt="%(attempt)s", of_begun="")


def keep(
    attempt: Attempt,
    question: int,
    option: int,
    ordinal: int,
    confidence: str,
    practice: Iterable[int] = (),
) -> GivenAnswer:
    """Store an answer, and with the first one of an attempt that; `practice` are the questions that
    it asks, if it is one of some.

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
        "practice": sorted(practice),
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
            stored = one_row(_statement(attempt, begins=begins), values)
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


def is_deadlock(error: OperationalError) -> bool:
    """Whether Postgres gave this transaction up for another, as when questions are retired."""
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK


def _statement(attempt: Attempt, *, begins: bool) -> str:
    if not begins:
        return ONE_MORE
    return FIRST_OF_ATTEMPT if attempt.is_of_record else FIRST_OF_PRACTICE
