-- How far members are in modules: the one rule, for a learner's pages, the record of completion and
-- the reports. Of a module that a member did nothing in there is no row: it is
-- `not-started`. `WITH counted, module_state` at the head of other files stands for this.
module AS (
    SELECT
        module.id AS module_id,
        module.course_id,
        module.position,
        quiz.id AS quiz_id,
        (SELECT count(*) FROM courses_lesson WHERE module_id = module.id) AS lessons,
        (
            SELECT count(*) FROM quizzes_question AS question
            WHERE question.quiz_id = quiz.id AND {live}
        ) AS questions
    FROM courses_module AS module
    LEFT JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id
    WHERE module.id = ANY(%(modules)s)
),
-- An attempt is finished with its last answer; until then only the answers tell whether and when
-- it was worked on.
unfinished AS (
    SELECT cohort_id, attempt_id, max(answered_at) AS answered_at
    FROM counted_answer
    WHERE finished_at IS NULL
    GROUP BY cohort_id, attempt_id
),
-- One pass over all that members did; a module that one did nothing in has no row.
work AS (
    SELECT
        cohort_id,
        learner_id,
        max(since) AS since,
        module_id,
        count(read_at) AS read,
        max(at) AS active_at,
        max(read_at) AS read_at,
        max(answered_at) AS answered_at,
        max(finished_at) AS finished_at
    FROM (
        SELECT
            cohort_id,
            learner_id,
            since,
            module_id,
            read_at AS at,
            read_at,
            NULL::timestamptz AS answered_at,
            NULL::timestamptz AS finished_at
        FROM counted_read
        JOIN courses_lesson AS lesson ON lesson.id = lesson_id
        WHERE module_id = ANY(%(modules)s)
        UNION ALL
        SELECT cohort_id, learner_id, since, module_id, visited_at, NULL, NULL, NULL
        FROM counted_visit
        JOIN courses_lesson AS lesson ON lesson.id = lesson_id
        WHERE module_id = ANY(%(modules)s)
        UNION ALL
        SELECT
            cohort_id,
            learner_id,
            since,
            module_id,
            coalesce(finished_at, unfinished.answered_at),
            NULL,
            CASE WHEN number = 1 THEN unfinished.answered_at END,
            CASE WHEN number = 1 THEN finished_at END
        FROM counted_attempt AS attempt
        JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
        LEFT JOIN unfinished USING (cohort_id, attempt_id)
        WHERE module_id = ANY(%(modules)s)
        AND (finished_at IS NOT NULL OR unfinished.answered_at IS NOT NULL)
    ) AS deed
    GROUP BY cohort_id, learner_id, module_id
),
module_state AS MATERIALIZED (
    SELECT
        stated.*,
        -- Whether that was all before the member joined: of another cohort.
        CASE WHEN state = 'complete' THEN completed_at ELSE active_at END < since AS is_earlier
    FROM (
        SELECT
            cohort_id,
            learner_id,
            since,
            module_id,
            read,
            finished_at,
            active_at,
            -- Complete: its sections are read and its quiz was finished, and it has one of the two.
            CASE
                WHEN read >= lessons
                    AND (finished_at IS NOT NULL OR (lessons > 0 AND questions = 0))
                    THEN 'complete'
                WHEN answered_at IS NOT NULL AND finished_at IS NULL THEN 'answering'
                ELSE 'reading'
            END AS state,
            greatest(read_at, finished_at) AS completed_at
        FROM work
        JOIN module USING (module_id)
    ) AS stated
)
