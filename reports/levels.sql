-- What members say of themselves on one self-diagnosis page; reports/levels.py reads it.
WITH counted,
affiliation,
ranked AS (
    SELECT
        diagnosis.id,
        diagnosis.learner_id,
        diagnosis.taken_at,
        row_number() OVER (
            PARTITION BY diagnosis.learner_id ORDER BY diagnosis.taken_at DESC, diagnosis.id DESC
        ) AS ago
    FROM counted_diagnosis AS diagnosis
    WHERE diagnosis.self_diagnosis_id = %(page)s AND NOT diagnosis.is_earlier
),
-- Those who took it before they joined; only when is told of that.
earlier AS (
    SELECT learner_id, max(taken_at) AS taken_at
    FROM counted_diagnosis
    WHERE self_diagnosis_id = %(page)s AND is_earlier
    GROUP BY learner_id
),
-- The level reached is the one below the first that is not "on my own".
taken AS MATERIALIZED (
    SELECT
        ranked.id,
        ranked.learner_id,
        ranked.ago,
        ranked.taken_at,
        coalesce(
            min(level.rank) FILTER (WHERE rating.rating IS DISTINCT FROM 'on-my-own') - 1,
            max(level.rank)
        ) AS reached
    FROM ranked
    JOIN courses_level AS level ON level.self_diagnosis_id = %(page)s
    LEFT JOIN progress_rating AS rating
        ON rating.diagnosis_id = ranked.id AND rating.level_id = level.id
    WHERE ranked.ago <= 2
    GROUP BY ranked.id, ranked.learner_id, ranked.ago, ranked.taken_at
),
-- The quizzes that the page looks back on: of the modules since the page before it.
module AS (
    SELECT module.id
    FROM courses_selfdiagnosis AS page
    JOIN courses_module AS last ON last.id = page.after_id
    JOIN courses_module AS module
        ON module.course_id = last.course_id
        AND module.is_published
        AND module.position <= last.position
    WHERE page.id = %(page)s
    AND module.position > coalesce((
        SELECT max(earlier.position)
        FROM courses_selfdiagnosis AS other
        JOIN courses_module AS earlier ON earlier.id = other.after_id
        WHERE earlier.course_id = last.course_id
        AND earlier.is_published
        AND earlier.position < last.position
    ), -1)
),
scored AS (
    SELECT
        answer.learner_id,
        count(*) AS answered,
        count(*) FILTER (WHERE answer.is_correct) AS score
    FROM counted_answer AS answer
    JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
    JOIN module ON module.id = quiz.module_id
    WHERE answer.number = 1 AND answer.ordinal = 1 AND NOT answer.is_earlier
    GROUP BY answer.learner_id
),
standing AS (
    SELECT
        learner.learner_id,
        {shown_name} AS name,
        person.username,
        latest.id AS diagnosis_id,
        latest.taken_at,
        earlier.taken_at AS taken_earlier_at,
        latest.reached,
        before.reached AS reached_before,
        coalesce(scored.score, 0) AS score,
        coalesce(scored.answered, 0) AS answered
    FROM learner
    JOIN accounts_user AS person ON person.id = learner.learner_id
    LEFT JOIN taken AS latest ON latest.learner_id = learner.learner_id AND latest.ago = 1
    LEFT JOIN taken AS before ON before.learner_id = learner.learner_id AND before.ago = 2
    LEFT JOIN earlier ON earlier.learner_id = learner.learner_id
    LEFT JOIN scored ON scored.learner_id = learner.learner_id
),
page AS (
    SELECT
        shown.*,
        (
            SELECT jsonb_object_agg(level.rank, rating.rating)
            FROM progress_rating AS rating
            JOIN courses_level AS level ON level.id = rating.level_id
            WHERE rating.diagnosis_id = shown.diagnosis_id
        ) AS ratings
    FROM (
        SELECT *
        FROM standing
        ORDER BY reached IS NULL, name, learner_id
        LIMIT %(limit)s OFFSET %(offset)s
    ) AS shown
),
page_affiliation
SELECT
    (SELECT count(*) FROM standing) AS people,
    (SELECT count(*) FROM standing WHERE reached IS NOT NULL) AS taken,
    (SELECT count(*) FROM standing WHERE reached IS NULL AND taken_earlier_at IS NOT NULL)
        AS earlier,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT level.rank, rating.rating, count(*) AS people
        FROM taken
        JOIN progress_rating AS rating ON rating.diagnosis_id = taken.id
        JOIN courses_level AS level ON level.id = rating.level_id
        WHERE taken.ago = 1
        GROUP BY level.rank, rating.rating
    ) AS counted) AS ratings,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT sign(reached - reached_before) AS direction, count(*) AS people
        FROM standing
        WHERE reached_before IS NOT NULL
        GROUP BY direction
    ) AS counted) AS movement,
    (SELECT coalesce(jsonb_agg(counted), '[]') FROM (
        SELECT
            reached,
            count(*) AS people,
            sum(score) AS score,
            sum(answered) AS answered
        FROM standing
        WHERE reached IS NOT NULL
        GROUP BY reached
    ) AS counted) AS reached,
    (SELECT coalesce(jsonb_agg(
        to_jsonb(page) || jsonb_build_object('affiliation', page_affiliation.cells)
        ORDER BY page.reached IS NULL, page.name, page.learner_id
    ), '[]') FROM page LEFT JOIN page_affiliation USING (learner_id)) AS page
