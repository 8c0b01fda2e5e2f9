-- A row a section that a member has read or visited; reports/raw/doings.py reads it.
WITH counted
SELECT learner_id, lesson_id, max(read_at) AS read_at, max(visited_at) AS visited_at
FROM (
    SELECT learner_id, lesson_id, read_at, NULL::timestamptz AS visited_at FROM counted_read
    UNION ALL
    SELECT learner_id, lesson_id, NULL, visited_at FROM counted_visit
) AS deed
WHERE lesson_id = ANY(%(lessons)s)
GROUP BY learner_id, lesson_id
ORDER BY array_position(%(learners)s::bigint[], learner_id), lesson_id
