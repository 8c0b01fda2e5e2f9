-- Item analysis of quizzes, a row a question; analysis/items.py reads it.
-- Of first attempts alone (number = 1), and of first answers (ordinal = 1) but where it says so.
WITH counted,
quiz AS (
    SELECT id AS quiz_id
    FROM quizzes_quiz
    WHERE module_id = ANY(%(modules)s)
),
question AS (
    SELECT question.id, question.quiz_id, {live} AS is_live
    FROM quizzes_question AS question
    JOIN quiz USING (quiz_id)
),
-- Each wording of a question's stem, of its options, and of their explanations, with the one before;
-- asked for where the answers of all cohorts are put together (analysis/pooling.py).
wording AS MATERIALIZED (
    SELECT
        question_id,
        option_id,
        pgh_created_at AS at,
        regexp_replace(words, '\s+', ' ', 'g') <> regexp_replace(
            lag(words) OVER (PARTITION BY part, pgh_obj_id ORDER BY pgh_id), '\s+', ' ', 'g'
        ) AS is_changed
    FROM (
        SELECT
            'stem' AS part, question.id AS question_id, NULL::bigint AS option_id, version.stem AS words,
            version.pgh_obj_id, version.pgh_id, version.pgh_created_at
        FROM quizzes_questionversion AS version
        JOIN question ON question.id = version.pgh_obj_id
        UNION ALL
        SELECT
            said.part, option.question_id, said.option_id, said.words,
            version.pgh_obj_id, version.pgh_id, version.pgh_created_at
        FROM quizzes_optionversion AS version
        JOIN quizzes_option AS option ON option.id = version.pgh_obj_id
        JOIN question ON question.id = option.question_id
        CROSS JOIN LATERAL (
            VALUES ('text', NULL, version.text), ('explanation', option.id, version.explanation)
        ) AS said (part, option_id, words)
    ) AS version
    WHERE %(by_wording)s
),
reworded AS MATERIALIZED (
    SELECT question_id, max(at) AS at
    FROM wording
    WHERE is_changed AND option_id IS NULL
    GROUP BY question_id
),
explained AS MATERIALIZED (
    SELECT option_id, max(at) AS at
    FROM wording
    WHERE is_changed AND option_id IS NOT NULL
    GROUP BY option_id
),
given AS MATERIALIZED (
    SELECT
        cohort_id,
        attempt_id,
        quiz_id,
        began_earlier,
        -- All tries at a question go with the first one.
        CASE
            WHEN is_earlier OR reworded.at IS NULL THEN is_earlier
            ELSE (
                SELECT first.answered_at < reworded.at
                FROM quizzes_answer AS first
                WHERE first.attempt_id = counted_answer.attempt_id
                AND first.question_id = counted_answer.question_id
                AND first.ordinal = 1
            )
        END AS is_earlier,
        answered_at,
        finished_at IS NOT NULL AS is_finished,
        question_id,
        option_id,
        ordinal,
        is_correct,
        confidence
    FROM counted_answer
    JOIN quiz USING (quiz_id)
    LEFT JOIN reworded USING (question_id)
    WHERE number = 1
),
answer AS NOT MATERIALIZED (
    SELECT * FROM given WHERE NOT is_earlier
),
-- Whole sheets: finished, or with a first answer to every question that is asked; and all of it in
-- this cohort.
sheet AS (
    SELECT
        answer.attempt_id,
        answer.quiz_id,
        count(*) AS answered,
        count(*) FILTER (WHERE answer.is_correct) AS score
    FROM answer
    JOIN question ON question.id = answer.question_id
    WHERE answer.ordinal = 1 AND NOT answer.began_earlier
    GROUP BY answer.attempt_id, answer.quiz_id
    HAVING bool_or(answer.is_finished) OR count(*) FILTER (WHERE question.is_live) = (
        SELECT count(*) FROM question AS live
        WHERE live.quiz_id = answer.quiz_id AND live.is_live
    )
),
-- Where each sheet stands among the others: how many did better, worse and as well.
ranked AS (
    SELECT
        attempt_id,
        answered,
        score,
        floor(0.27 * count(*) OVER of_quiz + 0.5) AS size,
        rank() OVER best - 1 AS better,
        rank() OVER worst - 1 AS worse,
        count(*) OVER alike AS tied
    FROM sheet
    WINDOW
        of_quiz AS (PARTITION BY quiz_id),
        best AS (PARTITION BY quiz_id ORDER BY score::float8 / answered DESC),
        worst AS (PARTITION BY quiz_id ORDER BY score::float8 / answered),
        alike AS (PARTITION BY quiz_id, score::float8 / answered)
),
-- The upper and the lower 27 %%: those who tie at its edge share the places that are left.
weighted AS (
    SELECT
        attempt_id,
        answered,
        score,
        greatest(0, least(tied, size - better))::float8 / tied AS upper,
        greatest(0, least(tied, size - worse))::float8 / tied AS lower
    FROM ranked
),
first AS (
    SELECT
        answer.*,
        answer.is_correct::int::float8 AS is_right,
        weighted.upper,
        weighted.lower,
        (weighted.score - answer.is_correct::int)::float8 / nullif(weighted.answered - 1, 0) AS rest
    FROM answer
    LEFT JOIN weighted USING (attempt_id)
    WHERE answer.ordinal = 1
),
item AS (
    SELECT
        question_id,
        count(*) AS answered,
        count(*) FILTER (WHERE is_correct) AS right_first,
        count(*) FILTER (WHERE confidence = 'sure') AS sure,
        count(*) FILTER (WHERE confidence = 'sure' AND NOT is_correct) AS sure_and_wrong,
        count(rest) AS whole,
        -- corr() of a constant can be noise instead of null.
        CASE
            WHEN min(rest) < max(rest) THEN corr(is_right, rest)
        END AS discrimination,
        sum(is_right * upper) / nullif(sum(upper), 0)
        - sum(is_right * lower) / nullif(sum(lower), 0) AS upper_lower
    FROM first
    GROUP BY question_id
),
-- Each option: who chose it first, and before a moment; who ever, how the first did on the rest and at their next try.
chosen AS (
    SELECT
        question_id,
        option_id,
        count(*) FILTER (WHERE ordinal = 1) AS first,
        count(*) FILTER (WHERE ordinal = 1 AND answered_at < %(before)s) AS first_before,
        count(*) AS ever
    FROM answer
    GROUP BY question_id, option_id
),
next AS (
    SELECT
        first.option_id,
        avg(first.rest) AS rest_mean,
        count(first.rest) AS rest_count,
        count(second.attempt_id) AS went_on,
        count(*) FILTER (WHERE second.is_correct) AS right_next
    FROM first
    LEFT JOIN explained USING (option_id)
    LEFT JOIN answer AS second
        ON second.attempt_id = first.attempt_id
        AND second.question_id = first.question_id
        AND second.ordinal = 2
        AND first.answered_at >= coalesce(explained.at, '-infinity')
    GROUP BY first.option_id
),
option AS (
    SELECT
        chosen.question_id,
        jsonb_object_agg(chosen.option_id, jsonb_build_array(
            chosen.first, chosen.ever, next.rest_mean, coalesce(next.rest_count, 0),
            coalesce(next.went_on, 0), coalesce(next.right_next, 0), chosen.first_before
        )) AS options
    FROM chosen
    LEFT JOIN next USING (option_id)
    GROUP BY chosen.question_id
),
-- At which try people were right.
tries AS (
    SELECT question_id, jsonb_object_agg(ordinal, people) AS tries
    FROM (
        SELECT question_id, ordinal, count(*) AS people
        FROM answer
        WHERE is_correct
        GROUP BY question_id, ordinal
    ) AS counted
    GROUP BY question_id
),
reached AS (
    SELECT
        question_id,
        sum(answered) FILTER (WHERE is_earlier)::bigint AS earlier,
        sum(right_first) FILTER (WHERE is_earlier)::bigint AS earlier_right,
        jsonb_object_agg(cohort_id, jsonb_build_array(right_first, answered))
            FILTER (WHERE NOT is_earlier) AS cohorts
    FROM (
        SELECT
            question_id,
            cohort_id,
            is_earlier,
            count(*) AS answered,
            count(*) FILTER (WHERE is_correct) AS right_first
        FROM given
        WHERE ordinal = 1
        GROUP BY question_id, cohort_id, is_earlier
    ) AS counted
    GROUP BY question_id
)
SELECT
    reached.question_id,
    coalesce(reached.earlier, 0) AS earlier,
    coalesce(reached.earlier_right, 0) AS earlier_right,
    coalesce(reached.cohorts, '{}') AS cohorts,
    coalesce(item.answered, 0) AS answered,
    coalesce(item.right_first, 0) AS right_first,
    coalesce(item.sure, 0) AS sure,
    coalesce(item.sure_and_wrong, 0) AS sure_and_wrong,
    coalesce(item.whole, 0) AS whole,
    item.discrimination,
    item.upper_lower,
    coalesce(option.options, '{}') AS options,
    coalesce(tries.tries, '{}') AS tries,
    -- How many questions the course asks, among which this is one.
    (
        SELECT greatest(1, count(*))
        FROM quizzes_question AS question
        JOIN quizzes_quiz AS asked ON asked.id = question.quiz_id
        JOIN courses_module AS module ON module.id = asked.module_id
        WHERE {live} AND module.is_published AND module.course_id IN (
            SELECT course_id FROM courses_module WHERE id = ANY(%(modules)s)
        )
    ) AS among
FROM reached
LEFT JOIN item USING (question_id)
LEFT JOIN option USING (question_id)
LEFT JOIN tries USING (question_id)
