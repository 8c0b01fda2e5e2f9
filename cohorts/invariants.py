"""Rules on what is planned for cohorts that Postgres itself keeps."""

import pgtrigger

from courses.invariants import Invariant, refuse

# What the rules look at is locked, so that it cannot change under a date that is on its way.
TARGET_DATE_FITS = Invariant(
    name="target_date_fits",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("module", "RECORD"), ("cohort", "RECORD")],
    func=f"""
        SELECT course_id, is_published INTO module
        FROM courses_module WHERE id = NEW.module_id FOR SHARE;
        SELECT course_id, starts_on, ends_on INTO cohort
        FROM courses_cohort WHERE id = NEW.cohort_id FOR SHARE;
        IF module.course_id IS DISTINCT FROM cohort.course_id THEN
            {
        refuse(
            "target_date_is_of_the_course",
            "A cohort plans modules of the course that it takes.",
        )
    }
        END IF;
        IF NOT module.is_published THEN
            {refuse("target_date_is_of_what_is_out", "A module that is not out is not planned.")}
        END IF;
        IF NEW.day < cohort.starts_on OR NEW.day > cohort.ends_on THEN
            {
        refuse(
            "target_date_is_within_the_cohort",
            "A target date is not before the cohort begins and not after it ends.",
        )
    }
        END IF;
        RETURN NEW;
    """,
)

# A cohort that takes another course has no plan for it yet; likewise a module given to another.
PLAN_GOES_WITH_THE_COURSE = Invariant(
    name="plan_goes_with_the_course",
    operation=pgtrigger.UpdateOf("course_id"),
    when=pgtrigger.After,
    func="""
        DELETE FROM cohorts_targetdate AS target
        USING courses_module AS module, courses_cohort AS cohort
        WHERE module.id = target.module_id AND cohort.id = target.cohort_id
        AND module.course_id <> cohort.course_id
        AND NEW.id = CASE TG_TABLE_NAME
            WHEN 'courses_module' THEN target.module_id ELSE target.cohort_id
        END;
        RETURN NULL;
    """,
)
