-- What happened in cohorts since a moment, a row a cohort; reports/glance.py reads it.
WITH counted,
course AS (
    SELECT cohort.id AS cohort_id, cohort.course_id
    FROM courses_cohort AS cohort
    WHERE cohort.id = ANY(%(cohorts)s)
),
activity AS (
    SELECT
        visit.cohort_id,
        visit.learner_id,
        module.course_id,
        max(visit.visited_at) AS active_at,
        0 AS answers
    FROM counted_visit AS visit
    JOIN courses_lesson AS lesson ON lesson.id = visit.lesson_id
    JOIN courses_module AS module ON module.id = lesson.module_id
    GROUP BY visit.cohort_id, visit.learner_id, module.course_id
    UNION ALL
    SELECT
        answer.cohort_id,
        answer.learner_id,
        module.course_id,
        max(answer.answered_at),
        count(*) FILTER (WHERE answer.answered_at >= %(since)s AND answer.number = 1)
    FROM counted_answer AS answer
    JOIN quizzes_quiz AS quiz ON quiz.id = answer.quiz_id
    JOIN courses_module AS module ON module.id = quiz.module_id
    WHERE answer.ordinal = 1
    GROUP BY answer.cohort_id, answer.learner_id, module.course_id
),
standing AS (
    SELECT
        learner.cohort_id,
        learner.learner_id,
        max(activity.active_at) AS active_at,
        coalesce(sum(activity.answers), 0) AS answers
    FROM learner
    JOIN course USING (cohort_id)
    LEFT JOIN activity USING (cohort_id, course_id, learner_id)
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
