-- What happened in cohorts since a moment, a row a cohort; reports/glance.py reads it.
WITH counted,
module_state,
last_activity,
-- Put together and grouped: nothing tells the planner how many members there are to be joined.
member AS (
    SELECT cohort_id, learner_id, max(active_at) AS active_at, sum(answers) AS answers
    FROM (
        SELECT cohort_id, learner_id, NULL AS course_id, NULL AS active_at, 0 AS answers
        FROM learner
        UNION ALL
        SELECT cohort_id, learner_id, course_id, active_at, 0
        FROM last_activity
        UNION ALL
        SELECT answer.cohort_id, answer.learner_id, module.course_id, NULL, 1
        FROM counted_answer AS answer
        JOIN module USING (quiz_id)
        WHERE answer.number = 1 AND answer.ordinal = 1 AND answer.answered_at >= %(since)s
    ) AS deed
    JOIN courses_cohort AS cohort ON cohort.id = cohort_id
    WHERE deed.course_id IS NULL OR deed.course_id = cohort.course_id
    GROUP BY cohort_id, learner_id
)
SELECT
    cohort_id,
    count(*) AS people,
    count(*) FILTER (WHERE active_at >= %(since)s) AS active,
    count(*) FILTER (WHERE active_at IS NULL) AS not_started,
    sum(answers) AS answers
FROM member
GROUP BY cohort_id
