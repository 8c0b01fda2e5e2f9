"""How the attempts of two accounts become those of one person: rules that Postgres itself keeps.

Nobody moves an attempt. What is stored is that two accounts are one person's, and with that row
the database moves all attempts of the one that goes, as they are with their answers. In a quiz that
both began, the attempt that was begun first stays, or becomes, the one of record; the others follow
as practice in the order in which they were begun. What was so before is kept beside it.
"""

import pgtrigger
from django.utils.translation import gettext_noop

from accounts.invariants import Invariant, append_only, refuse
from quizzes.invariants import SEE_THE_LATEST

MERGES_ARE_APPEND_ONLY = append_only(
    "merges_are", gettext_noop("That accounts were merged is never changed.")
)
MERGED_ATTEMPTS_ARE_APPEND_ONLY = append_only(
    "merged_attempts_are", gettext_noop("Whose an attempt was is never changed.")
)
ASIDE = 1_000_000  # more than anybody has attempts: added to numbers while they are given anew

# By the account itself that is closed for the other (accounts/merging.py), so that no row here
# alone makes one person's answers another's.
MERGE_IS_OF_CLOSED_ACCOUNT = Invariant(
    name="merge_is_of_closed_account",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=f"""
        {SEE_THE_LATEST}
        PERFORM 1 FROM accounts_user
        WHERE id = NEW.closed_id AND merged_into_id = NEW.stays_id AND NOT is_active
        FOR UPDATE;
        IF NOT FOUND THEN
            {refuse("merge_is_of_closed_account", "The account is not closed for the other.")}
        END IF;
        RETURN NEW;
    """,
)

MERGED_ATTEMPTS_ARE_KEPT = Invariant(
    name="merged_attempts_are_kept",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=f"""
        IF pg_trigger_depth() < 2 THEN
            {refuse("merged_attempts_are_kept", "Whose an attempt was is kept by the database.")}
        END IF;
        RETURN NEW;
    """,
)

# Every attempt of the one that goes, and those of the other in the same quizzes.
_TOUCHED = """
    SELECT attempt_id FROM quizzes_mergedattempt WHERE merge_id = NEW.id
"""
# An open one of record goes on; else the one that was begun last.
_OPEN_IN_TURN = f"""
    SELECT attempt.id, row_number() OVER (
        PARTITION BY attempt.quiz_id
        ORDER BY attempt.id = of_record.id DESC, started_at DESC, attempt.id
    ) AS turn
    FROM quizzes_attempt AS attempt
    CROSS JOIN LATERAL (
        SELECT of_either.id FROM quizzes_attempt AS of_either
        WHERE of_either.quiz_id = attempt.quiz_id AND of_either.id IN ({_TOUCHED})
        AND of_either.number = 1 + {ASIDE}
        ORDER BY of_either.started_at, of_either.id LIMIT 1
    ) AS of_record
    WHERE attempt.id IN ({_TOUCHED})
    AND attempt.finished_at IS NULL AND attempt.stopped_at IS NULL
"""  # noqa: S608 - no text of anybody is in it
_IN_ORDER = f"""
    SELECT id, row_number() OVER (
        PARTITION BY quiz_id ORDER BY is_earliest DESC, started_at, number, id
    ) AS place
    FROM (
        SELECT id, quiz_id, started_at, number, number = 1 + {ASIDE} AND id = first_value(id) OVER (
            PARTITION BY quiz_id, number = 1 + {ASIDE} ORDER BY started_at, id
        ) AS is_earliest
        FROM quizzes_attempt WHERE id IN ({_TOUCHED})
    ) AS attempt
"""  # noqa: S608 - no text of anybody is in it
MERGE_MOVES_ATTEMPTS = Invariant(
    name="merge_moves_attempts",
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    func=f"""
        -- Answers that are on their way are waited for.
        PERFORM 1 FROM quizzes_attempt WHERE learner_id IN (NEW.closed_id, NEW.stays_id)
        ORDER BY id FOR UPDATE;
        INSERT INTO quizzes_mergedattempt (merge_id, attempt_id, learner_id, number)
        SELECT NEW.id, id, learner_id, number FROM quizzes_attempt
        WHERE learner_id = NEW.closed_id OR (learner_id = NEW.stays_id AND quiz_id IN (
            SELECT quiz_id FROM quizzes_attempt WHERE learner_id = NEW.closed_id
        ));
        UPDATE quizzes_attempt SET number = number + {ASIDE} WHERE id IN ({_TOUCHED});
        UPDATE quizzes_attempt AS attempt SET stopped_at = NEW.merged_at
        FROM ({_OPEN_IN_TURN}) AS an_open
        WHERE an_open.id = attempt.id AND an_open.turn > 1;
        UPDATE quizzes_attempt AS attempt SET learner_id = NEW.stays_id, number = placed.place
        FROM ({_IN_ORDER}) AS placed
        WHERE placed.id = attempt.id;
        RETURN NULL;
    """,  # noqa: S608 - no text of anybody is in it
)

ATTEMPT_IS_FIXED = Invariant(
    name="attempt_is_fixed",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("quiz", "learner", "number", "scope", "started_at"),
    func=f"""
        IF pg_trigger_depth() < 2
        OR (OLD.quiz_id, OLD.scope, OLD.started_at)
            IS DISTINCT FROM (NEW.quiz_id, NEW.scope, NEW.started_at)
        OR NOT EXISTS (
            SELECT 1 FROM quizzes_mergedattempt AS moved
            JOIN quizzes_merge AS merge ON merge.id = moved.merge_id
            WHERE moved.attempt_id = OLD.id
            AND OLD.learner_id IN (merge.closed_id, merge.stays_id)
            AND NEW.learner_id IN (OLD.learner_id, merge.stays_id)
        ) THEN
            {refuse("attempt_is_fixed", "An attempt stays its learner''s, with its number.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 - no text of anybody is in it
)
