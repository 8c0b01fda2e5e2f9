-- What happened in cohorts since a moment, a row a cohort; reports/glance.py reads it.
WITH counted,
module_state,
last_activity,
first_answers AS (
    SELECT answer.cohort_id, answer.learner_id, module.course_id, count(*) AS answers
    FROM counted_answer AS answer
    JOIN module USING (quiz_id)
    WHERE answer.number = 1 AND answer.ordinal = 1 AND answer.answered_at >= %(since)s
    GROUP BY answer.cohort_id, answer.learner_id, module.course_id
)
SELECT
    learner.cohort_id,
    count(*) AS people,
    count(*) FILTER (WHERE active_at >= %(since)s) AS active,
    count(*) FILTER (WHERE active_at IS NULL) AS not_started,
    coalesce(sum(answers), 0) AS answers
FROM learner
JOIN courses_cohort AS cohort ON cohort.id = learner.cohort_id
LEFT JOIN last_activity USING (cohort_id, learner_id, course_id)
LEFT JOIN first_answers USING (cohort_id, learner_id, course_id)
GROUP BY learner.cohort_id
