-- A row a self-diagnosis of members, each in the order taken; reports/raw/doings.py reads it.
WITH counted
SELECT
    diagnosis.learner_id,
    diagnosis.self_diagnosis_id,
    diagnosis.taken_at,
    coalesce(jsonb_object_agg(level.rank, rating.rating) FILTER (WHERE level.rank > 0), '{}'),
    bool_or(diagnosis.is_earlier)
FROM counted_diagnosis AS diagnosis
LEFT JOIN progress_rating AS rating ON rating.diagnosis_id = diagnosis.id
LEFT JOIN courses_level AS level ON level.id = rating.level_id
WHERE diagnosis.self_diagnosis_id = ANY(%(pages)s)
GROUP BY diagnosis.learner_id, diagnosis.self_diagnosis_id, diagnosis.taken_at, diagnosis.id
ORDER BY
    array_position(%(learners)s::bigint[], diagnosis.learner_id),
    diagnosis.taken_at,
    diagnosis.id
