-- The self-diagnoses that members took since they joined; reports/levels.py reads it.
WITH counted
SELECT DISTINCT self_diagnosis_id FROM counted_diagnosis WHERE NOT is_earlier
