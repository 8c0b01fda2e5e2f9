-- A row an attempt of members; reports/raw/doings.py reads it.
WITH counted
SELECT
    attempt.learner_id,
    attempt.quiz_id,
    attempt.number,
    stored.scope,
    stored.started_at,
    attempt.finished_at,
    stored.stopped_at,
    attempt.began_earlier
FROM counted_attempt AS attempt
JOIN quizzes_attempt AS stored ON stored.id = attempt.attempt_id
WHERE attempt.quiz_id = ANY(%(quizzes)s)
ORDER BY
    array_position(%(learners)s::bigint[], attempt.learner_id),
    attempt.quiz_id,
    attempt.number
