"""A learner's answer sheet: the quiz as one person sees it, and nothing they may not see yet."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from courses.access import readable_modules
from courses.models import Lesson, SelfDiagnosis
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from quizzes.models.question import OptionQuerySet

if TYPE_CHECKING:
    from accounts.models import User

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True)
class Choice:
    """An option as shown: whether it is right, and why, only once it has been chosen."""

    pk: int
    sign: str
    text_html: str
    is_chosen: bool = False
    is_right: bool = False
    is_latest: bool = False
    explanation_html: str = ""
    section: Lesson | None = None


@dataclass
class Item:
    """A question of the sheet with what the learner has answered so far."""

    question: Question
    number: int
    total: int
    options: list[Choice]
    answers: list[Answer]
    attempt_id: int | None
    is_open: bool
    next_id: int | None = None
    error: str = field(default="", init=False)

    @property
    def state(self) -> str:
        if not self.answers:
            return "unanswered"
        return "correct" if self.answers[-1].is_correct else "wrong"

    @property
    def is_missed(self) -> bool:
        """Whether the first answer was wrong."""
        return bool(self.answers) and not self.answers[0].is_correct

    @property
    def live(self) -> str:
        """What a screen reader is told after an answer."""
        if self.error:
            return self.error
        if self.state == "wrong":
            return _("Not right. Read the explanation and choose again.")
        return _("Right.") if self.state == "correct" else ""


@dataclass(frozen=True)
class Score:
    """How many first answers were right, of how many questions."""

    score: int
    total: int


class Sheet:
    """One quiz for one learner (three queries: options with questions, attempts, answers)."""

    def __init__(self, quiz: Quiz, learner: "User", options: list[Option]) -> None:
        self.quiz = quiz
        self.learner = learner
        self.options: dict[int, list[Option]] = {}
        for option in options:
            self.options.setdefault(option.question_id, []).append(option)
        self.attempts = list(Attempt.objects.filter(quiz=quiz, learner=learner).order_by("number"))
        self.attempt = self.attempts[-1] if self.attempts else None
        self._read_answers()

    @classmethod
    def of_quiz(cls, quiz: Quiz, learner: "User") -> "Sheet":
        return cls(quiz, learner, list(_options().filter(question__quiz=quiz)))

    @classmethod
    def of_question(cls, pk: int, learner: "User") -> "Sheet | None":
        """The sheet with this question on it, if the learner may read its module."""
        visible = readable_modules(learner, "question__quiz__module__")
        module = "question__quiz__module"
        following = SelfDiagnosis.objects.from_module_on(
            OuterRef(f"{module}__course"), OuterRef(f"{module}__position")
        )
        options = list(
            _options()
            .filter(visible, question__quiz__questions=pk)
            .annotate(following=following.values(page=JSONObject(slug="slug", title="title"))[:1])
        )
        return cls(options[0].question.quiz, learner, options) if options else None

    @property
    def next_self_diagnosis(self) -> SelfDiagnosis | None:
        """Where to go on once it is finished; known on a sheet made `of_question`."""
        option = next(iter(self.options.values()))[0]
        following: dict[str, str] | None = getattr(option, "following", None)
        if following is None:
            return None
        return SelfDiagnosis(course=self.quiz.module.course, **following)

    def _read_answers(self) -> None:
        shown = {attempt.pk: attempt for attempt in (*self.attempts[:1], *self.attempts[-1:])}
        for attempt in shown.values():
            attempt.answers_given = []
        if shown:
            for answer in Answer.objects.filter(attempt__in=shown).order_by("ordinal"):
                shown[answer.attempt_id].answers_given.append(answer)

    def begin(self) -> Attempt:
        """The attempt that an answer now goes to; if there is none, the attempt of record,
        to be stored with its first answer."""
        if self.attempt is None:
            self.attempt = Attempt(quiz=self.quiz, learner=self.learner, number=1)
            self.attempt.answers_given = []
            self.attempts = [self.attempt]
        return self.attempt

    @property
    def can_answer(self) -> bool:
        """Answers count only in what is published."""
        return self.quiz.module.is_open

    @property
    def number(self) -> int:
        return self.attempt.number if self.attempt else 1

    @property
    def is_practice(self) -> bool:
        return self.number > 1

    def _answers_to(self, question_id: int) -> list[Answer]:
        given = self.attempt.answers_given if self.attempt else []
        return [answer for answer in given if answer.question_id == question_id]

    @property
    def questions(self) -> list[Question]:
        """What this attempt asks: live questions, and those it has answers to.

        A finished attempt keeps the questions it had.
        """
        ended = self.attempt is not None and self.attempt.is_finished
        asked = (options[0].question for options in self.options.values())
        return [
            question
            for question in asked
            if self._answers_to(question.pk) or not (ended or question.is_retired)
        ]

    @property
    def items(self) -> list[Item]:
        questions = self.questions
        following = [question.pk for question in questions[1:]]
        return [
            self._item(question, number, len(questions), next_id)
            for number, (question, next_id) in enumerate(zip_longest(questions, following), 1)
        ]

    def _item(self, question: Question, number: int, total: int, next_id: int | None) -> Item:
        answers = self._answers_to(question.pk)
        closed = any(answer.is_correct for answer in answers)
        return Item(
            question=question,
            number=number,
            total=total,
            options=[
                _choice(option, position, answers)
                for position, option in enumerate(self.options[question.pk])
            ],
            answers=answers,
            attempt_id=self.attempt.pk if self.attempt else None,
            is_open=self.can_answer and not closed and not question.is_retired,
            next_id=next_id,
        )

    def item(self, question_id: int) -> Item | None:
        return next((item for item in self.items if item.question.pk == question_id), None)

    @property
    def is_finished(self) -> bool:
        """Whether every live question is answered right (the rule of `attempt_finishes`)."""
        if self.attempt is None:
            return False
        live = (item for item in self.items if not item.question.is_retired)
        return self.attempt.is_finished or all(item.state == "correct" for item in live)

    @property
    def missed(self) -> list[Item]:
        return [item for item in self.items if item.is_missed]

    @property
    def score(self) -> int:
        return self._score_of(self.attempt).score

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def record(self) -> Score | None:
        """The score of record, once there are later attempts beside it."""
        return self._score_of(self.attempts[0]) if self.is_practice else None

    def _score_of(self, attempt: Attempt | None) -> Score:
        given = attempt.answers_given if attempt else []
        first = [answer for answer in given if answer.ordinal == 1]
        return Score(sum(answer.is_correct for answer in first), len(first))


def _options() -> OptionQuerySet:
    return (
        Option.objects.select_related(
            "lesson", "question__lesson", "question__quiz__module__course"
        )
        .defer(
            "lesson__body",
            "lesson__body_html",
            "question__lesson__body",
            "question__lesson__body_html",
            "question__quiz__module__lead",
            "question__quiz__module__lead_html",
            "question__quiz__module__course__summary",
            "question__quiz__module__course__summary_html",
        )
        .order_by("question__position", "question_id", "position")
    )


def _choice(option: Option, position: int, answers: list[Answer]) -> Choice:
    chosen = next((answer for answer in answers if answer.option_id == option.pk), None)
    sign = SIGNS[position] if position < len(SIGNS) else f"({position + 1})"
    if chosen is None:
        return Choice(option.pk, sign, option.text_html)
    return Choice(
        option.pk,
        sign,
        option.text_html,
        is_chosen=True,
        is_right=chosen.is_correct,
        is_latest=chosen is answers[-1],
        explanation_html=option.explanation_html,
        section=None if chosen.is_correct else option.lesson or option.question.lesson,
    )
