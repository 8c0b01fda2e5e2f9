"""Which multiple-choice questions Dure takes whole: one right option, and no partial credit."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from quizzes.formats.bank import Bank, BankOption, BankQuestion, Refusal

MULTIPLE_CHOICE = "multiple choice"
MULTIPLE_RESPONSE = "multiple response"
FULL, NONE = 100.0, 0.0


def reason_against(options: Sequence[BankOption], marks: Sequence[float]) -> str:
    """Why options with these marks (percent of the question's) are not taken; "" if they are."""
    if any(mark not in (FULL, NONE) for mark in marks):
        return _("Its options carry partial or negative marks, and those are not flattened.")
    right = sum(option.is_correct for option in options)
    if right != 1:
        reason = _("A question has exactly one right option; this one has %(count)d.")
        return reason % {"count": right}
    if len(options) < 2:
        return _("A question has at least two options.")
    if any(not option.text for option in options):
        return _("An option has no text.")
    return ""


def take(bank: Bank, question: BankQuestion, marks: Sequence[float]) -> None:
    """Put the question among those taken, or refuse it with the reason."""
    reason = reason_against(question.options, marks)
    if not reason and not question.stem:
        reason = _("The question has no text.")
    if reason:
        kind = MULTIPLE_RESPONSE if sum(mark > NONE for mark in marks) > 1 else MULTIPLE_CHOICE
        bank.refusals.append(Refusal(question.line, question.name, kind, reason))
    else:
        bank.questions.append(question)
