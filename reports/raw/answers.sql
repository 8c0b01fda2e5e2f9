-- A row an answer of members, in practice and review too; reports/raw/doings.py reads it.
WITH counted
SELECT
    answer.learner_id,
    answer.question_id,
    answer.option_id,
    answer.is_correct,
    answer.ordinal,
    answer.number,
    attempt.scope,
    answer.confidence,
    answer.answered_at,
    answer.is_earlier
FROM counted_answer AS answer
JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id
WHERE answer.quiz_id = ANY(%(quizzes)s)
ORDER BY
    array_position(%(learners)s::bigint[], answer.learner_id),
    answer.quiz_id,
    answer.number,
    answer.answered_at,
    answer.question_id,
    answer.ordinal
