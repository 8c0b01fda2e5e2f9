-- How first answers to questions go with the rest of the whole course, of those who finished every
-- quiz that asks something; analysis/pooling.py reads it, a row a question.
WITH counted,
asking AS (
    SELECT DISTINCT question.quiz_id
    FROM quizzes_question AS question
    JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id
    JOIN courses_module AS module ON module.id = quiz.module_id
    WHERE {live} AND module.is_published AND module.course_id IN (
        SELECT course_id FROM courses_module WHERE id = ANY(%(modules)s)
    )
),
answer AS MATERIALIZED (
    SELECT learner_id, quiz_id, question_id, is_correct::int::float8 AS is_right
    FROM counted_answer
    JOIN asking USING (quiz_id)
    WHERE number = 1 AND ordinal = 1 AND finished_at IS NOT NULL
),
score AS MATERIALIZED (
    SELECT learner_id, count(*) AS answered, sum(is_right) AS score
    FROM answer
    GROUP BY learner_id
    HAVING count(DISTINCT quiz_id) = (SELECT count(*) FROM asking)
),
placed AS (
    SELECT
        answer.question_id,
        answer.is_right,
        (score.score - answer.is_right) / nullif(score.answered - 1, 0) AS rest
    FROM answer
    JOIN score USING (learner_id)
    WHERE answer.question_id = ANY(%(questions)s)
)
SELECT
    question_id,
    count(rest) AS people,
    CASE WHEN min(rest) < max(rest) THEN corr(is_right, rest) END AS discrimination
FROM placed
GROUP BY question_id
