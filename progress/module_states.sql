-- The modules of one learner, as progress/module_progress.py reads them.
WITH counted,
module_state
SELECT
    module.module_id,
    coalesce(module_state.state, 'not-started') AS state,
    ARRAY(
        SELECT question.id FROM quizzes_question AS question
        WHERE question.quiz_id = module.quiz_id AND {live}
    ) AS questions,
    module_state.finished_at,
    CASE WHEN module_state.state = 'complete' THEN module_state.completed_at END AS completed_at
FROM module
LEFT JOIN module_state USING (module_id)
