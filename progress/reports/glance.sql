-- What happened in cohorts since a moment, a row a cohort; progress/reports/glance.py reads it.
WITH learner AS (
    SELECT cohort_id, learner_id
    FROM unnest(%(cohorts)s::bigint[], %(learners)s::bigint[]) AS pair (cohort_id, learner_id)
),
course AS (
    SELECT cohort.id AS cohort_id, cohort.course_id
    FROM courses_cohort AS cohort
    WHERE cohort.id = ANY(%(cohorts)s)
),
activity AS (
    SELECT module.course_id, visit.learner_id, max(visit.visited_at) AS active_at, 0 AS answers
    FROM progress_lessonvisit AS visit
    JOIN courses_lesson AS lesson ON lesson.id = visit.lesson_id
    JOIN courses_module AS module ON module.id = lesson.module_id
    WHERE visit.learner_id = ANY(%(learners)s)
    GROUP BY module.course_id, visit.learner_id
    UNION ALL
    SELECT
        module.course_id,
        attempt.learner_id,
        max(answer.answered_at),
        count(*) FILTER (WHERE answer.answered_at >= %(since)s AND attempt.number = 1)
    FROM quizzes_attempt AS attempt
    JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
    JOIN courses_module AS module ON module.id = quiz.module_id
    JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id AND answer.ordinal = 1
    WHERE attempt.learner_id = ANY(%(learners)s)
    GROUP BY module.course_id, attempt.learner_id
),
standing AS (
    SELECT
        learner.cohort_id,
        learner.learner_id,
        max(activity.active_at) AS active_at,
        coalesce(sum(activity.answers), 0) AS answers
    FROM learner
    JOIN course USING (cohort_id)
    LEFT JOIN activity USING (course_id, learner_id)
    GROUP BY learner.cohort_id, learner.learner_id
)
SELECT
    cohort_id,
    count(*) AS people,
    count(*) FILTER (WHERE active_at >= %(since)s) AS active,
    count(*) FILTER (WHERE active_at IS NULL) AS not_started,
    sum(answers) AS answers
FROM standing
GROUP BY cohort_id
