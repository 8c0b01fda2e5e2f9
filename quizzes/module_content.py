"""A published module has something to read or to answer: the rule, kept by Postgres itself.

It is about rows of `courses` too. Of these two apps only this one knows both, so that the triggers
on modules and lessons stand here, on proxies.
"""

import pgtrigger
from django.utils.translation import gettext_noop

from accounts.invariants import Invariant, refuse
from quizzes.invariants import SEE_THE_LATEST
from quizzes.live_questions import LIVE

# Published modules ({module}: a condition on their rows) without a section and a live question.
EMPTY_MODULES = f"""
    SELECT module.id FROM courses_module AS module
    WHERE {{module}} AND module.is_published
    AND NOT EXISTS (SELECT 1 FROM courses_lesson WHERE module_id = module.id)
    AND NOT EXISTS (
        SELECT 1 FROM quizzes_question AS question
        JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id
        WHERE quiz.module_id = module.id
        AND {LIVE}
    )
"""


def _has_content(operation: pgtrigger.Operation, module: str, unless: str) -> Invariant:
    """Refuse what leaves a published module with neither; `unless` is a change that takes nothing.

    Looked at when the transaction ends, so that a section can take the place of another. The
    module's row is locked: two who take away one thing each wait for one another.
    """
    refusal = refuse(
        "published_module_has_content",
        gettext_noop(
            "A published module keeps a section or a question that is asked: take the module back "
            "before you remove the last."
        ),
    )
    return Invariant(
        name="published_module_has_content",
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        declare=[("a_module", "BIGINT")],
        func=f"""
            IF {unless} THEN
                RETURN NULL;
            END IF;
            a_module := ({module});
            PERFORM 1 FROM courses_module
            WHERE id = a_module AND is_published FOR NO KEY UPDATE;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            {SEE_THE_LATEST}
            IF EXISTS ({EMPTY_MODULES.format(module="module.id = a_module")}) THEN
                {refusal}
            END IF;
            RETURN NULL;
        """,
    )


OF_MODULE = _has_content(
    pgtrigger.Insert | pgtrigger.UpdateOf("is_published"),
    "NEW.id",
    unless="TG_OP = 'UPDATE' AND OLD.is_published",
)
OF_PART = _has_content(
    pgtrigger.Delete | pgtrigger.UpdateOf("module_id"),
    "OLD.module_id",
    unless="TG_OP = 'UPDATE' AND OLD.module_id = NEW.module_id",
)
OF_QUESTION = _has_content(
    pgtrigger.Delete | pgtrigger.UpdateOf("retired_at", "is_draft"),
    "SELECT module_id FROM quizzes_quiz WHERE id = OLD.quiz_id",
    unless="OLD.retired_at IS NOT NULL OR OLD.is_draft",
)
