-- Whom and what is counted: the members given, and what each did before the end of their
-- cohort's last day. `WITH counted` at the head of the other files stands for these.
learner AS (
    SELECT cohort_id, learner_id, coalesce(until, 'infinity') AS until
    FROM unnest(%(cohorts)s::bigint[], %(learners)s::bigint[], %(untils)s::timestamptz[])
        AS member (cohort_id, learner_id, until)
),
counted_attempt AS NOT MATERIALIZED (
    SELECT
        learner.cohort_id,
        learner.learner_id,
        learner.until,
        attempt.id AS attempt_id,
        attempt.quiz_id,
        attempt.number,
        CASE WHEN attempt.finished_at < learner.until THEN attempt.finished_at END AS finished_at
    FROM quizzes_attempt AS attempt
    JOIN learner USING (learner_id)
    WHERE attempt.started_at < learner.until
),
counted_answer AS NOT MATERIALIZED (
    SELECT
        attempt.*,
        answer.question_id,
        answer.option_id,
        answer.ordinal,
        answer.is_correct,
        answer.confidence,
        answer.answered_at
    FROM counted_attempt AS attempt
    JOIN quizzes_answer AS answer USING (attempt_id)
    WHERE answer.answered_at < attempt.until
),
counted_read AS NOT MATERIALIZED (
    SELECT learner.cohort_id, learner.learner_id, doing.lesson_id, doing.read_at
    FROM progress_lessonread AS doing
    JOIN learner USING (learner_id)
    WHERE doing.read_at < learner.until
),
-- Of a section visited after that day too, the earlier visit is not known any more.
counted_visit AS NOT MATERIALIZED (
    SELECT learner.cohort_id, learner.learner_id, doing.lesson_id, doing.visited_at
    FROM progress_lessonvisit AS doing
    JOIN learner USING (learner_id)
    WHERE doing.visited_at < learner.until
),
counted_diagnosis AS NOT MATERIALIZED (
    SELECT
        learner.cohort_id,
        learner.learner_id,
        diagnosis.id,
        diagnosis.self_diagnosis_id,
        diagnosis.taken_at
    FROM progress_diagnosis AS diagnosis
    JOIN learner USING (learner_id)
    WHERE diagnosis.taken_at < learner.until
)
