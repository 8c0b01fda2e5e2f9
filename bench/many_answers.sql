-- One batch of made-up members of a cohort, numbered from %(low)s to %(high)s, with what they have
-- read and answered. Abilities and difficulties are normally distributed; a first answer is right
-- with Rasch's probability, 1 / (1 + exp(difficulty - ability)). Each has worked through the course
-- up to a module of their own. Triggers are off in this session (bench/many_answers.py).
WITH person AS (
    INSERT INTO accounts_user (username, name, password, email, is_active, is_staff, is_superuser,
        date_joined, theme, language)
    SELECT 'many-' || n, '사람 ' || n, '!', '', true, false, false, now(), 'system', ''
    FROM generate_series(%(low)s::int, %(high)s::int) AS n
    RETURNING id
),
learner AS MATERIALIZED (
    SELECT
        id,
        random_normal() AS ability,
        1 + floor(random() * (SELECT count(*) FROM courses_module WHERE course_id = %(course)s))
            AS until
    FROM person
),
enrolment AS (
    INSERT INTO courses_enrolment (cohort_id, learner_id, joined_at)
    SELECT %(cohort)s, id, now() - interval '60 days' FROM learner
),
module AS MATERIALIZED (
    SELECT module.id, quiz.id AS quiz_id, row_number() OVER (ORDER BY module.position) AS number
    FROM courses_module AS module
    JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id
    WHERE module.course_id = %(course)s
),
lesson_read AS (
    INSERT INTO progress_lessonread (learner_id, lesson_id, read_at, revision)
    SELECT learner.id, lesson.id, now() - random() * interval '60 days', lesson.revision
    FROM learner
    JOIN module ON module.number <= learner.until
    JOIN courses_lesson AS lesson ON lesson.module_id = module.id
    RETURNING learner_id, lesson_id, read_at
),
lesson_visit AS (
    INSERT INTO progress_lessonvisit (learner_id, lesson_id, visited_at)
    SELECT learner_id, lesson_id, read_at FROM lesson_read
),
attempt AS (
    INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at, finished_at)
    SELECT
        module.quiz_id,
        learner.id,
        1,
        'all',
        now() - interval '1 hour',
        -- In the module they are at, half have begun the quiz and not ended it.
        CASE WHEN module.number < learner.until OR learner.id %% 2 = 0 THEN now() END
    FROM learner
    JOIN module ON module.number <= learner.until
    RETURNING id, quiz_id, learner_id, started_at, finished_at
),
first_answer AS MATERIALIZED (
    SELECT
        attempt.id AS attempt_id,
        question.id AS question_id,
        attempt.started_at,
        random() < 1 / (1 + exp(question.difficulty - learner.ability)) AS is_right
    FROM attempt
    JOIN learner ON learner.id = attempt.learner_id
    JOIN bench_question AS question ON question.quiz_id = attempt.quiz_id
    WHERE attempt.finished_at IS NOT NULL OR question.number <= 2
),
answer AS (
    INSERT INTO quizzes_answer (attempt_id, question_id, option_id, ordinal, is_correct,
        confidence, answered_at)
    SELECT attempt_id, first_answer.question_id, option.id, 1, is_right, '', started_at
    FROM first_answer
    JOIN bench_option AS option
        ON option.question_id = first_answer.question_id
        AND option.number = CASE WHEN is_right THEN 0 ELSE 1 + (attempt_id %% 2) END
    UNION ALL
    SELECT attempt_id, first_answer.question_id, option.id, 2, true, '', started_at
    FROM first_answer
    JOIN bench_option AS option
        ON option.question_id = first_answer.question_id AND option.number = 0
    WHERE NOT is_right
    RETURNING 1
)
SELECT count(*) FROM answer
