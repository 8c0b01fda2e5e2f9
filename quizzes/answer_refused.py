"""Why a choice is not kept, in a sentence for the learner."""

from django.utils.translation import gettext as _


class AnswerRefused(Exception):
    """The sentence, with the status of HTTP for it."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class AddedLater(AnswerRefused):
    """The question came in after the attempt was finished: practice asks it."""

    def __init__(self) -> None:
        message = _(
            "This question was added after you had finished, so your choice was not saved. "
            "Your score stays as it is; you can answer the question in practice."
        )
        super().__init__(message, 409)


class PracticeStopped(AnswerRefused):
    def __init__(self) -> None:
        message = _(
            "You have stopped this practice, so your choice was not saved. "
            "What you answered before is kept."
        )
        super().__init__(message, 409)


class NotDue(AnswerRefused):
    """The review asks what is due today, and this question is not, or not any more."""

    def __init__(self) -> None:
        message = _("This question is not one to review today, so your choice was not saved.")
        super().__init__(message, 409)


class InReviewAlone(AnswerRefused):
    """The question is a sibling, which no attempt at the quiz asks."""

    def __init__(self) -> None:
        message = _("This question is asked in review alone, so your choice was not saved.")
        super().__init__(message, 409)


class AlreadyAnswered(AnswerRefused):
    def __init__(self) -> None:
        message = _("This question is already answered. Your answers are kept as they were.")
        super().__init__(message, 409)
