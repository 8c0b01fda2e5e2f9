-- What KR-20 of a course's questions is made of; progress/reports/items.py reads it; one row.
WITH counted,
question AS (
    SELECT id, quiz_id, retired_at IS NULL AND NOT is_draft AS is_live
    FROM quizzes_question
    WHERE quiz_id = ANY(%(quizzes)s)
),
first AS (
    SELECT
        answer.learner_id,
        answer.quiz_id,
        answer.finished_at IS NOT NULL AS is_finished,
        answer.question_id,
        question.is_live,
        answer.is_correct::int AS is_right
    FROM counted_answer AS answer
    JOIN question ON question.id = answer.question_id
    WHERE answer.number = 1 AND answer.ordinal = 1 AND answer.quiz_id = ANY(%(quizzes)s)
),
-- Whole sheets, as in items.sql: finished, or with a first answer to every question that is asked.
sheet AS (
    SELECT learner_id, quiz_id
    FROM first
    GROUP BY learner_id, quiz_id
    HAVING bool_or(is_finished) OR count(*) FILTER (WHERE is_live) = (
        SELECT count(*) FROM question AS live WHERE live.quiz_id = first.quiz_id AND live.is_live
    )
),
asking AS (
    SELECT DISTINCT quiz_id FROM question WHERE is_live
),
-- Those with a whole sheet of every quiz that asks anything.
whole AS (
    SELECT learner_id
    FROM sheet
    JOIN asking USING (quiz_id)
    GROUP BY learner_id
    HAVING count(*) = (SELECT count(*) FROM asking)
),
-- A sheet is of the questions asked at its time. Those that nearly all have are in: one replaced
-- between two sheets is left out with what replaced it, and a sheet older than many questions
-- leaves out nobody's but its own.
item AS (
    SELECT question_id
    FROM first
    JOIN whole USING (learner_id)
    GROUP BY question_id
    HAVING count(*) >= 0.9 * (SELECT count(*) FROM whole)
),
of_item AS (
    SELECT first.* FROM first JOIN whole USING (learner_id) JOIN item USING (question_id)
),
score AS (
    SELECT learner_id, sum(is_right) AS score
    FROM of_item
    GROUP BY learner_id
    HAVING count(*) = (SELECT count(*) FROM item)
),
facility AS (
    SELECT avg(is_right::float8) AS facility
    FROM of_item
    JOIN score USING (learner_id)
    GROUP BY question_id
)
SELECT
    (SELECT coalesce(array_agg(question_id), '{}') FROM item) AS questions,
    (SELECT count(*) FROM score) AS learners,
    (SELECT sum(facility * (1 - facility)) FROM facility) AS item_variance,
    (SELECT var_pop(score::float8) FROM score) AS score_variance
