-- Every member and module of a cohort, as reports/overview.py reads it; one row.
WITH counted,
module AS (
    SELECT
        module.id AS module_id,
        module.position,
        quiz.id AS quiz_id,
        (SELECT count(*) FROM courses_lesson WHERE module_id = module.id) AS lessons,
        EXISTS (
            SELECT 1 FROM quizzes_question WHERE quiz_id = quiz.id AND retired_at IS NULL AND NOT is_draft
        ) AS asks
    FROM courses_module AS module
    LEFT JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id
    WHERE module.id = ANY(%(modules)s)
),
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
diagnosed AS (
    SELECT diagnosis.learner_id, max(diagnosis.taken_at) AS taken_at
    FROM counted_diagnosis AS diagnosis
    JOIN courses_selfdiagnosis AS page ON page.id = diagnosis.self_diagnosis_id
    WHERE page.after_id = ANY(%(modules)s)
    GROUP BY diagnosis.learner_id
),
-- An attempt is finished with its last answer; until then only the answers tell whether and when
-- it was worked on.
unfinished AS (
    SELECT attempt_id, max(answered_at) AS answered_at
    FROM counted_answer
    WHERE finished_at IS NULL
    GROUP BY attempt_id
),
-- One pass over all that members did; a module that one did nothing in has no row.
work AS (
    SELECT
        learner_id,
        module_id,
        count(read_at) AS read,
        max(at) AS active_at,
        max(read_at) AS read_at,
        max(answered_at) AS answered_at,
        max(finished_at) AS finished_at
    FROM (
        SELECT
            learner_id,
            module_id,
            read_at AS at,
            read_at,
            NULL::timestamptz AS answered_at,
            NULL::timestamptz AS finished_at
        FROM counted_read
        JOIN courses_lesson AS lesson ON lesson.id = lesson_id
        WHERE module_id = ANY(%(modules)s)
        UNION ALL
        SELECT learner_id, module_id, visited_at, NULL, NULL, NULL
        FROM counted_visit
        JOIN courses_lesson AS lesson ON lesson.id = lesson_id
        WHERE module_id = ANY(%(modules)s)
        UNION ALL
        SELECT
            learner_id,
            module_id,
            coalesce(finished_at, unfinished.answered_at),
            NULL,
            CASE WHEN number = 1 THEN unfinished.answered_at END,
            CASE WHEN number = 1 THEN finished_at END
        FROM counted_attempt AS attempt
        JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
        LEFT JOIN unfinished USING (attempt_id)
        WHERE module_id = ANY(%(modules)s)
        AND (finished_at IS NOT NULL OR unfinished.answered_at IS NOT NULL)
    ) AS deed
    GROUP BY learner_id, module_id
),
cell AS MATERIALIZED (
    SELECT
        learner_id,
        module_id,
        read,
        finished_at,
        active_at,
        -- The same rule as `is_complete` in progress/module_progress.py.
        CASE
            WHEN read >= lessons AND (finished_at IS NOT NULL OR (lessons > 0 AND NOT asks))
                THEN 'complete'
            WHEN answered_at IS NOT NULL AND finished_at IS NULL THEN 'answering'
            ELSE 'reading'
        END AS state,
        greatest(read_at, finished_at) AS completed_at
    FROM work
    JOIN module USING (module_id)
),
worked AS (
    SELECT
        learner_id,
        count(*) FILTER (WHERE state = 'complete') AS done,
        max(active_at) AS active_at
    FROM cell
    GROUP BY learner_id
),
standing AS (
    SELECT
        learner_id,
        coalesce(worked.done, 0) AS done,
        greatest(worked.active_at, diagnosed.taken_at) AS active_at,
        CASE
            WHEN worked.done = (SELECT count(*) FROM module) THEN 'finished'
            WHEN greatest(worked.active_at, diagnosed.taken_at) IS NULL THEN 'not-started'
            WHEN greatest(worked.active_at, diagnosed.taken_at) < %(stalled_before)s THEN 'stalled'
            ELSE 'active'
        END AS state
    FROM learner
    LEFT JOIN worked USING (learner_id)
    LEFT JOIN diagnosed USING (learner_id)
),
chosen AS (
    SELECT standing.*, score.share, person.name, person.username
    FROM standing
    LEFT JOIN score USING (learner_id)
    JOIN accounts_user AS person ON person.id = standing.learner_id
    WHERE (%(state)s = '' OR standing.state = %(state)s)
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
    LEFT JOIN cell USING (learner_id, module_id)
    LEFT JOIN page_scores USING (learner_id, module_id)
    GROUP BY page.learner_id
)
SELECT
    (SELECT count(*) FROM chosen) AS found,
    (SELECT coalesce(jsonb_object_agg(state, people), '{}') FROM (
        SELECT state, count(*) AS people FROM standing GROUP BY state
    ) AS counted) AS states,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT module_id, state, count(*) AS people FROM cell GROUP BY module_id, state
    ) AS counted) AS modules,
    (SELECT coalesce(jsonb_agg(counted ORDER BY day), '[]') FROM (
        SELECT (completed_at AT TIME ZONE %(time_zone)s)::date AS day, count(*) AS completions
        FROM cell
        WHERE state = 'complete' AND completed_at IS NOT NULL
        GROUP BY day
    ) AS counted) AS days,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'learner', page.learner_id,
        'name', coalesce(nullif(page.name, ''), page.username),
        'username', page.username,
        'state', page.state,
        'done', page.done,
        'active_at', page.active_at,
        'cells', page_cells.cells
    ) ORDER BY page.place), '[]') FROM page LEFT JOIN page_cells USING (learner_id)) AS people
