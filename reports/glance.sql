-- What happened in cohorts since a moment, a row a cohort; reports/glance.py reads it.
WITH counted,
module_state,
last_activity,
member_state,
answered AS (
    SELECT answer.cohort_id, count(*) AS answers
    FROM counted_answer AS answer
    JOIN module USING (quiz_id)
    JOIN courses_cohort AS cohort
        ON cohort.id = answer.cohort_id AND cohort.course_id = module.course_id
    WHERE answer.number = 1 AND answer.ordinal = 1 AND answer.answered_at >= %(since)s
    AND NOT answer.is_earlier
    GROUP BY answer.cohort_id
)
SELECT
    cohort_id,
    count(*) AS people,
    count(*) FILTER (WHERE active_at >= %(since)s) AS active,
    count(*) FILTER (WHERE state = 'not-started') AS not_started,
    coalesce((
        SELECT answers FROM answered WHERE answered.cohort_id = member_state.cohort_id
    ), 0) AS answers
FROM member_state
GROUP BY cohort_id
