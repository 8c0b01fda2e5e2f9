-- Those of the members on a `page`, in one pass: the planner takes a page for one row, and would go
-- through all members for each row of it.
page_affiliation AS MATERIALIZED (
    SELECT cohort_id, learner_id, cells
    FROM affiliation
    WHERE learner_id = ANY (ARRAY(SELECT learner_id FROM page))
)
