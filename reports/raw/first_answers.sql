-- First answers of the attempts of record of members; reports/raw/earlier.py reads it.
WITH counted
SELECT cohort_id, learner_id, question_id, is_correct
FROM counted_answer
WHERE number = 1 AND ordinal = 1 AND NOT is_earlier AND quiz_id = ANY(%(quizzes)s)
ORDER BY cohort_id, learner_id, question_id
