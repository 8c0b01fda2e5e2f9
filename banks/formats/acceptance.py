"""Which multiple-choice questions Dure takes: one right option, and no partial credit."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from banks.formats.bank import DRAFT, Bank, BankOption, BankQuestion, Refusal
from quizzes.key import reasons_against_key
from texts.sizes import LONGEST_LINE

MULTIPLE_CHOICE = "multiple choice"
MULTIPLE_RESPONSE = "multiple response"
FULL, NONE = 100.0, 0.0
# Of a question with more options no reader needs to read more than one beyond.
MOST_OPTIONS = 26
LONGEST_TEXT, LONGEST_QUESTION = LONGEST_LINE, 200_000  # letters


def too_long(source: str, most: int = LONGEST_QUESTION) -> str:
    """Why a text of this length is not taken, "" if it is."""
    if len(source) <= most:
        return ""
    return _("It is longer than %(most)s letters.") % {"most": f"{most:,}"}


def reason_against(options: Sequence[BankOption], marks: Sequence[float]) -> str:
    """Why options with these marks (percent of the question's) are not taken; "" if they are."""
    if len(options) > MOST_OPTIONS:
        return _("A question has at most %(most)d options.") % {"most": MOST_OPTIONS}
    # Marks that are no number are none that is known.
    if any(not (mark <= NONE or mark == FULL) for mark in marks):
        return _("Its options carry partial marks, and those are not flattened.")
    for reason in reasons_against_key([option.is_correct for option in options]):
        return reason
    return "" if all(option.text for option in options) else _("An option has no text.")


def _against_true_false(question: BankQuestion) -> str:
    if question.is_true_false and len(question.options) != 2:
        return _("A true/false question has two options.")
    return ""


def take(bank: Bank, question: BankQuestion, marks: Sequence[float]) -> None:
    """Put the question among those taken, or refuse it with the reason."""
    texts = (text for option in question.options for text in (option.text, option.explanation))
    longest = max((text.source for text in (question.stem, question.general, *texts)), key=len)
    reason = (
        reason_against(question.options, marks)
        or _against_true_false(question)
        or ("" if question.stem else _("The question has no text."))
        or too_long(longest, LONGEST_TEXT)
    )
    if reason:
        kind = MULTIPLE_RESPONSE if sum(mark > NONE for mark in marks) > 1 else MULTIPLE_CHOICE
        refusal = Refusal(question.line, question.name, kind, reason, question.version)
        bank.refusals.append(refusal)
        return
    if DRAFT in question.tags:
        tags = tuple(tag for tag in question.tags if tag != DRAFT)
        question = replace(question, tags=tags, is_draft=True)
    if any(mark < NONE for mark in marks):
        aside = (*question.left_aside, _("the penalty on wrong options"))
        question = replace(question, left_aside=aside)
    bank.questions.append(question)
