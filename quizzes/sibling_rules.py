"""Which questions may be siblings of which: rules that Postgres itself keeps.

A sibling asks for the idea of another question by another case, in review alone; where it is
refused in an attempt says quizzes/invariants.py.
"""

import pgtrigger
from django.utils.translation import gettext_noop

from accounts.invariants import Invariant, refuse
from quizzes.invariants import SEE_THE_LATEST
from quizzes.live_questions import ASKED

# Answers to a sibling count for what it is a sibling of. The row of that one is locked, so that it
# does not become a sibling itself meanwhile.
_STAYS = refuse(
    "sibling_stays",
    gettext_noop(
        "People have answered it, so what it is a sibling of stays: retire it and add a new one."
    ),
)
_SAME_QUIZ = refuse(
    "sibling_in_the_same_quiz", gettext_noop("A sibling is of a question of the same quiz.")
)
_NO_SIBLING = refuse(
    "sibling_of_no_sibling", gettext_noop("A sibling has no sibling: choose its first question.")
)
SIBLING_FITS = Invariant(
    name="sibling_fits",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("sibling_of_id"),
    when=pgtrigger.Before,
    declare=[("a_first", "RECORD")],
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD.sibling_of_id IS NOT DISTINCT FROM NEW.sibling_of_id THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'INSERT' AND NEW.sibling_of_id IS NULL THEN
            RETURN NEW;
        END IF;
        {SEE_THE_LATEST}
        IF EXISTS (SELECT 1 FROM quizzes_answer WHERE question_id = NEW.id) THEN
            {_STAYS}
        END IF;
        IF NEW.sibling_of_id IS NULL THEN
            RETURN NEW;
        END IF;
        SELECT quiz_id, sibling_of_id INTO a_first
        FROM quizzes_question WHERE id = NEW.sibling_of_id FOR SHARE;
        IF a_first.quiz_id IS DISTINCT FROM NEW.quiz_id THEN
            {_SAME_QUIZ}
        END IF;
        IF a_first.sibling_of_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM quizzes_question WHERE sibling_of_id = NEW.id)
        THEN
            {_NO_SIBLING}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 - no text of anybody is in it
)

_NOT_ASKED = refuse(
    "sibling_of_an_asked_question",
    gettext_noop("A sibling is asked only where its first question is: publish that one."),
)
# Looked at when the transaction ends, so that both can be asked in one step, in any order.
SIBLING_OF_AN_ASKED_QUESTION = Invariant(
    name="sibling_of_an_asked_question",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("retired_at", "is_draft", "sibling_of_id"),
    when=pgtrigger.After,
    timing=pgtrigger.Deferred,
    declare=[("a_first", "BIGINT")],
    func=f"""
        SELECT sibling_of_id INTO a_first FROM quizzes_question AS question
        WHERE id = NEW.id AND {ASKED};
        IF a_first IS NULL THEN
            RETURN NULL;
        END IF;
        {SEE_THE_LATEST}
        PERFORM 1 FROM quizzes_question AS question
        WHERE question.id = a_first AND {ASKED} FOR SHARE;
        IF NOT FOUND THEN
            {_NOT_ASKED}
        END IF;
        RETURN NULL;
    """,  # noqa: S608 - no text of anybody is in it
)

SIBLINGS_RETIRE = Invariant(
    name="siblings_retire",
    operation=pgtrigger.UpdateOf("retired_at"),
    when=pgtrigger.After,
    condition=pgtrigger.Q(old__retired_at__isnull=True, new__retired_at__isnull=False),
    func="""
        UPDATE quizzes_question SET retired_at = NEW.retired_at
        WHERE sibling_of_id = NEW.id AND retired_at IS NULL;
        RETURN NULL;
    """,
)
TRIGGERS = [SIBLING_FITS, SIBLING_OF_AN_ASKED_QUESTION, SIBLINGS_RETIRE]
