"""A quiz as this process keeps it, with what one learner did in it: as a rule one query."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.quiz_content import QUIZ_OF, QUIZZES, QuizContent
from quizzes.sheet_rows import SheetRows

if TYPE_CHECKING:
    from accounts.models import User

# What a form says that was made before its attempt was stored: that of record, or a practice by the
# number that it will have.
OF_RECORD = "record"
NEXT_PRACTICE = re.compile("practice-([1-9][0-9]{0,8})")
Asked = tuple[QuizContent, SheetRows]


def ask_quiz(quiz: int, learner: "User", **shown: int | None) -> Asked | None:
    """None where there is no such quiz; `shown` is as `SheetRows.ask` takes it."""

    def ask(content: QuizContent) -> SheetRows:
        return SheetRows.ask(learner, quiz, content.module.course_id, **shown)

    pair = QUIZZES.beside(ask, quiz)
    return pair and (pair[0].content, replace(pair[1], edition=pair[0].edition))


def ask_question(pk: int, learner: "User", attempt: str) -> Asked | None:
    """The quiz that the question is in; `attempt` is that of which a form was made, as sent."""
    shown = _shown_by(attempt)
    quiz = QUIZ_OF.last(pk).content
    pair = None if quiz is None else ask_quiz(quiz, learner, **shown)
    if pair is not None:
        quiz_now = QUIZ_OF.of(pair[1].edition, pk).content
        if quiz_now is not None and quiz_now != quiz:
            pair = ask_quiz(quiz_now, learner, **shown)
    return pair if pair and pk in pair[0].options else None


def _shown_by(attempt: str) -> dict[str, int]:
    """The attempt that a form was made for, as it says; whatever else is sent is none."""
    if attempt == OF_RECORD:
        return {"number": 1}
    return {"attempt": int(attempt)} if re.fullmatch("[1-9][0-9]{0,17}", attempt) else {}
