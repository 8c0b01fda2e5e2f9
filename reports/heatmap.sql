-- Members by questions of one quiz, first attempts; reports/heatmap.py reads it; one row.
WITH counted,
affiliation,
answer AS MATERIALIZED (
    SELECT
        learner_id,
        question_id,
        bool_or(is_earlier) AS is_earlier,
        max(ordinal) AS tries,
        bool_or(is_correct) AS is_right,
        bool_or(is_correct AND ordinal = 1) AS is_right_first
    FROM counted_answer
    WHERE number = 1 AND quiz_id = %(quiz)s
    GROUP BY learner_id, question_id
),
-- Who has finished is asked nothing more: neither what was added since nor what was retired before.
finished AS (
    SELECT learner_id
    FROM counted_attempt
    WHERE number = 1 AND quiz_id = %(quiz)s AND finished_at IS NOT NULL
),
standing AS (
    SELECT
        learner.learner_id,
        {shown_name} AS name,
        person.username,
        count(answer.question_id) FILTER (WHERE NOT answer.is_earlier) AS answered,
        count(*) FILTER (WHERE answer.is_right_first AND NOT answer.is_earlier) AS score,
        count(*) FILTER (WHERE answer.is_earlier) AS earlier
    FROM learner
    JOIN accounts_user AS person ON person.id = learner.learner_id
    LEFT JOIN answer USING (learner_id)
    GROUP BY learner.learner_id, person.name, person.username, person.is_erased
),
page AS (
    SELECT
        standing.*,
        row_number() OVER (
            ORDER BY
                CASE WHEN %(order)s = 'score' THEN score::float8 / nullif(answered, 0) END,
                name,
                learner_id
        ) AS place
    FROM standing
    ORDER BY place
    LIMIT %(limit)s OFFSET %(offset)s
),
page_marks AS (
    SELECT answer.learner_id, jsonb_object_agg(
        answer.question_id, jsonb_build_array(answer.tries, answer.is_right, answer.is_earlier)
    ) AS marks
    FROM answer
    JOIN page USING (learner_id)
    GROUP BY answer.learner_id
),
page_affiliation
SELECT
    (SELECT count(*) FROM standing) AS people,
    (SELECT count(*) FROM standing WHERE answered > 0) AS begun,
    (SELECT count(*) FROM standing WHERE answered = 0 AND earlier > 0) AS earlier,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'learner', page.learner_id,
        'name', page.name,
        'username', page.username,
        'affiliation', page_affiliation.cells,
        'answered', page.answered,
        'score', page.score,
        'earlier', page.earlier,
        'is_finished', EXISTS (SELECT 1 FROM finished WHERE finished.learner_id = page.learner_id),
        'marks', coalesce(page_marks.marks, '{}')
    ) ORDER BY page.place), '[]') FROM page
        LEFT JOIN page_marks USING (learner_id)
        LEFT JOIN page_affiliation USING (learner_id)
    ) AS page
