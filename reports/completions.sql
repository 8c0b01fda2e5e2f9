-- Members who have completed every module, and when the last one; reports/completions.py reads it.
WITH counted,
module_state,
affiliation
SELECT
    person.id AS learner,
    coalesce(nullif(person.name, ''), person.username) AS name,
    person.username,
    affiliation.cells AS affiliation,
    max(completed_at) AS completed_at,
    max(completed_at) < max(since) AS is_earlier,
    max(record.number) AS number,
    max(record.issued_at) AS issued_at
FROM module_state
JOIN accounts_user AS person ON person.id = learner_id
JOIN affiliation USING (learner_id)
LEFT JOIN courses_completionrecord AS record
    ON record.learner_id = person.id AND record.course_id = %(course)s
WHERE state = 'complete'
GROUP BY person.id, person.name, person.username, affiliation.cells
HAVING count(*) = (SELECT count(*) FROM module)
ORDER BY name, person.id
