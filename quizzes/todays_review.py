"""What one learner reviews today: the questions that are due in all quizzes of their courses.

Nothing is stored of a review but its answers, each in a practice of its quiz: what was answered
today and what is due still is the review, however often it was left and taken up again.
"""

import datetime
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from courses.models.edition import Tokens
from quizzes.answered_attempt import GivenAnswer
from quizzes.quiz_content import QUIZZES
from quizzes.review_rows import ReviewRows
from quizzes.review_sheet import ReviewSheet
from quizzes.sheet_rows import SheetRows

if TYPE_CHECKING:
    from accounts.models import User
    from quizzes.models import Question


class Reviewed(NamedTuple):
    """A question that was answered in today's review, by its first answer.

    It is settled when it takes no choice any more.
    """

    sheet: ReviewSheet
    question: "Question"
    answer: GivenAnswer
    is_settled: bool


@dataclass(frozen=True)
class TodaysReview:
    """A sheet of each quiz that the learner has begun, in the order of their modules."""

    sheets: Sequence[ReviewSheet]
    edition: Tokens | None

    @classmethod
    def of(cls, learner: "User", question: int = 0) -> "TodaysReview":
        """With the explanations of one question, if one is asked for: one query, where the quizzes
        are kept."""
        rows = ReviewRows.ask(learner, question)
        copies = {quiz: QUIZZES.of(rows.edition, quiz) for quiz in rows.attempts}
        sheets = [
            ReviewSheet(
                copy.content,
                learner,
                SheetRows(copy.edition, is_open=True, attempts=rows.attempts[quiz]),
            )
            for quiz, copy in copies.items()
            if copy.content is not None
        ]
        sheets.sort(key=lambda sheet: (sheet.quiz.module.course_id, sheet.quiz.module.position))
        is_one = all(copy.edition == rows.edition for copy in copies.values())
        return cls(sheets, rows.edition if is_one else None)

    def sheet_of(self, question: int) -> ReviewSheet | None:
        """That of the quiz which has it, turned to it."""
        return next((sheet for sheet in self.sheets if sheet.turn_to(question)), None)

    @property
    def due(self) -> list[int]:
        """Questions of all modules mixed, in an order that stays the same all day."""
        today = timezone.localdate()
        due = [question for sheet in self.sheets for question in sheet.due]
        return sorted(due, key=lambda question: zlib.crc32(f"{today} {question}".encode()))

    @property
    def reviewed(self) -> list[Reviewed]:
        """What was answered today, in the order of the first answers."""
        reviewed = [question for sheet in self.sheets for question in _reviewed_on(sheet)]
        return sorted(reviewed, key=lambda question: question.answer.answered_at)

    @property
    def right_at_first(self) -> int:
        return sum(question.answer.is_correct for question in self.reviewed)

    @property
    def total(self) -> int:
        return len({*self._reviewed, *self.due})

    @property
    def _reviewed(self) -> list[int]:
        return [question.question.pk for question in self.reviewed]

    def place_of(self, question: int) -> int | None:
        """Its number in today's review; None where it is not of it."""
        reviewed = self._reviewed
        if question in reviewed:
            return reviewed.index(question) + 1
        return len(reviewed) + 1 if question in self.due else None

    def next_after(self, question: int = 0) -> int | None:
        """What to ask after this one: what was begun and is open, then what is due."""
        begun = [each.question.pk for each in self.reviewed if not each.is_settled]
        return next((each for each in (*begun, *self.due) if each != question), None)

    @property
    def coming(self) -> tuple[datetime.date, int] | None:
        """The next day on which questions come back, and how many."""
        days: Counter[datetime.date] = Counter()
        for sheet in self.sheets:
            days += sheet.boxes.coming
        return min(days.items(), default=None)


def _reviewed_on(sheet: ReviewSheet) -> list[Reviewed]:
    today = timezone.localdate()
    questions = {question.pk: question for question in sheet.all_questions}
    return [
        Reviewed(
            sheet,
            questions[answer.question_id],
            answer,
            attempt.attempt.is_over
            or questions[answer.question_id].is_retired
            or any(later.is_correct for later in attempt.answers_to(answer.question_id)),
        )
        for attempt in sheet.reviews
        for answer in attempt.first_answers
        if timezone.localdate(answer.answered_at) == today and answer.question_id in questions
    ]
