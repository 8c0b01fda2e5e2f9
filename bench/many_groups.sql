-- The members that bench/many_answers.sql made up, in groups of %(size)s, as study groups are, with what
-- else people leave behind: a half of them has diagnosed themselves once, a quarter twice, a tenth
-- has a draft lying there, a tenth has written at every section and ticked four boxes in it, and of
-- finished quizzes a fifth is being practised. Triggers are off in this session
-- (bench/many_answers.py).
WITH person AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY id) AS number
    FROM accounts_user WHERE username LIKE 'many-%%'
),
cohort AS (
    INSERT INTO courses_cohort (course_id, name, slug, join_code)
    SELECT %(course)s, '모임 ' || n, 'group-' || n, 'group-' || n
    FROM generate_series(1, (SELECT count(*) / %(size)s + 1 FROM person)) AS n
    RETURNING id, slug
),
enrolment AS (
    INSERT INTO courses_enrolment (cohort_id, learner_id, joined_at)
    SELECT cohort.id, person.id, now() - interval '60 days'
    FROM person JOIN cohort ON cohort.slug = 'group-' || 1 + (person.number - 1) / %(size)s
),
lead AS (
    INSERT INTO courses_cohort_facilitators (cohort_id, user_id)
    SELECT cohort.id, facilitator.id FROM cohort, accounts_user AS facilitator
    WHERE cohort.slug = 'group-1' AND facilitator.username = 'facilitator'
),
diagnosis AS (
    INSERT INTO progress_diagnosis (self_diagnosis_id, learner_id, taken_at, shared, submission)
    SELECT page.id, person.id, now() - days * interval '1 day', false, gen_random_uuid()
    FROM courses_selfdiagnosis AS page, person, generate_series(1, 2) AS days
    WHERE page.course_id = %(course)s AND person.number %% (2 * days) = 0
    RETURNING id, self_diagnosis_id
),
rating AS (
    INSERT INTO progress_rating (diagnosis_id, level_id, rating, evidence)
    SELECT
        diagnosis.id,
        level.id,
        CASE WHEN level.rank <= diagnosis.id %% 7 THEN 'on-my-own' ELSE 'not-yet' END,
        CASE WHEN level.rank <= diagnosis.id %% 7 THEN '해 보았다' ELSE '' END
    FROM diagnosis
    JOIN courses_level AS level ON level.self_diagnosis_id = diagnosis.self_diagnosis_id
),
draft AS (
    INSERT INTO progress_diagnosisdraft (self_diagnosis_id, learner_id, contents, saved_at,
        version, sequence)
    SELECT page.id, person.id, '{"rating-1": "with-help"}', now(), 1, 1
    FROM courses_selfdiagnosis AS page, person
    WHERE page.course_id = %(course)s AND person.number %% 10 = 0
),
lesson AS MATERIALIZED (
    SELECT lesson.id FROM courses_lesson AS lesson
    JOIN courses_module AS module ON module.id = lesson.module_id
    WHERE module.course_id = %(course)s
),
note AS (
    INSERT INTO progress_lessonnote (lesson_id, learner_id, course_title, module_title,
        lesson_title, text, saved_at, version, sequence)
    SELECT lesson.id, person.id, '과정', '모듈', '절', '나중에 물어볼 것', now(), 1, 1
    FROM lesson, person WHERE person.number %% 10 = 0
),
tick AS (
    INSERT INTO progress_checklisttick (lesson_id, learner_id, key, text, ticked_at)
    SELECT lesson.id, person.id, 'key-' || n, '확인했다', now()
    FROM lesson, person, generate_series(1, 4) AS n WHERE person.number %% 10 = 0
),
missed AS MATERIALIZED (
    SELECT
        attempt.quiz_id,
        attempt.learner_id,
        answer.question_id,
        row_number() OVER (PARTITION BY attempt.id ORDER BY answer.question_id) AS number
    FROM quizzes_attempt AS attempt
    JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id
    WHERE answer.ordinal = 1
        AND NOT answer.is_correct
        AND attempt.finished_at IS NOT NULL
        AND attempt.id %% 5 = 0
),
practice AS (
    INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at)
    SELECT quiz_id, learner_id, 2, 'missed', now() FROM missed WHERE number = 1
    RETURNING id, quiz_id, learner_id
),
asked AS (
    INSERT INTO quizzes_askedquestion (attempt_id, question_id)
    SELECT practice.id, missed.question_id
    FROM practice JOIN missed USING (quiz_id, learner_id)
),
answer AS (
    INSERT INTO quizzes_answer (attempt_id, question_id, option_id, ordinal, is_correct,
        confidence, answered_at)
    SELECT practice.id, missed.question_id, option.id, 1, false, '', now()
    FROM practice
    JOIN missed USING (quiz_id, learner_id)
    JOIN bench_option AS option
        ON option.question_id = missed.question_id AND option.number = 1
    WHERE missed.number = 1
),
seen AS (
    INSERT INTO accounts_accessrecord
        (account, whose, act, what, at, kept_until, format, reason, device)
    SELECT facilitator.id, ARRAY[person.id], 'viewed', '/admin/reports/',
        now() - person.number * interval '1 min', current_date + 732, '', '', ''
    FROM person, accounts_user AS facilitator WHERE facilitator.username = 'facilitator'
),
visit AS (
    INSERT INTO django_session (session_key, session_data, expire_date)
    SELECT md5(person.id::text), '', now() + interval '1 day' FROM person
)
SELECT count(*) FROM cohort
