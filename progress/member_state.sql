-- How far members are in the course of their cohort, and whether they need a word: one rule for the
-- overview of a cohort and the first page of the admin. `member_state` after `last_activity` at the
-- head of other files stands for this.
-- What a member only did in an earlier cohort they have not begun in this one; but a module that
-- they completed is not before them any more.
cell AS NOT MATERIALIZED (
    SELECT
        module_state.*,
        CASE
            WHEN NOT is_earlier THEN state
            WHEN state = 'complete' THEN 'earlier'
            ELSE 'not-started'
        END AS state_here
    FROM module_state
),
member_state AS MATERIALIZED (
    SELECT
        member.*,
        CASE
            WHEN earlier = modules THEN 'earlier'
            WHEN done + earlier = modules THEN 'finished'
            WHEN active_at IS NULL THEN 'not-started'
            WHEN active_at < %(stalled_before)s THEN 'stalled'
            ELSE 'active'
        END AS state
    FROM (
        -- Put together and grouped: nothing tells the planner how many members there are to be
        -- joined.
        SELECT
            deed.cohort_id,
            deed.learner_id,
            count(*) FILTER (WHERE state_here = 'complete') AS done,
            count(*) FILTER (WHERE state_here = 'earlier') AS earlier,
            max(active_at) AS active_at,
            -- Complete in whichever cohort: these modules, the latest of them then.
            coalesce(array_agg(module_id) FILTER (WHERE state = 'complete'), '{}') AS completed,
            max(completed_at) FILTER (WHERE state = 'complete') AS done_at,
            -- Where there is none, nobody has finished.
            nullif((SELECT count(*) FROM module WHERE course_id = cohort.course_id), 0) AS modules
        FROM (
            SELECT
                cohort_id,
                learner_id,
                NULL::bigint AS course_id,
                NULL::bigint AS module_id,
                NULL AS state,
                NULL AS state_here,
                NULL::timestamptz AS completed_at,
                NULL::timestamptz AS active_at
            FROM learner
            UNION ALL
            SELECT
                cohort_id, learner_id, course_id, module_id, state, state_here, completed_at, NULL
            FROM cell
            JOIN module USING (module_id)
            UNION ALL
            SELECT cohort_id, learner_id, course_id, NULL, NULL, NULL, NULL, active_at
            FROM last_activity
        ) AS deed
        JOIN courses_cohort AS cohort ON cohort.id = deed.cohort_id
        WHERE deed.course_id IS NULL OR deed.course_id = cohort.course_id
        GROUP BY deed.cohort_id, deed.learner_id, cohort.course_id
    ) AS member
)
