-- Cohorts on the first page of the admin, a row a cohort; reports/home.py reads it. `since` is the
-- cohort's last meeting; who was last at work before `stalled_then` was stalled at that time already.
WITH counted,
module_state,
last_activity,
affiliation,
member_state,
asked AS (
    SELECT asked.*, cohort.course_id
    FROM unnest(%(asked)s::bigint[], %(meetings)s::timestamptz[], %(stalled_thens)s::timestamptz[])
        AS asked (cohort_id, since, stalled_then)
    JOIN courses_cohort AS cohort ON cohort.id = asked.cohort_id
),
plan AS (
    SELECT cohort_id, module_id, day < %(today)s AS is_past
    FROM cohorts_targetdate
    JOIN module USING (module_id)
    WHERE cohort_id = ANY(%(asked)s)
),
completed AS (
    SELECT cell.cohort_id, cell.learner_id, cell.module_id, cell.completed_at, cell.state_here
    FROM cell
    JOIN module USING (module_id)
    JOIN asked USING (cohort_id, course_id)
    WHERE cell.state = 'complete'
),
-- What is complete is not late, in whichever cohort that came about.
standing AS (
    SELECT
        member_state.*,
        asked.since,
        (
            SELECT count(*)
            FROM plan
            WHERE plan.cohort_id = member_state.cohort_id
            AND is_past
            AND module_id <> ALL (member_state.completed)
        ) AS late,
        coalesce(member_state.active_at >= asked.stalled_then, false) AS was_at_work
    FROM member_state
    JOIN asked USING (cohort_id)
),
-- Whom to speak to, and who has finished since.
grouped AS (
    SELECT
        standing.*,
        CASE
            WHEN state IN ('stalled', 'not-started') THEN state
            WHEN state = 'active' AND late > 0 THEN 'late'
            WHEN state = 'finished' AND done_at >= since THEN 'finished'
        END AS reason
    FROM standing
),
-- Those who are newly so come first.
listed AS (
    SELECT
        grouped.*,
        person.name,
        person.username,
        row_number() OVER (
            PARTITION BY cohort_id, reason
            ORDER BY was_at_work AND reason = 'stalled' DESC, late DESC, active_at NULLS FIRST,
                person.name, learner_id
        ) AS place
    FROM grouped
    JOIN accounts_user AS person ON person.id = learner_id
    WHERE reason IS NOT NULL
),
-- Whom the page names.
page AS (
    SELECT * FROM listed WHERE place <= %(most)s
),
page_affiliation
SELECT
    asked.cohort_id,
    (SELECT count(*) FROM module WHERE module.course_id = asked.course_id) AS modules,
    EXISTS (SELECT 1 FROM plan WHERE plan.cohort_id = asked.cohort_id) AS has_plan,
    (
        SELECT coalesce(jsonb_object_agg(state, people), '{}')
        FROM (
            SELECT state, count(*) AS people
            FROM standing
            WHERE standing.cohort_id = asked.cohort_id
            GROUP BY state
        ) AS counted
    ) AS states,
    (
        SELECT count(*) FROM standing WHERE standing.cohort_id = asked.cohort_id AND late > 0
    ) AS late,
    (
        SELECT count(*)
        FROM standing
        WHERE standing.cohort_id = asked.cohort_id AND active_at >= %(week)s
    ) AS active,
    (
        SELECT count(*)
        FROM standing
        WHERE standing.cohort_id = asked.cohort_id AND state = 'stalled' AND was_at_work
    ) AS newly_stalled,
    (
        SELECT coalesce(jsonb_object_agg(reason, people), '{}')
        FROM (
            SELECT reason, count(*) AS people
            FROM listed
            WHERE listed.cohort_id = asked.cohort_id
            GROUP BY reason
        ) AS counted
    ) AS reasons,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'reason', reason,
            'learner', learner_id,
            'name', coalesce(nullif(name, ''), username),
            'byline', page_affiliation.cells ->> 3,
            'done', done + earlier,
            'late', late,
            'active_at', active_at,
            'is_new', was_at_work AND reason = 'stalled'
        ) ORDER BY reason, place), '[]')
        FROM page
        LEFT JOIN page_affiliation USING (cohort_id, learner_id)
        WHERE page.cohort_id = asked.cohort_id
    ) AS listed,
    (
        SELECT coalesce(jsonb_object_agg(module_id, people), '{}')
        FROM (
            SELECT module_id, count(*) AS people
            FROM completed
            WHERE completed.cohort_id = asked.cohort_id
            AND state_here = 'complete' AND completed_at >= asked.since
            GROUP BY module_id
        ) AS counted
    ) AS completed
FROM asked
