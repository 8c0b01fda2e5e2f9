-- When members were last at work in a course since they joined, of which practices and
-- self-diagnoses are part: one rule for the overview of a cohort and the first page of the admin.
-- Who has no row has not started. `last_activity` after `module_state` at the head of other files
-- stands for this.
last_activity AS (
    SELECT cohort_id, learner_id, course_id, max(at) AS active_at
    FROM (
        SELECT cohort_id, learner_id, course_id, active_at AS at
        FROM module_state
        JOIN module USING (module_id)
        WHERE active_at >= since
        UNION ALL
        SELECT diagnosis.cohort_id, diagnosis.learner_id, module.course_id, diagnosis.taken_at
        FROM counted_diagnosis AS diagnosis
        JOIN courses_selfdiagnosis AS page ON page.id = diagnosis.self_diagnosis_id
        JOIN module ON module.module_id = page.after_id
        WHERE NOT diagnosis.is_earlier
    ) AS deed
    GROUP BY cohort_id, learner_id, course_id
)
