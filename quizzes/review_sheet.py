"""The answer sheet of a quiz in today's review, which asks of several quizzes what is due."""

from collections.abc import Iterable

from accounts.responses import or_404
from quizzes.answer_refused import NotDue
from quizzes.answer_sheet import AnswerSheet
from quizzes.answered_attempt import AnsweredAttempt
from quizzes.asking import NEXT_PRACTICE, ask_quiz
from quizzes.models import Attempt

DUE = Attempt.Scope.DUE


class ReviewSheet(AnswerSheet):
    """A quiz with what is due in it, to be turned to one of its questions.

    That is answered in the practice of what is due that is under way, else in a new one, which
    takes the place of any other and is stored with its first answer.
    """

    question = 0

    def turn_to(self, question: int) -> bool:
        """Whether this quiz has the question. One that is not of the review is not shown."""
        if question not in self.content.options:
            return False
        self.question = question
        self._show(self._of_review() or self._next_practice())
        return True

    @property
    def due(self) -> list[int]:
        """None as long as the attempt of record is under way."""
        return self.boxes.due if self._attempts and self._attempts[0].attempt.is_finished else []

    @property
    def reviews(self) -> list[AnsweredAttempt]:
        """Practices of what was due."""
        return [answered for answered in self._attempts if answered.attempt.scope == DUE]

    def _of_review(self) -> AnsweredAttempt | None:
        """Where the question is answered today, or was; None where it is not due and was not."""
        if self.question not in self.due:
            reviews = (a for a in reversed(self.reviews) if a.answers_to(self.question))
            return next(reviews, None)
        latest = self._attempts[-1]
        is_fresh = not (latest.attempt.is_over or latest.answers_to(self.question))
        if latest.attempt.scope == DUE and latest.asks(self.question) and is_fresh:
            return latest
        return self._next_practice(self.due)

    def _next_practice(self, questions: Iterable[int] = ()) -> AnsweredAttempt:
        """Not stored yet."""
        number = len(self._attempts) + 1
        attempt = Attempt(
            quiz_id=self.quiz.pk, learner_id=self.learner.pk, number=number, scope=DUE
        )
        return AnsweredAttempt(attempt, frozenset(questions))

    def _attempt_of(self, pk: str) -> AnsweredAttempt:
        """That of the form where it still takes the question or has taken it: what is sent twice
        is answered once, on another day too."""
        next_practice = NEXT_PRACTICE.fullmatch(pk)
        if next_practice:
            number = int(next_practice[1])
            of_form = next((a for a in self._attempts if a.attempt.number == number), None)
        else:
            of_form = super()._attempt_of(pk) if pk else None
        if of_form is not None and of_form.answers_to(self.question):
            return of_form
        attempt = self._of_review()
        if attempt is None:
            self._asked_question(self.question)  # raises where it is not
            raise NotDue
        return attempt

    def _read_again(self) -> None:
        self._take(*or_404(ask_quiz(self.quiz.pk, self.learner, attempt=self.attempt.pk)))
        self._show(self._attempt_of(""))
