-- First answers of first attempts per cohort and question: how many, and how many right.
WITH counted
SELECT
    answer.cohort_id,
    answer.question_id,
    count(*) AS answered,
    count(*) FILTER (WHERE answer.is_correct) AS right_first
FROM counted_answer AS answer
JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
WHERE answer.number = 1 AND answer.ordinal = 1 AND quiz.module_id = ANY(%(modules)s)
GROUP BY answer.cohort_id, answer.question_id
