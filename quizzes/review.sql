-- What one learner did in all quizzes that they can read now, in one row (quizzes/review_rows.py).
WITH readable AS MATERIALIZED (
    SELECT course.id FROM courses_course AS course
    WHERE course.is_published AND (%(is_author)s OR {is_open})
),
attempt AS MATERIALIZED (
    SELECT attempt.*
    FROM quizzes_attempt AS attempt
    JOIN quizzes_quiz AS quiz ON quiz.id = attempt.quiz_id
    JOIN courses_module AS module ON module.id = quiz.module_id AND module.is_published
    JOIN readable ON readable.id = module.course_id
    WHERE attempt.learner_id = %(learner)s
)
SELECT
    {edition},
    (
        SELECT json_agg(json_build_array(attempt.quiz_id, {attempt}) ORDER BY attempt.number)
        FROM attempt
    ),
    -- All first answers say what is due; of the others those to a question that is shown are enough.
    (
        SELECT json_agg(json_build_array(attempt.quiz_id, {answer}) ORDER BY answer.ordinal)
        FROM attempt
        JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id
        JOIN quizzes_option AS option ON option.id = answer.option_id
        JOIN quizzes_question AS question ON question.id = answer.question_id
        WHERE answer.ordinal = 1 OR {is_shown}
    )
