-- First answers of first attempts per cohort and question: how many, how many right, and how many
-- that members gave in an earlier cohort.
WITH counted
SELECT
    answer.cohort_id,
    answer.question_id,
    count(*) FILTER (WHERE NOT is_earlier) AS answered,
    count(*) FILTER (WHERE answer.is_correct AND NOT is_earlier) AS right_first,
    count(*) FILTER (WHERE is_earlier) AS earlier
FROM counted_answer AS answer
JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
WHERE answer.number = 1 AND answer.ordinal = 1 AND quiz.module_id = ANY(%(modules)s)
GROUP BY answer.cohort_id, answer.question_id
