-- What KR-20 of a course's questions is made of, from those who answered them all at first.
WITH learner AS (
    SELECT unnest(%(learners)s::bigint[]) AS learner_id
),
question AS (
    SELECT id
    FROM quizzes_question
    WHERE quiz_id = ANY(%(quizzes)s) AND retired_at IS NULL AND NOT is_draft
),
first AS (
    SELECT attempt.learner_id, answer.question_id, answer.is_correct::int AS is_right
    FROM quizzes_attempt AS attempt
    JOIN learner USING (learner_id)
    JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id
    JOIN question ON question.id = answer.question_id
    WHERE attempt.number = 1 AND answer.ordinal = 1 AND attempt.quiz_id = ANY(%(quizzes)s)
),
score AS (
    SELECT learner_id, sum(is_right) AS score
    FROM first
    GROUP BY learner_id
    HAVING count(*) = (SELECT count(*) FROM question)
),
item AS (
    SELECT avg(first.is_right::float8) AS facility
    FROM first
    JOIN score USING (learner_id)
    GROUP BY first.question_id
)
SELECT
    (SELECT count(*) FROM question) AS questions,
    (SELECT count(*) FROM score) AS learners,
    (SELECT sum(facility * (1 - facility)) FROM item) AS item_variance,
    (SELECT var_pop(score::float8) FROM score) AS score_variance
