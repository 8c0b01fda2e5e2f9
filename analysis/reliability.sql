-- What KR-20 of a course's questions is made of; analysis/items.py reads it; one row.
WITH counted,
question AS (
    SELECT question.id AS question_id, question.quiz_id, {live} AS is_live
    FROM quizzes_question AS question
    WHERE quiz_id = ANY(%(quizzes)s)
),
-- Of cohorts that are over a quiz that nobody began was not asked: its module came later.
asking AS (
    SELECT quiz_id, count(*) AS questions
    FROM question
    WHERE is_live
    AND (
        (SELECT bool_or(until > statement_timestamp()) FROM learner)
        OR EXISTS (
            SELECT 1 FROM counted_attempt AS attempt
            WHERE attempt.quiz_id = question.quiz_id
            AND attempt.number = 1
            AND NOT attempt.began_earlier
        )
    )
    GROUP BY quiz_id
),
-- Whole sheets, as in items.sql: finished, or with a first answer to every question that is asked;
-- and all of it in this cohort.
sheet AS MATERIALIZED (
    SELECT
        answer.learner_id,
        answer.quiz_id,
        array_agg(answer.question_id) AS questions,
        array_agg(answer.is_correct::int) AS rights
    FROM counted_answer AS answer
    JOIN question USING (question_id)
    WHERE answer.number = 1 AND answer.ordinal = 1 AND answer.quiz_id = ANY(%(quizzes)s)
    AND NOT answer.began_earlier AND NOT answer.is_earlier
    GROUP BY answer.learner_id, answer.quiz_id
    HAVING bool_or(answer.finished_at IS NOT NULL) OR count(*) FILTER (WHERE question.is_live) = (
        SELECT asking.questions FROM asking WHERE asking.quiz_id = answer.quiz_id
    )
),
-- Those with a whole sheet of every quiz that asks anything. (Rows go on as arrays instead of being
-- joined again: nothing tells the planner how many of these there are.)
whole AS MATERIALIZED (
    SELECT *
    FROM (
        SELECT
            sheet.*,
            count(*) FILTER (WHERE quiz_id = ANY(ARRAY(SELECT quiz_id FROM asking)))
                OVER (PARTITION BY learner_id) AS quizzes
        FROM sheet
    ) AS counted_sheet
    WHERE quizzes = (SELECT count(*) FROM asking) AND quizzes > 0
),
-- A sheet is of the questions asked at its time. Those that nearly all have are in: one replaced
-- between two sheets is left out with what replaced it, and a sheet older than many questions
-- leaves out nobody's but its own.
item AS MATERIALIZED (
    SELECT question_id
    FROM (SELECT questions, count(*) AS sheets FROM whole GROUP BY questions) AS alike
    CROSS JOIN unnest(questions) AS question_id
    GROUP BY question_id
    HAVING sum(sheets) >= 0.9 * (SELECT count(DISTINCT learner_id) FROM whole)
),
score AS MATERIALIZED (
    SELECT
        sum(one.is_right) AS score,
        array_agg(one.question_id) FILTER (WHERE one.is_right = 1) AS right_at_first
    FROM whole
    CROSS JOIN unnest(questions, rights) AS one (question_id, is_right)
    WHERE one.question_id IN (SELECT question_id FROM item)
    GROUP BY whole.learner_id
    HAVING count(*) = (SELECT count(*) FROM item)
),
-- Of questions that nobody had right there is no row; their variance is 0.
facility AS (
    SELECT count(*)::float8 / (SELECT count(*) FROM score) AS facility
    FROM score
    CROSS JOIN unnest(right_at_first) AS question_id
    GROUP BY question_id
)
SELECT
    ARRAY(SELECT question_id FROM item) AS questions,
    (SELECT count(*) FROM score) AS learners,
    (SELECT sum(facility * (1 - facility)) FROM facility) AS item_variance,
    (SELECT var_pop(score::float8) FROM score) AS score_variance
