"""A question as it stands on a learner's answer sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import Lesson
from quizzes.answered_attempt import GivenAnswer
from quizzes.models import Answer, Question
from quizzes.numbering import name_of, sign_of
from quizzes.quiz_content import ShownText
from quizzes.said_then import SaidThen
from texts.items import holds_blocks


@dataclass(frozen=True)
class ShownOption:
    """An option as shown: whether it is right, and why, only once it has been chosen."""

    pk: int
    sign: str
    text_html: str
    is_chosen: bool = False
    is_right: bool = False
    is_latest: bool = False
    explanation_html: str = ""
    section: Lesson | None = None
    said_then_html: str = ""  # where it reads otherwise now

    @property
    def holds_blocks(self) -> bool:
        """Whether its text is more than a line, which is all that a label holds."""
        return holds_blocks(self.text_html)

    @classmethod
    def of(
        cls,
        option: ShownText,
        position: int,
        answers: Sequence[GivenAnswer],
        lessons: Mapping[int, Lesson],
        said_then: SaidThen,
    ) -> "ShownOption":
        chosen = next((answer for answer in answers if answer.option_id == option.pk), None)
        sign = sign_of(position)
        if chosen is None:
            return cls(option.pk, sign, option.html)
        return cls(
            option.pk,
            sign,
            option.html,
            is_chosen=True,
            is_right=chosen.is_correct,
            is_latest=chosen is answers[-1],
            explanation_html=chosen.explanation_html,
            section=None if chosen.lesson is None else lessons.get(chosen.lesson),
            said_then_html=said_then.other_html(
                chosen.question_id, option.pk, chosen.pk, option.html
            ),
        )


@dataclass(frozen=True)
class SheetItem:
    """A question of the sheet with what the learner has answered so far.

    One that is not asked any more has no number; `total` counts those that are, where the sheet
    has them all. After one that `is_last` comes how it went. `error` says why a choice was not
    kept, `ending` that the last question is answered. One that `is_folded` is a line to be opened.
    """

    question: Question
    number: int | None
    total: int | None
    options: list[ShownOption]
    answers: Sequence[GivenAnswer]
    attempt: str
    is_open: bool
    next_id: int | str | None = None
    is_last: bool = False
    asks_confidence: bool = False
    error: str = ""
    ending: str = ""
    is_folded: bool = False
    stem_then_html: str = ""  # where it asks in other words now

    @property
    def name(self) -> str:
        return name_of(self.number)

    @property
    def state(self) -> str:
        if not self.answers:
            return "unanswered"
        return "correct" if self.answers[-1].is_correct else "wrong"

    @property
    def outcome(self) -> str:
        """With which choice it was answered right."""
        if len(self.answers) == 1:
            return _("Right at first")
        return _("Right at choice %(number)d") % {"number": len(self.answers)}

    @property
    def is_missed(self) -> bool:
        """Whether the first answer was wrong."""
        return bool(self.answers) and not self.answers[0].is_correct

    @property
    def confidence(self) -> str:
        """How sure the learner was at the first choice, in words."""
        return self.answers[0].said_confidence if self.answers else ""

    @property
    def confidences(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Answer.Confidence.choices]

    @property
    def live(self) -> str:
        """What a screen reader is told after an answer."""
        if self.error:
            return self.error
        if self.state == "wrong":
            return _("Not right. Read the explanation and choose again.")
        right = _("Right.") if self.state == "correct" else ""
        return f"{right} {self.ending}".strip()
