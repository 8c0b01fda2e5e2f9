-- Every member and module of a cohort, as reports/overview.py reads it; one row.
WITH counted,
module_state,
last_activity,
affiliation,
-- Scores of all are needed only to sort by them; else those of the page are enough.
score AS (
    SELECT
        answer.learner_id,
        count(*) FILTER (WHERE answer.is_correct)::float8 / count(*) AS share
    FROM counted_answer AS answer
    JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
    WHERE %(order)s = 'score' AND answer.number = 1 AND answer.ordinal = 1
    AND quiz.module_id = ANY(%(modules)s)
    GROUP BY answer.learner_id
),
plan AS (
    SELECT module_id, day, day < %(today)s AS is_past
    FROM cohorts_targetdate
    JOIN module USING (module_id)
    WHERE cohort_id = ANY(%(cohorts)s)
),
worked AS (
    SELECT
        learner_id,
        count(*) FILTER (WHERE state = 'complete') AS done,
        count(*) FILTER (WHERE state = 'complete' AND is_past) AS caught_up
    FROM module_state AS cell
    LEFT JOIN plan USING (module_id)
    GROUP BY learner_id
),
standing AS (
    SELECT
        learner_id,
        coalesce(worked.done, 0) AS done,
        (SELECT count(*) FROM plan WHERE is_past) - coalesce(worked.caught_up, 0) AS late,
        last_activity.active_at,
        CASE
            WHEN worked.done = (SELECT count(*) FROM module) THEN 'finished'
            WHEN last_activity.active_at IS NULL THEN 'not-started'
            WHEN last_activity.active_at < %(stalled_before)s THEN 'stalled'
            ELSE 'active'
        END AS state
    FROM learner
    LEFT JOIN worked USING (learner_id)
    LEFT JOIN last_activity USING (learner_id)
),
chosen AS (
    SELECT standing.*, score.share, person.name, person.username
    FROM standing
    LEFT JOIN score USING (learner_id)
    JOIN accounts_user AS person ON person.id = standing.learner_id
    WHERE (%(state)s = '' OR standing.state = %(state)s OR (%(state)s = 'late' AND late > 0))
    AND (
        %(words)s = ''
        OR strpos(lower(person.name), lower(%(words)s)) > 0
        OR strpos(lower(person.username), lower(%(words)s)) > 0
    )
),
page AS (
    SELECT
        chosen.*,
        row_number() OVER (
            ORDER BY
                CASE WHEN %(order)s = 'behind' THEN late END DESC,
                CASE WHEN %(order)s = 'behind' THEN done END,
                CASE WHEN %(order)s = 'score' THEN share END,
                CASE WHEN %(order)s IN ('behind', 'activity') THEN active_at END NULLS FIRST,
                coalesce(nullif(name, ''), username),
                learner_id
        ) AS place
    FROM chosen
    ORDER BY place
    LIMIT %(limit)s OFFSET %(offset)s
),
page_scores AS (
    SELECT
        answer.learner_id,
        module.module_id,
        count(*) AS answered,
        count(*) FILTER (WHERE answer.is_correct) AS score
    FROM page
    JOIN counted_answer AS answer USING (learner_id)
    JOIN module USING (quiz_id)
    WHERE answer.number = 1 AND answer.ordinal = 1
    GROUP BY answer.learner_id, module.module_id
),
page_cells AS (
    SELECT
        page.learner_id,
        jsonb_object_agg(module_id, jsonb_build_array(
            coalesce(cell.state, 'not-started'),
            module.lessons,
            coalesce(cell.read, 0),
            coalesce(page_scores.answered, 0),
            coalesce(page_scores.score, 0),
            cell.finished_at IS NOT NULL
        )) AS cells
    FROM page
    CROSS JOIN module
    LEFT JOIN module_state AS cell USING (learner_id, module_id)
    LEFT JOIN page_scores USING (learner_id, module_id)
    GROUP BY page.learner_id
)
SELECT
    (SELECT count(*) FROM chosen) AS found,
    (SELECT coalesce(jsonb_object_agg(state, people), '{}') FROM (
        SELECT state, count(*) AS people FROM standing GROUP BY state
    ) AS counted) AS states,
    (SELECT count(*) FROM standing WHERE late > 0) AS late,
    (SELECT coalesce(jsonb_object_agg(module_id, day), '{}') FROM plan) AS plan,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT module_id, state, count(*) AS people FROM module_state GROUP BY module_id, state
    ) AS counted) AS modules,
    (SELECT coalesce(jsonb_agg(counted ORDER BY day), '[]') FROM (
        SELECT (completed_at AT TIME ZONE %(time_zone)s)::date AS day, count(*) AS completions
        FROM module_state AS cell
        WHERE state = 'complete' AND completed_at IS NOT NULL
        GROUP BY day
    ) AS counted) AS days,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'learner', page.learner_id,
        'name', coalesce(nullif(page.name, ''), page.username),
        'username', page.username,
        'affiliation', affiliation.cells,
        'state', page.state,
        'done', page.done,
        'late', page.late,
        'active_at', page.active_at,
        'cells', page_cells.cells
    ) ORDER BY page.place), '[]') FROM page
        LEFT JOIN page_cells USING (learner_id)
        LEFT JOIN affiliation USING (learner_id)
    ) AS people
