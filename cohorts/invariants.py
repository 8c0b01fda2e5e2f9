"""Rules on the plans of cohorts and on what is written to members, kept by Postgres itself."""

import pgtrigger

from accounts.invariants import Invariant, refuse

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

# Members have it before them as it was sent. Who wrote it may leave, and no longer be named.
NOTICE_IS_FIXED = Invariant(
    name="notice_is_fixed",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func=f"""
        IF (NEW.id, NEW.cohort_id, NEW.text, NEW.sent_at)
        IS DISTINCT FROM (OLD.id, OLD.cohort_id, OLD.text, OLD.sent_at)
        OR (NEW.author_id IS NOT NULL AND NEW.author_id IS DISTINCT FROM OLD.author_id)
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
        THEN
            {refuse("notice_is_fixed", "A notice stays as it was sent; it can be withdrawn, once.")}
        END IF;
        RETURN NEW;
    """,
)

# Looked at when the transaction ends, as the recipients come after it.
NOTICE_IS_TO_SOMEBODY = Invariant(
    name="notice_is_to_somebody",
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (SELECT FROM cohorts_notice WHERE id = NEW.id)
        AND NOT EXISTS (SELECT FROM cohorts_noticerecipient WHERE notice_id = NEW.id) THEN
            {refuse("notice_is_to_somebody", "A notice is sent to somebody.")}
        END IF;
        RETURN NULL;
    """,
)

NOTICE_IS_FOR_MEMBERS = Invariant(
    name="notice_is_for_members",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=f"""
        IF NOT EXISTS (
            SELECT FROM cohorts_notice AS notice
            JOIN courses_enrolment AS enrolment ON enrolment.cohort_id = notice.cohort_id
            WHERE notice.id = NEW.notice_id
            AND enrolment.learner_id = NEW.learner_id AND enrolment.left_at IS NULL
        ) THEN
            {refuse("notice_is_for_members", "A notice is sent to members of its cohort.")}
        END IF;
        RETURN NEW;
    """,
)

RECIPIENT_IS_FIXED = Invariant(
    name="recipient_is_fixed",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func=f"""
        IF (NEW.notice_id, NEW.learner_id) IS DISTINCT FROM (OLD.notice_id, OLD.learner_id)
        OR OLD.read_at IS NOT NULL THEN
            {refuse("recipient_is_fixed", "A notice is read once, by whom it was sent to.")}
        END IF;
        RETURN NEW;
    """,
)
