-- Of each module how many first attempts members began since they joined, and since a moment;
-- reports/meeting.py reads it.
WITH counted
SELECT quiz.module_id, count(*) FILTER (WHERE attempt.started_at >= %(since)s) AS recent
FROM counted_attempt AS attempt
JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
WHERE attempt.number = 1 AND NOT attempt.began_earlier AND quiz.module_id = ANY(%(modules)s)
GROUP BY quiz.module_id
