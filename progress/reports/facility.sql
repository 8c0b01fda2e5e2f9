-- First answers of first attempts per cohort and question: how many, and how many right.
WITH learner AS (
    SELECT cohort_id, learner_id
    FROM unnest(%(cohorts)s::bigint[], %(learners)s::bigint[]) AS pair (cohort_id, learner_id)
)
SELECT
    learner.cohort_id,
    answer.question_id,
    count(*) AS answered,
    count(*) FILTER (WHERE answer.is_correct) AS right_first
FROM quizzes_attempt AS attempt
JOIN learner USING (learner_id)
JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id AND answer.ordinal = 1
WHERE attempt.number = 1 AND quiz.module_id = ANY(%(modules)s)
GROUP BY learner.cohort_id, answer.question_id
