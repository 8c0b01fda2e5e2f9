"""What was said to people who answered stays: rules that Postgres itself keeps."""

import pgtrigger
from django.utils.translation import gettext_noop

from accounts.invariants import Invariant, append_only, refuse
from quizzes.invariants import SEE_THE_LATEST
from quizzes.wording import MENDED_QUESTION, words_in_sql

WORDINGS_ARE_APPEND_ONLY = append_only("wordings_are", "What was said to people stays as it was.")

# They are made by `_wording` alone, so that each is what was said.
WORDINGS_ARE_KEPT = Invariant(
    name="wordings_are_kept",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=f"""
        IF pg_trigger_depth() < 2 THEN
            {refuse("wordings_are_kept", "Earlier wordings are kept by the database.")}
        END IF;
        RETURN NEW;
    """,
)


def _wording(field: str, question: str, option: str) -> Invariant:
    """What is asked, and what an option says, stays as it was once the question has answers.

    Who names the question as mended may change it: what it said until then is kept with the last
    answer given to it. The question's row is locked, so that no answer comes in between.
    """
    refusal = refuse(
        "wording_is_frozen",
        gettext_noop(
            "People have answered it as it reads: mend its wording alone, "
            "or retire it and add a new one."
        ),
    )
    earlier = f"OLD.{field}, OLD.{field}_html"
    same = f"{words_in_sql(f'OLD.{field}')} = {words_in_sql(f'NEW.{field}')}"
    return Invariant(
        name="wording_is_frozen",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.AnyChange(field),
        declare=[("last_answer", "BIGINT")],
        func=f"""
            IF {same} THEN
                RETURN NEW;
            END IF;
            {SEE_THE_LATEST}
            PERFORM 1 FROM quizzes_question WHERE id = {question} FOR NO KEY UPDATE;
            SELECT max(id) INTO last_answer FROM quizzes_answer WHERE question_id = {question};
            IF last_answer IS NULL THEN
                RETURN NEW;
            END IF;
            IF current_setting('{MENDED_QUESTION}', true) IS DISTINCT FROM {question}::text THEN
                {refusal}
            END IF;
            INSERT INTO quizzes_wording
                (question_id, option_id, text, html, last_answer_id, mended_at)
            VALUES
                ({question}, {option}, {earlier}, last_answer, clock_timestamp());
            RETURN NEW;
        """,  # noqa: S608 - no text of anybody is in it
    )


STEM_IS_FROZEN = _wording("stem", "OLD.id", "NULL")
OPTION_TEXT_IS_FROZEN = _wording("text", "OLD.question_id", "OLD.id")
