-- Every member and module of a cohort, as reports/overview.py reads it; one row.
WITH counted,
module_state,
last_activity,
affiliation,
member_state,
-- Scores of all are needed only to sort by them; else those of the page are enough.
score AS (
    SELECT
        answer.learner_id,
        count(*) FILTER (WHERE answer.is_correct)::float8 / count(*) AS share
    FROM counted_answer AS answer
    JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
    WHERE %(order)s = 'score' AND answer.number = 1 AND answer.ordinal = 1
    AND NOT answer.is_earlier
    AND quiz.module_id = ANY(%(modules)s)
    GROUP BY answer.learner_id
),
plan AS (
    SELECT module_id, day, day < %(today)s AS is_past
    FROM cohorts_targetdate
    JOIN module USING (module_id)
    WHERE cohort_id = ANY(%(cohorts)s)
),
-- What is complete is not late, in whichever cohort that came about.
standing AS (
    SELECT
        member_state.*,
        (SELECT count(*) FROM plan WHERE is_past AND module_id <> ALL (member_state.completed)) AS late
    FROM member_state
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
                CASE WHEN %(order)s = 'behind' THEN done + earlier END,
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
        count(*) FILTER (WHERE NOT is_earlier) AS answered,
        count(*) FILTER (WHERE NOT is_earlier AND answer.is_correct) AS score,
        count(*) FILTER (WHERE is_earlier) AS answered_earlier,
        count(*) FILTER (WHERE is_earlier AND answer.is_correct) AS score_earlier
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
            coalesce(cell.state_here, 'not-started'),
            module.lessons,
            coalesce(cell.read, 0),
            coalesce(page_scores.answered, 0),
            coalesce(page_scores.score, 0),
            coalesce(page_scores.answered_earlier, 0),
            coalesce(page_scores.score_earlier, 0),
            cell.finished_at IS NOT NULL
        )) AS cells
    FROM page
    CROSS JOIN module
    LEFT JOIN cell USING (learner_id, module_id)
    LEFT JOIN page_scores USING (learner_id, module_id)
    GROUP BY page.learner_id
),
page_affiliation
SELECT
    (SELECT count(*) FROM chosen) AS found,
    (SELECT coalesce(jsonb_object_agg(state, people), '{}') FROM (
        SELECT state, count(*) AS people FROM member_state GROUP BY state
    ) AS counted) AS states,
    (SELECT count(*) FROM standing WHERE late > 0) AS late,
    (SELECT coalesce(jsonb_object_agg(module_id, day), '{}') FROM plan) AS plan,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT module_id, state_here AS state, count(*) AS people
        FROM cell
        WHERE state_here <> 'not-started'
        GROUP BY module_id, state_here
    ) AS counted) AS modules,
    (SELECT coalesce(jsonb_agg(counted ORDER BY day), '[]') FROM (
        SELECT (completed_at AT TIME ZONE %(time_zone)s)::date AS day, count(*) AS completions
        FROM cell
        WHERE state_here = 'complete' AND completed_at IS NOT NULL
        GROUP BY day
    ) AS counted) AS days,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'learner', page.learner_id,
        'name', coalesce(nullif(page.name, ''), page.username),
        'username', page.username,
        'affiliation', page_affiliation.cells,
        'state', page.state,
        'done', page.done,
        'late', page.late,
        'contact', (
            SELECT jsonb_build_array(count(*), max(note.contacted_on))
            FROM cohorts_membernote AS note
            WHERE note.cohort_id = ANY(%(cohorts)s) AND note.learner_id = page.learner_id
        ),
        'earlier', page.earlier,
        'active_at', page.active_at,
        'cells', page_cells.cells
    ) ORDER BY page.place), '[]') FROM page
        LEFT JOIN page_cells USING (learner_id)
        LEFT JOIN page_affiliation USING (learner_id)
    ) AS people
