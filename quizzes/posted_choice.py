"""What a form with a choice may send."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from quizzes.answer_refused import AnswerRefused
from quizzes.models import Answer

if TYPE_CHECKING:
    from quizzes.answer_sheet import AnswerSheet


def posted_option(sheet: "AnswerSheet", question: int, option: str, confidence: str) -> int:
    """The option of a form, if the sheet takes it; raises `AnswerRefused` else."""
    if sheet.is_taken_back:
        message = _("This module is closed now. The answer you chose was not saved.")
        raise AnswerRefused(message, 409)
    if not sheet.can_answer:
        message = _("This module is not published yet, so answers are not kept.")
        raise AnswerRefused(message, 409)
    options = [shown.pk for shown in sheet.content.options.get(question, ())]
    chosen = next((pk for pk in options if str(pk) == option), None)
    if chosen is None and option:
        message = _("That is not an option of this question. Choose one of those shown.")
        raise AnswerRefused(message, 400)
    if chosen is None:
        raise AnswerRefused(_("Choose an answer first."), 400)
    if confidence not in {"", *Answer.Confidence.values}:
        message = _("Say how sure you are with one of the three, or leave it open.")
        raise AnswerRefused(message, 400)
    return chosen
