-- All that the pages about a learner's courses show of them, in one row (progress/standing_rows.py):
-- of the courses that are open to them, of one of those, or of one that they have left.
WITH readable AS MATERIALIZED (
    SELECT course.id, course.slug, course.title
    FROM courses_course AS course
    WHERE (%(course)s::bigint IS NULL OR course.id = %(course)s)
    AND (%(is_author)s OR %(is_left)s OR (course.is_published AND {is_open}))
),
readable_module AS MATERIALIZED (
    SELECT module.id, quiz.id AS quiz_id
    FROM courses_module AS module
    JOIN readable ON readable.id = module.course_id
    LEFT JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id
    WHERE module.is_published OR (%(is_author)s AND NOT %(is_left)s)
),
counted,
module_state
SELECT
    {edition},
    (SELECT json_agg(slug ORDER BY title) FROM readable),
    (
        SELECT json_agg(json_build_array(
            module_id, state, finished_at, CASE WHEN state = 'complete' THEN completed_at END
        ))
        FROM module_state
    ),
    (
        SELECT json_agg(json_build_array(
            lesson.id, read.revision, read.read_at, visit.visited_at
        ))
        FROM readable_module
        JOIN courses_lesson AS lesson ON lesson.module_id = readable_module.id
        LEFT JOIN progress_lessonread AS read
            ON read.lesson_id = lesson.id AND read.learner_id = %(learner)s
        LEFT JOIN progress_lessonvisit AS visit
            ON visit.lesson_id = lesson.id AND visit.learner_id = %(learner)s
        WHERE read.revision IS NOT NULL OR visit.visited_at IS NOT NULL
    ),
    (
        SELECT json_agg(
            json_build_array(
                readable_module.id, attempt.number, question.id, answer.answered_at,
                answer.is_correct
            )
            ORDER BY attempt.number, question.position, question.id
        )
        FROM readable_module
        JOIN quizzes_attempt AS attempt
            ON attempt.quiz_id = readable_module.quiz_id AND attempt.learner_id = %(learner)s
        JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id AND answer.ordinal = 1
        JOIN quizzes_question AS question ON question.id = answer.question_id
    ),
    (
        SELECT json_agg(
            json_build_array(diagnosis.self_diagnosis_id, diagnosis.taken_at, (
                SELECT json_agg(json_build_array(level.rank, rating.rating))
                FROM progress_rating AS rating
                JOIN courses_level AS level ON level.id = rating.level_id
                WHERE rating.diagnosis_id = diagnosis.id
            ))
            ORDER BY diagnosis.taken_at, diagnosis.id
        )
        FROM progress_diagnosis AS diagnosis
        JOIN courses_selfdiagnosis AS page ON page.id = diagnosis.self_diagnosis_id
        JOIN readable_module ON readable_module.id = page.after_id
        WHERE diagnosis.learner_id = %(learner)s
    ),
    (
        SELECT json_agg(draft.self_diagnosis_id)
        FROM progress_diagnosisdraft AS draft
        WHERE draft.learner_id = %(learner)s
    ),
    (
        SELECT json_agg(json_build_array(cohort.name, cohort.starts_on)
            ORDER BY cohort.starts_on, cohort.name)
        FROM courses_cohort AS cohort
        JOIN courses_enrolment AS enrolment
            ON enrolment.cohort_id = cohort.id AND enrolment.learner_id = %(learner)s
        WHERE enrolment.left_at IS NULL AND cohort.starts_on > %(today)s
    ),
    (
        SELECT json_agg(json_build_array(target.module_id, target.day, plan.calendar_token))
        FROM (
            SELECT DISTINCT ON (cohort.course_id) cohort.id, cohort.course_id
            FROM courses_enrolment AS enrolment
            JOIN courses_cohort AS cohort ON cohort.id = enrolment.cohort_id
            WHERE enrolment.learner_id = %(learner)s AND enrolment.left_at IS NULL
            AND (cohort.starts_on IS NULL OR cohort.starts_on <= %(today)s)
            AND (cohort.ends_on IS NULL OR cohort.ends_on >= %(today)s)
            AND EXISTS (SELECT FROM cohorts_targetdate WHERE cohort_id = cohort.id)
            ORDER BY cohort.course_id, enrolment.joined_at DESC, cohort.id
        ) AS running
        JOIN cohorts_targetdate AS target ON target.cohort_id = running.id
        LEFT JOIN cohorts_plan AS plan ON plan.cohort_id = running.id
        JOIN courses_module AS module ON module.id = target.module_id AND module.is_published
    ),
    (
        SELECT json_agg(json_build_array(
            notice.id, notice.text, notice.sent_at, cohort.name,
            CASE
                WHEN author.is_erased THEN ''
                ELSE coalesce(nullif(author.name, ''), author.username, '')
            END
        ) ORDER BY notice.sent_at, notice.id)
        FROM cohorts_noticerecipient AS recipient
        JOIN cohorts_notice AS notice ON notice.id = recipient.notice_id
        JOIN courses_cohort AS cohort ON cohort.id = notice.cohort_id
        JOIN courses_enrolment AS enrolment
            ON enrolment.cohort_id = cohort.id AND enrolment.learner_id = %(learner)s
        LEFT JOIN accounts_user AS author ON author.id = notice.author_id
        WHERE recipient.learner_id = %(learner)s AND recipient.read_at IS NULL
        AND notice.withdrawn_at IS NULL AND enrolment.left_at IS NULL
    )
