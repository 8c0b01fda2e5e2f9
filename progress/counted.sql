-- Whom and what is counted: the members given, and what each did until their cohort was over. What
-- is earlier than their joining (`is_earlier`) is of another cohort: who reads this sets it apart.
-- `WITH counted` at the head of the other files stands for these.
learner AS (
    SELECT
        cohort_id,
        learner_id,
        coalesce(since, '-infinity') AS since,
        coalesce(until, 'infinity') AS until
    FROM unnest(
        %(cohorts)s::bigint[],
        %(learners)s::bigint[],
        %(sinces)s::timestamptz[],
        %(untils)s::timestamptz[]
    ) AS member (cohort_id, learner_id, since, until)
),
counted_attempt AS NOT MATERIALIZED (
    SELECT
        learner.cohort_id,
        learner.learner_id,
        learner.since,
        learner.until,
        attempt.id AS attempt_id,
        attempt.quiz_id,
        attempt.number,
        attempt.started_at,
        attempt.started_at < learner.since AS began_earlier,
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
        answer.answered_at,
        -- All tries at a question go with the first one.
        answer.answered_at < attempt.since OR (attempt.began_earlier AND EXISTS (
            SELECT 1 FROM quizzes_answer AS first
            WHERE first.attempt_id = answer.attempt_id
            AND first.question_id = answer.question_id
            AND first.ordinal = 1
            AND first.answered_at < attempt.since
        )) AS is_earlier
    FROM counted_attempt AS attempt
    JOIN quizzes_answer AS answer USING (attempt_id)
    WHERE answer.answered_at < attempt.until
),
counted_read AS NOT MATERIALIZED (
    SELECT learner.cohort_id, learner.learner_id, learner.since, doing.lesson_id, doing.read_at
    FROM progress_lessonread AS doing
    JOIN learner USING (learner_id)
    WHERE doing.read_at < learner.until
),
-- Of a section visited after that day too, the earlier visit is not known any more.
counted_visit AS NOT MATERIALIZED (
    SELECT learner.cohort_id, learner.learner_id, learner.since, doing.lesson_id, doing.visited_at
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
        diagnosis.taken_at,
        diagnosis.taken_at < learner.since AS is_earlier
    FROM progress_diagnosis AS diagnosis
    JOIN learner USING (learner_id)
    WHERE diagnosis.taken_at < learner.until
)
