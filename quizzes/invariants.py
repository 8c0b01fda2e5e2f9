"""Rules on answers that Postgres itself keeps."""

import pgtrigger
from django.utils.translation import gettext_noop

from accounts.invariants import Invariant, append_only, refuse
from quizzes.key import LEAST_OPTIONS
from quizzes.live_questions import ASKED
from texts.visible import VISIBLE

# What an attempt asks and has no right answer to in it ({attempt}: its row): of all questions those
# that are live, of some also siblings.
_OPEN_QUESTIONS = f"""
    SELECT 1 FROM quizzes_question AS question
    WHERE question.quiz_id = {{attempt}}.quiz_id
    AND {ASKED}
    AND (({{attempt}}.scope = 'all' AND question.sibling_of_id IS NULL) OR EXISTS (
        SELECT 1 FROM quizzes_askedquestion AS asked
        WHERE asked.attempt_id = {{attempt}}.id AND asked.question_id = question.id
    ))
    AND NOT EXISTS (
        SELECT 1 FROM quizzes_answer AS answer
        WHERE answer.attempt_id = {{attempt}}.id AND answer.question_id = question.id
        AND answer.is_correct
    )
"""

ANSWERS_ARE_APPEND_ONLY = append_only(
    "answers_are",
    "Answers are never changed or deleted.",
    truncating="answers_are_not_truncated",
)

# A row that answers hang on: another could take its number, and the answers with it.
KEEPS_ITS_ID = Invariant(
    name="keeps_its_id",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("id"),
    func=refuse("row_keeps_its_id", "What answers refer to keeps its number."),
)

# What is decided from rows must see them as they are now, not as they were when the
# transaction began.
SEE_THE_LATEST = f"""
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        {refuse("needs_read_committed", "This is changed at the isolation READ COMMITTED only.")}
    END IF;
"""


def _stays_while(referred: str) -> Invariant:
    """Refuse the deletion of a row while others refer to it.

    The foreign key is checked at the end of the transaction, by when another row of the same
    number could stand there.
    """
    return Invariant(
        name="stays_while_used",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            {SEE_THE_LATEST}
            IF EXISTS (SELECT 1 FROM {referred} = OLD.id) THEN
                {refuse("used_rows_stay", "People have answered here: it stays.")}
            END IF;
            RETURN OLD;
        """,
    )


QUIZ_STAYS = _stays_while("quizzes_attempt WHERE quiz_id")
ATTEMPT_STAYS = _stays_while("quizzes_answer WHERE attempt_id")
QUESTION_STAYS = _stays_while("quizzes_answer WHERE question_id")

ATTEMPT_BEGINS = Invariant(
    name="attempt_begins",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func=f"""
        IF NEW.finished_at IS NOT NULL OR NEW.stopped_at IS NOT NULL THEN
            {refuse("attempt_begins_open", "An attempt begins open and without answers.")}
        END IF;
        -- An account that is being closed for another is waited for, and then seen.
        PERFORM 1 FROM accounts_user WHERE id = NEW.learner_id FOR KEY SHARE;
        IF EXISTS (SELECT 1 FROM quizzes_merge WHERE closed_id = NEW.learner_id) THEN
            {refuse("attempt_of_an_open_account", "This account was merged into another.")}
        END IF;
        IF NEW.number > 1 + (
            SELECT count(*) FROM quizzes_attempt
            WHERE quiz_id = NEW.quiz_id AND learner_id = NEW.learner_id
        ) THEN
            {refuse("attempt_numbers_in_order", "Attempts are counted 1, 2, 3 without gaps.")}
        END IF;
        RETURN NEW;
    """,
)

# Learners may have it before them: it can be retired, and a draft made in its place.
PUBLISHED_ONCE = Invariant(
    name="published_once",
    operation=pgtrigger.UpdateOf("is_draft"),
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__is_draft=False, new__is_draft=True),
    func=refuse("question_is_published_once", "A published question becomes no draft again."),
)

QUESTION_STAYS_IN_ITS_QUIZ = Invariant(
    name="question_stays_in_its_quiz",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("quiz"),
    func=refuse("question_stays_in_its_quiz", "A question stays in its quiz."),
)

# The question's row is locked, so that its key cannot change under an answer that is on its way,
# then the attempt's, so that answers to one attempt come one after the other. Retiring takes its
# locks in the same order.
ANSWER_FITS_ITS_ATTEMPT = Invariant(
    name="answer_fits_its_attempt",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    declare=[("an_attempt", "RECORD"), ("a_question", "RECORD"), ("an_option", "RECORD")],
    func=f"""
        SELECT quiz_id, retired_at, is_draft, sibling_of_id INTO a_question
        FROM quizzes_question WHERE id = NEW.question_id FOR SHARE;
        SELECT quiz_id, finished_at, stopped_at, scope INTO an_attempt
        FROM quizzes_attempt WHERE id = NEW.attempt_id FOR NO KEY UPDATE;
        SELECT question_id, is_correct INTO an_option
        FROM quizzes_option WHERE id = NEW.option_id;

        IF an_option.question_id IS DISTINCT FROM NEW.question_id THEN
            {refuse("answer_option_of_its_question", "The option belongs to another question.")}
        END IF;
        IF a_question.quiz_id IS DISTINCT FROM an_attempt.quiz_id THEN
            {refuse("answer_question_of_its_quiz", "The question belongs to another quiz.")}
        END IF;
        IF a_question.sibling_of_id IS NOT NULL AND an_attempt.scope <> 'due' THEN
            {refuse("answer_to_a_sibling_in_review", "A sibling is asked in review alone.")}
        END IF;
        IF an_attempt.scope <> 'all' AND NOT EXISTS (
            SELECT 1 FROM quizzes_askedquestion
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id
        ) THEN
            {refuse("answer_to_an_asked_question", "This attempt does not ask the question.")}
        END IF;
        IF an_option.is_correct IS DISTINCT FROM NEW.is_correct THEN
            {refuse("answer_is_right_as_its_option", "An answer is right if its option is.")}
        END IF;
        IF an_attempt.finished_at IS NOT NULL THEN
            {refuse("answer_before_its_attempt_ends", "The attempt is finished.")}
        END IF;
        IF an_attempt.stopped_at IS NOT NULL THEN
            {refuse("answer_before_its_practice_stops", "The practice was stopped.")}
        END IF;
        IF a_question.is_draft THEN
            {refuse("answer_to_a_published_question", "The question is a draft.")}
        END IF;
        IF a_question.retired_at IS NOT NULL THEN
            {refuse("answer_before_its_question_retires", "The question is retired.")}
        END IF;
        IF EXISTS (
            SELECT 1 FROM quizzes_answer
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id AND is_correct
        ) THEN
            {refuse("answer_none_after_the_right_one", "The question is answered right.")}
        END IF;
        IF NEW.ordinal <> 1 + (
            SELECT count(*) FROM quizzes_answer
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id
        ) THEN
            {refuse("answer_ordinals_in_order", "Answers are counted 1, 2, 3 without gaps.")}
        END IF;
        RETURN NEW;
    """,
)

# What a practice attempt asks is settled before its first answer.
ASKED_BEFORE_ANSWERS = Invariant(
    name="asked_before_answers",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    declare=[("an_attempt", "RECORD"), ("a_question", "RECORD")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN
            {refuse("asked_questions_stay", "What an attempt asks is not changed.")}
        END IF;
        SELECT id, quiz_id, scope INTO an_attempt FROM quizzes_attempt
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.attempt_id ELSE OLD.attempt_id END
        FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = an_attempt.id) THEN
            {refuse("asked_questions_stay", "What an attempt asks is not changed.")}
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        SELECT quiz_id, sibling_of_id INTO a_question
        FROM quizzes_question WHERE id = NEW.question_id;
        IF an_attempt.scope = 'all' OR an_attempt.quiz_id IS DISTINCT FROM a_question.quiz_id THEN
            {refuse("asked_question_of_its_quiz", "Practice asks questions of its own quiz.")}
        END IF;
        IF a_question.sibling_of_id IS NOT NULL AND an_attempt.scope <> 'due' THEN
            {refuse("asked_sibling_in_review", "A sibling is asked in review alone.")}
        END IF;
        RETURN NEW;
    """,
)

ATTEMPT_FINISHES = Invariant(
    name="attempt_finishes",
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    condition=pgtrigger.Q(new__is_correct=True),
    func=f"""
        UPDATE quizzes_attempt AS attempt SET finished_at = NEW.answered_at
        WHERE attempt.id = NEW.attempt_id AND attempt.finished_at IS NULL
        AND NOT EXISTS ({_OPEN_QUESTIONS.format(attempt="attempt")});
        RETURN NULL;
    """,
)

# A question is left out of attempts also when it becomes a sibling.
RETIRING_FINISHES_ATTEMPTS = Invariant(
    name="retiring_finishes_attempts",
    operation=pgtrigger.UpdateOf("retired_at", "sibling_of_id"),
    when=pgtrigger.After,
    condition=pgtrigger.Q(old__retired_at__isnull=True, new__retired_at__isnull=False)
    | pgtrigger.Q(old__sibling_of__isnull=True, new__sibling_of__isnull=False),
    func=f"""
        -- Answers that are on their way are waited for, and then seen.
        PERFORM 1 FROM quizzes_attempt
        WHERE quiz_id = NEW.quiz_id AND finished_at IS NULL AND stopped_at IS NULL
        ORDER BY id FOR NO KEY UPDATE;
        UPDATE quizzes_attempt AS attempt
        SET finished_at = coalesce(NEW.retired_at, statement_timestamp())
        WHERE attempt.quiz_id = NEW.quiz_id
        AND attempt.finished_at IS NULL AND attempt.stopped_at IS NULL
        AND (
            attempt.number > 1
            OR EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = attempt.id)
        )
        AND NOT EXISTS ({_OPEN_QUESTIONS.format(attempt="attempt")});
        RETURN NULL;
    """,
)

FINISHED_MEANS_FINISHED = Invariant(
    name="finished_means_finished",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("finished_at"),
    func=f"""
        IF OLD.finished_at IS NOT NULL THEN
            {refuse("attempt_finishes_once", "A finished attempt stays finished.")}
        END IF;
        IF EXISTS ({_OPEN_QUESTIONS.format(attempt="NEW")}) THEN
            {refuse("attempt_finishes_when_all_is_right", "Not every question is answered right.")}
        END IF;
        RETURN NEW;
    """,
)

STOPS_ONCE = Invariant(
    name="stops_once",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("stopped_at"),
    func=f"""
        IF OLD.stopped_at IS NOT NULL THEN
            {refuse("practice_stops_once", "A stopped practice stays stopped.")}
        END IF;
        RETURN NEW;
    """,
)

_FROZEN = refuse(
    "key_is_frozen", gettext_noop("The question has answers: retire it and add a new one.")
)
# The key: which options there are, and which is right.
KEY_IS_FROZEN = Invariant(
    name="key_is_frozen",
    operation=pgtrigger.Insert
    | pgtrigger.Delete
    | pgtrigger.UpdateOf("question_id", "slug", "is_correct"),
    when=pgtrigger.Before,
    declare=[("a_question", "BIGINT")],
    func=f"""
        {SEE_THE_LATEST}
        IF TG_OP = 'UPDATE' THEN
            IF (OLD.question_id, OLD.slug, OLD.is_correct)
                IS NOT DISTINCT FROM (NEW.question_id, NEW.slug, NEW.is_correct)
            THEN
                RETURN NEW;
            END IF;
            IF OLD.question_id <> NEW.question_id THEN
                {refuse("option_stays_in_its_question", "An option stays in its question.")}
            END IF;
        END IF;
        a_question := CASE WHEN TG_OP = 'INSERT' THEN NEW.question_id ELSE OLD.question_id END;
        PERFORM 1 FROM quizzes_question WHERE id = a_question FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM quizzes_answer WHERE question_id = a_question) THEN
            {_FROZEN}
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


def _complete(question: str) -> str:
    """Refuse a question that is asked without exactly one right option among at least two.

    An answered one that was retired may be so; a draft may lack anything.
    """
    refusal = refuse(
        "question_has_one_right_option",
        gettext_noop("A question needs at least two options, exactly one of them right."),
    )
    unexplained = refuse(
        "option_has_an_explanation", gettext_noop("Every option needs an explanation.")
    )
    too_few = f"count(option.id) < {LEAST_OPTIONS}"
    return f"""
        IF EXISTS (
            SELECT 1 FROM quizzes_question AS question
            LEFT JOIN quizzes_option AS option ON option.question_id = question.id
            WHERE question.id = {question}
            AND {ASKED}
            GROUP BY question.id
            HAVING {too_few} OR count(*) FILTER (WHERE option.is_correct) <> 1
        ) THEN
            {refusal}
        END IF;
        IF EXISTS (
            SELECT 1 FROM quizzes_option AS option
            JOIN quizzes_question AS question ON question.id = option.question_id
            WHERE question.id = {question} AND NOT question.is_draft
            AND option.explanation !~ '{VISIBLE}'
        ) THEN
            {unexplained}
        END IF;
        RETURN NULL;
    """


# Checked at the end of the transaction, so that a question and its options can be saved in turn.
QUESTION_IS_COMPLETE = Invariant(
    name="question_is_complete",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("retired_at", "is_draft"),
    when=pgtrigger.After,
    timing=pgtrigger.Deferred,
    func=_complete("NEW.id"),
)

ONE_RIGHT_OPTION = Invariant(
    name="one_right_option",
    operation=pgtrigger.Insert
    | pgtrigger.Delete
    | pgtrigger.UpdateOf("question_id", "is_correct", "explanation"),
    when=pgtrigger.After,
    timing=pgtrigger.Deferred,
    func=_complete("COALESCE(NEW.question_id, OLD.question_id)"),
)
