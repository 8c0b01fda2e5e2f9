-- What rosters say of the members counted: department, grade, staff number, and the line beside a
-- name, as courses/affiliations.py has it. Once for all: beside each name of a page the members of
-- one name would be counted anew.
affiliation AS MATERIALIZED (
    SELECT
        cohort_id,
        learner_id,
        jsonb_build_array(
            enrolment.department,
            enrolment.job_grade,
            enrolment.staff_number,
            concat_ws(
                ' · ',
                nullif(enrolment.department, ''),
                nullif(enrolment.job_grade, ''),
                CASE WHEN enrolment.department = '' OR count(*) OVER (
                    PARTITION BY
                        cohort_id, person.name, enrolment.department, enrolment.job_grade
                ) > 1 THEN person.username END
            )
        ) AS cells
    FROM learner
    JOIN courses_enrolment AS enrolment USING (cohort_id, learner_id)
    JOIN accounts_user AS person ON person.id = learner_id
)
