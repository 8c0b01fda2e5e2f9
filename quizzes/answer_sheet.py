"""A learner's answer sheet: the quiz as one person sees it, and nothing they may not see yet."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils.translation import gettext as _

from courses.access import readable_modules
from courses.models import Course, Lesson, Module
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from quizzes.models.question import OptionQuerySet
from quizzes.numbering import name_of, numbered, sign_of
from quizzes.repetition import History

if TYPE_CHECKING:
    from accounts.models import User


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
    """A question of the sheet with what the learner has answered so far.

    One that is not asked any more has no number; `total` counts those that are.
    """

    question: Question
    number: int | None
    total: int
    options: list[Choice]
    answers: list[Answer]
    attempt_id: int | None
    is_open: bool
    next_id: int | None = None
    asks_confidence: bool = False
    error: str = field(default="", init=False)
    ending: str = field(default="", init=False)

    @property
    def name(self) -> str:
        return name_of(self.number)

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
    def confidence(self) -> str:
        """How sure the learner was at the first choice, in words."""
        return self.answers[0].get_confidence_display() if self.answers else ""

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
        attempts = Attempt.objects.filter(quiz=quiz, learner=learner).order_by("number")
        asked = ArrayAgg("asked_questions__question", filter=~Q(asked_questions=None), default=[])
        self.attempts = list(attempts.annotate(asked=asked))
        self.attempt = self.attempts[-1] if self.attempts else None
        self.is_review = False
        self._read_answers()

    @classmethod
    def of_quiz(cls, quiz: Quiz, learner: "User") -> "Sheet":
        return cls(quiz, learner, list(_options().filter(question__quiz=quiz)))

    def review(self, number: int) -> bool:
        """Turn to an earlier attempt, to be looked at only; whether there is one of this number."""
        self.attempt = next((a for a in self.attempts if a.number == number), None)
        self.is_review = True
        return self.attempt is not None

    @classmethod
    def of_question(cls, pk: int, learner: "User") -> "Sheet | None":
        """The sheet with this question on it, if the learner may read its module."""
        visible = readable_modules(learner, "question__quiz__module__")
        options = list(_options().filter(visible, question__quiz__questions=pk))
        if all(option.question_id != pk for option in options):
            return None
        return cls(options[0].question.quiz, learner, options)

    def _read_answers(self) -> None:
        by_pk = {attempt.pk: attempt for attempt in self.attempts}
        for attempt in self.attempts:
            attempt.answers_given = []
        if by_pk:
            for answer in Answer.objects.filter(attempt__in=by_pk).order_by("ordinal"):
                by_pk[answer.attempt_id].answers_given.append(answer)

    @property
    def history(self) -> History:
        """The first answers to live questions, those given since the sheet was read too."""
        history = History()
        for attempt in self.attempts:
            for answer in attempt.answers_given:
                question = self.options[answer.question_id][0].question
                if answer.ordinal == 1 and not question.is_retired:
                    history.take(
                        attempt.number, question.pk, answer.answered_at, is_right=answer.is_correct
                    )
        return history

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
            if self._answers_to(question.pk)
            or not (ended or question.is_retired or self._leaves_out(question))
        ]

    def _leaves_out(self, question: Question) -> bool:
        """Whether this practice is of other questions."""
        if self.attempt is None or self.attempt.scope == Attempt.Scope.ALL:
            return False
        return question.pk not in vars(self.attempt).get("asked", ())

    @property
    def items(self) -> list[Item]:
        questions, numbers = self.questions, self._numbers()
        following = [question.pk for question in questions[1:]]
        total = max((number for number in numbers.values() if number), default=0)
        return [
            self._item(question, numbers[question.pk], total, next_id)
            for question, next_id in zip_longest(questions, following)
        ]

    def _numbers(self) -> dict[int, int | None]:
        """Those of the whole quiz, so that all speak of the same question; practice of some
        questions counts these."""
        is_of_all = self.attempt is None or self.attempt.scope == Attempt.Scope.ALL
        of_quiz = [options[0].question for options in self.options.values()]
        counted = numbered(of_quiz if is_of_all else self.questions)
        return {question.pk: number for number, question in counted}

    def _item(
        self, question: Question, number: int | None, total: int, next_id: int | None
    ) -> Item:
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
            is_open=self.can_answer and not (closed or question.is_retired or self.is_review),
            asks_confidence=self.quiz.asks_confidence and not answers,
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
    def ending(self) -> str:
        """What a screen reader is told when the last question is answered."""
        if not self.is_finished:
            return ""
        numbers = {"score": self.score, "total": self.total}
        if self.is_practice:
            return _("That was the last question. Practice %(score)d / %(total)d.") % numbers
        return _("That was the last question. First try %(score)d / %(total)d.") % numbers

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
    def calibration(self) -> list[tuple[str, Score]]:
        """Per degree of confidence, how many first answers were right; empty if not asked."""
        first = [item.answers[0] for item in self.items if item.answers]
        return [
            (str(label), Score(sum(answer.is_correct for answer in said), len(said)))
            for value, label in Answer.Confidence.choices
            if (said := [answer for answer in first if answer.confidence == value])
        ]

    @property
    def record(self) -> Score | None:
        """The score of record, once there are later attempts beside it."""
        return self._score_of(self.attempts[0]) if self.is_practice else None

    def _score_of(self, attempt: Attempt | None) -> Score:
        given = attempt.answers_given if attempt else []
        first = [answer for answer in given if answer.ordinal == 1]
        return Score(sum(answer.is_correct for answer in first), len(first))


def _options() -> OptionQuerySet:
    """Of questions that are or were asked; drafts nobody sees."""
    return (
        Option.objects.filter(question__is_draft=False)
        .select_related("lesson", "question__lesson", "question__quiz__module__course")
        .defer(
            *Lesson.long_columns("lesson__"),
            *Lesson.long_columns("question__lesson__"),
            *Module.long_columns("question__quiz__module__"),
            *Course.long_columns("question__quiz__module__course__"),
        )
        .order_by("question__position", "question_id", "position")
    )


def _choice(option: Option, position: int, answers: list[Answer]) -> Choice:
    chosen = next((answer for answer in answers if answer.option_id == option.pk), None)
    sign = sign_of(position)
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
