"""A learner's answer sheet: the quiz as one person sees it, and nothing they may not see yet.

Answers are given here too (`AnswerSheet.choose`), so that one rule says what is shown and what
is taken.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import IntegrityError, OperationalError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.responses import or_404
from courses.access import is_author
from courses.models import Module
from courses.models.edition import Tokens
from quizzes.answer_refused import (
    AddedLater,
    AlreadyAnswered,
    AnswerRefused,
    InReviewAlone,
    PracticeStopped,
)
from quizzes.answered_attempt import AnsweredAttempt, GivenAnswer, Score, calibration_of
from quizzes.asking import OF_RECORD, ask_question, ask_quiz
from quizzes.keeping import is_deadlock, keep
from quizzes.models import Attempt, Question
from quizzes.numbering import numbered, numbers_in_practice
from quizzes.paper import PaperQuestion, paper_of
from quizzes.posted_choice import posted_option
from quizzes.quiz_content import QuizContent
from quizzes.repetition import Boxes, FirstAnswer
from quizzes.sheet_items import SheetItem, ShownOption
from quizzes.sheet_rows import SheetRows

if TYPE_CHECKING:
    from accounts.models import User

# Each lost race means that somebody else's answer was stored, and a question has few options.
TRIES = 12


class AnswerSheet:
    """One quiz for one learner: what everybody sees is kept, what is the learner's one query.

    Shown is the latest attempt that was not stopped, or one of before, to be looked at only
    (`is_review`).
    """

    is_review = False
    is_taken_back = False

    def __init__(self, content: QuizContent, learner: "User", rows: SheetRows) -> None:
        self.learner = learner
        self._take(content, rows)

    @classmethod
    def of_quiz(cls, quiz: int, learner: "User", number: int | None = None) -> "AnswerSheet | None":
        pair = ask_quiz(quiz, learner, number=number)
        return None if pair is None else cls(pair[0], learner, pair[1])

    @classmethod
    def of_review(cls, quiz: int, learner: "User", number: int) -> "AnswerSheet | None":
        """The sheet turned to an earlier attempt, if there is one of this number."""
        sheet = cls.of_quiz(quiz, learner, number)
        if sheet is None:
            return None
        sheet.is_review = True
        earlier = (answered for answered in sheet._attempts if answered.attempt.number == number)
        sheet._shown = next(earlier, sheet._shown)
        return sheet if sheet.number == number and sheet.attempts else None

    @classmethod
    def of_question(cls, pk: int, learner: "User", attempt: str = "") -> "AnswerSheet | None":
        """The sheet with this question on it, if the learner may read its module.

        Of a module that was taken back from them it shows nothing, and takes no answer. `attempt`
        is that of which the form was made, as sent.
        """
        pair = ask_question(pk, learner, attempt)
        if pair is None:
            return None
        content, rows = pair
        sheet = cls(content, learner, rows)
        if sheet.may_be_read:
            return sheet
        if not Module.objects.taken_back_from(learner).filter(pk=content.module.pk).exists():
            return None
        sheet.is_taken_back = True
        sheet._take(content, replace(rows, attempts=[]))
        return sheet

    def _take(self, content: QuizContent, rows: SheetRows) -> None:
        self.content, self._rows = content, rows
        self.quiz = content.quiz
        self._attempts = rows.attempts
        of_record = AnsweredAttempt(
            Attempt(quiz_id=self.quiz.pk, learner_id=self.learner.pk, number=1)
        )
        shown = [a for a in reversed(self._attempts) if a.attempt.stopped_at is None]
        is_open = (a for a in shown if not a.attempt.is_finished)
        self._show(next(is_open, shown[0] if shown else of_record))

    @property
    def edition(self) -> Tokens | None:
        """That of the content which is shown; None where it was changed meanwhile."""
        return self._rows.edition

    @property
    def may_be_read(self) -> bool:
        """Whether the learner may read the module, as `readable_modules` says."""
        return is_author(self.learner) or (self._rows.is_open and self.content.module.is_open)

    def _show(self, attempt: AnsweredAttempt) -> None:
        """Turn to this attempt, or back to it when it has an answer more."""
        self._shown = attempt
        vars(self).pop("items", None)

    def choose(
        self, question: int, option: str, confidence: str = "", attempt: str = ""
    ) -> GivenAnswer:
        """Keep that the learner chose this option; the same choice again is the same answer.

        All but the question is as sent by a form, `attempt` that of which the form was made.
        `confidence` is kept with a first answer where the quiz asks for it.

        Safe against any number of choices at once: each try reads what is there and adds the
        next ordinal, and `answer_ordinal_once` and `answer_fits_its_attempt` let one through.
        Raises `AnswerRefused`, and then nothing is stored; 404 for an attempt of anybody else.
        """
        chosen = posted_option(self, question, option, confidence)
        self._show(self._attempt_of(attempt))
        for _try in range(TRIES):
            answers = self._shown.answers_to(question)
            for answer in answers:
                if answer.option_id == chosen:
                    return answer
            self._refuse_unless_open(question)
            try:
                return self._keep(question, chosen, len(answers) + 1, confidence)
            except IntegrityError:
                self._read_again()
            except OperationalError as error:
                if not is_deadlock(error):
                    raise
                self._read_again()
        raise AlreadyAnswered

    def _keep(self, question: int, option: int, ordinal: int, confidence: str) -> GivenAnswer:
        kept_confidence = confidence if self.quiz.asks_confidence else ""
        practice = self._shown.asked
        answer = keep(self.attempt, question, option, ordinal, kept_confidence, practice)
        self._shown.answers.append(answer)
        if self._shown not in self._attempts:
            self._attempts.append(self._shown)
        self._show(self._shown)
        return answer

    def _asked_question(self, pk: int) -> Question:
        for question in self.all_questions:
            if question.pk == pk and question.is_asked:
                return question
        message = _("This question is no longer asked, so your choice was not saved.")
        raise AnswerRefused(message, 410)

    def _refuse_unless_open(self, pk: int) -> None:
        question = self._asked_question(pk)
        answers = self._shown.answers_to(pk)
        if _is_right(answers) or (answers and self.attempt.is_finished):
            raise AlreadyAnswered
        if self.attempt.stopped_at is not None:
            raise PracticeStopped
        if not self._asks(question):
            if question.is_sibling:
                raise InReviewAlone
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
        return or_404(next(of_form, None))

    def _read_again(self) -> None:
        """See what the choice that was first has left, or the author who changed the question."""
        number, shown = self.number, self.attempt.pk
        self._take(*or_404(ask_quiz(self.quiz.pk, self.learner, attempt=shown)))
        same = (
            answered
            for answered in (*self._attempts, self._shown)
            if answered.attempt.number == number
        )
        self._show(or_404(next(same, None)))

    @property
    def can_answer(self) -> bool:
        """Answers count only in what is published."""
        return self.quiz.module.is_open

    @property
    def paper(self) -> list[PaperQuestion]:
        """The whole quiz for a pen, where practice shows a part of it; the others are their own."""
        return paper_of(self.content) if self.attempt.scope != Attempt.Scope.ALL else []

    @property
    def attempts(self) -> list[Attempt]:
        """The learner's attempts as stored, in order; none that ended without an answer."""
        return [a.attempt for a in self._attempts if a.answers or not a.attempt.is_over]

    @property
    def attempt(self) -> Attempt:
        return self._shown.attempt

    @property
    def form_attempt(self) -> str:
        """What a form says of the attempt that it is made for."""
        number = self.number
        return str(self.attempt.pk or (f"practice-{number}" if number > 1 else OF_RECORD))

    @property
    def number(self) -> int:
        return self.attempt.number

    @property
    def is_practice(self) -> bool:
        return self.number > 1

    @property
    def boxes(self) -> Boxes:
        """Of the live questions, with what was answered since the sheet was read too."""
        live, siblings = self._live, self.content.siblings
        is_finished = self._attempts and self._attempts[0].attempt.is_finished
        first_answers = (
            FirstAnswer(
                answered.attempt.number, answer.question_id, answer.answered_at, answer.is_correct
            )
            for answered in self._attempts
            for answer in answered.first_answers
            if siblings.first_of(answer.question_id) in live
        )
        return Boxes.of(first_answers, live if is_finished else (), siblings)

    @property
    def is_untouched(self) -> bool:
        """Whether its questions stand there as they do for everybody who has begun nothing."""
        return not (self._attempts or self.is_review or self.is_taken_back)

    @property
    def is_empty(self) -> bool:
        return not self.questions

    @property
    def all_questions(self) -> list[Question]:
        """All that are or were asked in the quiz."""
        return list(self.content.questions)

    @property
    def _live(self) -> set[int]:
        return {question.pk for question in self.all_questions if question.is_live}

    @property
    def questions(self) -> list[Question]:
        """What this attempt asks: live questions, and those it has answers to.

        An attempt that is over keeps the questions it had.
        """
        if self.is_taken_back:
            return []
        ended = self.attempt.is_over
        return [
            question
            for question in self.all_questions
            if self._shown.answers_to(question.pk)
            or not (ended or question.is_retired or not self._asks(question))
        ]

    def _asks(self, question: Question) -> bool:
        """Whether the attempt that is shown does; siblings are asked where they are named alone."""
        is_of_all = self.attempt.scope == Attempt.Scope.ALL
        return not (is_of_all and question.is_sibling) and self._shown.asks(question.pk)

    @cached_property
    def items(self) -> list[SheetItem]:
        return self._items_of(self.questions)

    def _items_of(self, questions: Sequence[Question]) -> list[SheetItem]:
        keys, numbers = [question.pk for question in self.questions], self._numbers()
        total, following = self._total_of(numbers), dict(pairwise(keys))
        return [
            self._item(question, numbers[question.pk], total, following.get(question.pk))
            for question in questions
        ]

    def _numbers(self) -> dict[int, int | None]:
        """Those of the whole quiz, as everybody sees them; practice of some counts these."""
        is_of_all = self.attempt.scope == Attempt.Scope.ALL
        if is_of_all:
            return {question.pk: number for number, question in numbered(self.all_questions)}
        return numbers_in_practice(self.questions)

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
        closed = closed or self.attempt.is_over
        return SheetItem(
            question=question,
            number=number,
            total=total,
            options=[
                ShownOption.of(
                    option, position, answers, self.content.lessons, self.content.said_then
                )
                for position, option in enumerate(self.content.options[question.pk])
            ],
            answers=answers,
            attempt=self.form_attempt,
            is_open=self.can_answer and not closed,
            asks_confidence=self.quiz.asks_confidence and not answers,
            next_id=next_id,
            is_folded=_is_right(answers) and not (self.is_review or self._is_latest(answers)),
            is_last=next_id is None and self.is_finished and not self.is_review,
            stem_then_html=self.content.said_then.other_stem_html(question, answers),
        )

    def _is_latest(self, answers: Sequence[GivenAnswer]) -> bool:
        """Whether one of these was given last: to that question one comes back."""
        return max(self._shown.answers, key=lambda answer: answer.pk) in answers

    def item(self, question: int) -> SheetItem | None:
        items = self._items_of([shown for shown in self.questions if shown.pk == question])
        return items[0] if items else None

    def item_of(self, answer: GivenAnswer) -> SheetItem:
        """The question of an answer in the attempt that is shown."""
        return or_404(self.item(answer.question_id))

    @property
    def is_finished(self) -> bool:
        """Whether every live question is answered right (the rule of `attempt_finishes`)."""
        if not self._shown.attempt.pk:
            return False
        live = (question.pk for question in self.questions if not question.is_retired)
        return self.attempt.is_finished or all(
            _is_right(self._shown.answers_to(question)) for question in live
        )

    @property
    def is_ever_finished(self) -> bool:
        """Whether the attempt of record is, whatever is practised now."""
        return any(attempt.is_finished for attempt in self.attempts[:1])

    @property
    def sections(self) -> list[int]:
        """Those of the module, by key."""
        return list(self.content.lessons)

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
        return calibration_of([item.answers[0] for item in self.items if item.answers])

    @property
    def record(self) -> Score | None:
        """The score of record, once there are later attempts beside it."""
        return self._attempts[0].score if self.is_practice else None


def _is_right(answers: Sequence[GivenAnswer]) -> bool:
    return any(answer.is_correct for answer in answers)
