"""Attempts and answers as they are stored, read without any code of ours."""

from typing import Any

from django.db import connection

ATTEMPTS = """
    SELECT attempt.learner_id, attempt.number, attempt.scope, attempt.finished_at IS NOT NULL,
        attempt.stopped_at IS NOT NULL, attempt.id, ARRAY(
            SELECT question_id FROM quizzes_askedquestion WHERE attempt_id = attempt.id
        )
    FROM quizzes_attempt AS attempt WHERE quiz_id = %s ORDER BY learner_id, number
"""
ANSWERS = """
    SELECT answer.id, attempt.learner_id, attempt.number, question_id, option_id, ordinal,
        is_correct, answered_at
    FROM quizzes_answer AS answer JOIN quizzes_attempt AS attempt ON attempt.id = attempt_id
    WHERE quiz_id = %s ORDER BY answer.id
"""
BROKEN = """
    SELECT attempt_id, question_id FROM quizzes_answer GROUP BY attempt_id, question_id
    HAVING count(*) FILTER (WHERE ordinal = 1) <> 1 OR max(ordinal) <> count(*)
    OR count(*) FILTER (WHERE is_correct) > 1
    OR bool_or(is_correct AND ordinal <> (
        SELECT count(*) FROM quizzes_answer AS other
        WHERE other.attempt_id = quizzes_answer.attempt_id
        AND other.question_id = quizzes_answer.question_id
    ))
"""


def rows(sql: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        fetched: list[tuple[Any, ...]] = cursor.fetchall()
        return fetched
