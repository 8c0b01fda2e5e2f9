"""A learner's answer sheet: the quiz as one person sees it, and nothing they may not see yet.

Answers are given here too (`AnswerSheet.choose`), so that one rule says what is shown and what
is taken.
"""

from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses.access import readable_modules
from courses.models import Course, Lesson, Module
from quizzes.answer_refused import AddedLater, AlreadyAnswered, AnswerRefused
from quizzes.answered_attempt import AnsweredAttempt, Score
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from quizzes.models.question import OptionQuerySet
from quizzes.numbering import numbered
from quizzes.repetition import Boxes, FirstAnswer
from quizzes.sheet_items import SheetItem, ShownOption

if TYPE_CHECKING:
    from accounts.models import User

# Each lost race means that somebody else's answer was stored, and a question has few options.
TRIES = 12
DEADLOCK = "40P01"
# What a form says that was made before the attempt of record was stored.
OF_RECORD = "record"


class AnswerSheet:
    """One quiz for one learner (three queries: options with questions, attempts, answers).

    Shown is the latest attempt, or one of before, to be looked at only (`is_review`).
    """

    is_review = False

    def __init__(
        self, quiz: Quiz, learner: "User", options: list[Option], *, is_taken_back: bool = False
    ) -> None:
        self.quiz = quiz
        self.learner = learner
        self.is_taken_back = is_taken_back
        self._options: dict[int, list[Option]] = {}
        for option in options:
            self._options.setdefault(option.question_id, []).append(option)
        self._read()

    @classmethod
    def of_quiz(cls, quiz: Quiz, learner: "User") -> "AnswerSheet":
        return cls(quiz, learner, list(_options().filter(question__quiz=quiz)))

    @classmethod
    def of_review(cls, quiz: Quiz, learner: "User", number: int) -> "AnswerSheet | None":
        """The sheet turned to an earlier attempt, if there is one of this number."""
        sheet = cls.of_quiz(quiz, learner)
        sheet.is_review = True
        earlier = (answered for answered in sheet._attempts if answered.attempt.number == number)
        sheet._shown = next(earlier, sheet._shown)
        return sheet if sheet.number == number and sheet.attempts else None

    @classmethod
    def of_question(cls, pk: int, learner: "User") -> "AnswerSheet | None":
        """The sheet with this question on it, if the learner may read its module.

        Of a module that was taken back from them it shows nothing, and takes no answer.
        """
        of_quiz = _options().filter(question__quiz__questions=pk)
        path = "question__quiz__module__"
        options = list(of_quiz.filter(readable_modules(learner, path)))
        is_taken_back = not options
        if is_taken_back:
            taken_back = Module.objects.taken_back_from(learner)
            options = list(of_quiz.filter(question__quiz__module__in=taken_back))
        if all(option.question_id != pk for option in options):
            return None
        return cls(options[0].question.quiz, learner, options, is_taken_back=is_taken_back)

    def _read(self) -> None:
        """Read the attempts and their answers as they are stored now."""
        mine = Attempt.objects.filter(quiz=self.quiz, learner=self.learner).with_asked()
        if self.is_taken_back:
            mine = mine.none()
        self._attempts = [
            AnsweredAttempt(attempt, frozenset(attempt.asked))
            for attempt in mine.order_by("number")
        ]
        by_pk = {answered.attempt.pk: answered for answered in self._attempts}
        if by_pk:
            for answer in Answer.objects.filter(attempt__in=by_pk).order_by("ordinal"):
                by_pk[answer.attempt_id].answers.append(answer)
        of_record = AnsweredAttempt(Attempt(quiz=self.quiz, learner=self.learner, number=1))
        self._show(self._attempts[-1] if self._attempts else of_record)

    def _show(self, attempt: AnsweredAttempt) -> None:
        """Turn to this attempt, or back to it when it has an answer more."""
        self._shown = attempt
        vars(self).pop("items", None)

    def choose(self, question: int, option: str, confidence: str = "", attempt: str = "") -> Answer:
        """Keep that the learner chose this option; the same choice again is the same answer.

        All but the question is as sent by a form, `attempt` that of which the form was made.
        `confidence` is kept with a first answer where the quiz asks for it.

        Safe against any number of choices at once: each try reads what is there and adds the
        next ordinal, and `answer_ordinal_once` and `answer_fits_its_attempt` let one through.
        Raises `AnswerRefused`, and then nothing is stored; 404 for an attempt of anybody else.
        """
        chosen = self._posted_option(question, option, confidence)
        self._show(self._attempt_of(attempt))
        for _try in range(TRIES):
            answers = self._shown.answers_to(question)
            for answer in answers:
                if answer.option_id == chosen.pk:
                    return answer
            self._refuse_unless_open(chosen.question)
            try:
                return self._keep(chosen, len(answers) + 1, confidence)
            except IntegrityError:
                self._read_again(chosen)
            except OperationalError as error:
                if not _is_deadlock(error):
                    raise
                self._read_again(chosen)
        raise AlreadyAnswered

    def _keep(self, option: Option, ordinal: int, confidence: str) -> Answer:
        kept_confidence = confidence if self.quiz.asks_confidence else ""
        answer = self.attempt.keep(option, ordinal, kept_confidence)
        self._shown.answers.append(answer)
        if self._shown not in self._attempts:
            self._attempts.append(self._shown)
        self._show(self._shown)
        return answer

    def _posted_option(self, question: int, option: str, confidence: str) -> Option:
        """The option of a form that this sheet takes."""
        if self.is_taken_back:
            message = _("This module is closed now. The answer you chose was not saved.")
            raise AnswerRefused(message, 409)
        if not self.can_answer:
            message = _("This module is not published yet, so answers are not kept.")
            raise AnswerRefused(message, 409)
        chosen = next((o for o in self._options[question] if str(o.pk) == option), None)
        if chosen is None and option:
            message = _("That is not an option of this question. Choose one of those shown.")
            raise AnswerRefused(message, 400)
        if chosen is None:
            raise AnswerRefused(_("Choose an answer first."), 400)
        if confidence not in {"", *Answer.Confidence.values}:
            message = _("Say how sure you are with one of the three, or leave it open.")
            raise AnswerRefused(message, 400)
        return chosen

    def _refuse_unless_open(self, question: Question) -> None:
        if question.is_retired:
            message = _("This question is no longer asked, so your choice was not saved.")
            raise AnswerRefused(message, 410)
        answers = self._shown.answers_to(question.pk)
        if _is_right(answers) or (answers and self.attempt.is_finished):
            raise AlreadyAnswered
        if not self._shown.asks(question.pk):
            message = _("This practice does not ask this question, so your choice was not saved.")
            raise AnswerRefused(message, 409)
        if self.attempt.is_finished:
            raise AddedLater

    def _attempt_of(self, pk: str) -> AnsweredAttempt:
        """The attempt a form was made for, else the one that an answer now goes to."""
        if not pk:
            return self._shown
        if pk == OF_RECORD:
            return self._attempts[0] if self._attempts else self._shown
        of_form = (answered for answered in self._attempts if str(answered.attempt.pk) == pk)
        return _or_404(next(of_form, None))

    def _read_again(self, option: Option) -> None:
        """See what the choice that was first has left."""
        number = self.number
        self._read()
        same = (
            answered
            for answered in (*self._attempts, self._shown)
            if answered.attempt.number == number
        )
        self._show(_or_404(next(same, None)))
        option.refresh_from_db(fields=["is_correct"])
        option.question.refresh_from_db(fields=["retired_at"])

    @property
    def can_answer(self) -> bool:
        """Answers count only in what is published."""
        return self.quiz.module.is_open

    @property
    def attempts(self) -> list[Attempt]:
        """The learner's attempts as stored, in order."""
        return [answered.attempt for answered in self._attempts]

    @property
    def attempt(self) -> Attempt:
        return self._shown.attempt

    @property
    def number(self) -> int:
        return self.attempt.number

    @property
    def is_practice(self) -> bool:
        return self.number > 1

    @property
    def boxes(self) -> Boxes:
        """Of the live questions, with what was answered since the sheet was read too."""
        live = {question.pk for question in self._of_quiz if not question.is_retired}
        is_finished = self._attempts and self._attempts[0].attempt.is_finished
        first_answers = (
            FirstAnswer(
                answered.attempt.number, answer.question_id, answer.answered_at, answer.is_correct
            )
            for answered in self._attempts
            for answer in answered.first_answers
            if answer.question_id in live
        )
        return Boxes.of(first_answers, live if is_finished else ())

    @property
    def _of_quiz(self) -> list[Question]:
        """All that are or were asked in the quiz."""
        return [options[0].question for options in self._options.values()]

    @property
    def questions(self) -> list[Question]:
        """What this attempt asks: live questions, and those it has answers to.

        A finished attempt keeps the questions it had.
        """
        if self.is_taken_back:
            return []
        ended = self.attempt.is_finished
        return [
            question
            for question in self._of_quiz
            if self._shown.answers_to(question.pk)
            or not (ended or question.is_retired or not self._shown.asks(question.pk))
        ]

    @cached_property
    def items(self) -> list[SheetItem]:
        questions, numbers = self.questions, self._numbers()
        following = [question.pk for question in questions[1:]]
        total = self._total_of(numbers)
        return [
            self._item(question, numbers[question.pk], total, next_id)
            for question, next_id in zip_longest(questions, following)
        ]

    def _numbers(self) -> dict[int, int | None]:
        """Those of the whole quiz, so that all speak of the same question; practice of some
        questions counts these."""
        is_of_all = self.attempt.scope == Attempt.Scope.ALL
        counted = numbered(self._of_quiz if is_of_all else self.questions)
        return {question.pk: number for number, question in counted}

    def _total_of(self, numbers: dict[int, int | None]) -> int | None:
        """How many have a number; None on a sheet without some of them, added since it ended."""
        with_number = {question for question, number in numbers.items() if number}
        is_whole = with_number <= {question.pk for question in self.questions}
        return len(with_number) if is_whole else None

    def _item(
        self, question: Question, number: int | None, total: int | None, next_id: int | None
    ) -> SheetItem:
        answers = self._shown.answers_to(question.pk)
        closed = _is_right(answers) or question.is_retired or self.is_review
        return SheetItem(
            question=question,
            number=number,
            total=total,
            options=[
                ShownOption.of(option, position, answers)
                for position, option in enumerate(self._options[question.pk])
            ],
            answers=answers,
            attempt=str(self.attempt.pk or OF_RECORD),
            is_open=self.can_answer and not closed,
            asks_confidence=self.quiz.asks_confidence and not answers,
            next_id=next_id,
        )

    def item(self, question: int) -> SheetItem | None:
        return next((item for item in self.items if item.question.pk == question), None)

    def item_of(self, answer: Answer) -> SheetItem:
        """The question of an answer in the attempt that is shown."""
        return next(item for item in self.items if item.question.pk == answer.question_id)

    @property
    def is_finished(self) -> bool:
        """Whether every live question is answered right (the rule of `attempt_finishes`)."""
        if not self._shown.attempt.pk:
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
    def missed(self) -> list[SheetItem]:
        return [item for item in self.items if item.is_missed]

    @property
    def score(self) -> int:
        return self._shown.score.score

    @property
    def total(self) -> int:
        return len(self.items)

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
        return self._attempts[0].score if self.is_practice else None


def _or_404(answered: AnsweredAttempt | None) -> AnsweredAttempt:
    if answered is None:
        raise Http404("No such attempt of this learner.")
    return answered


def _is_right(answers: list[Answer]) -> bool:
    return any(answer.is_correct for answer in answers)


def _is_deadlock(error: OperationalError) -> bool:
    """Whether Postgres gave this transaction up for another, as when questions are retired."""
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK


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
