from itertools import starmap
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes import invariants, merging
from quizzes.models.option import Option
from quizzes.models.question import Question
from quizzes.models.quiz import Quiz
from quizzes.repetition import Boxes, FirstAnswer
from quizzes.siblings import Siblings

if TYPE_CHECKING:
    from accounts.models import User


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of_record(self) -> "AttemptQuerySet":
        """First attempts: the ones whose score counts."""
        return self.filter(number=1)

    def stop(self) -> int:
        """End the practices of these that are under way; their answers stay. How many that were."""
        under_way = self.filter(number__gt=1, finished_at=None, stopped_at=None)
        return under_way.update(stopped_at=timezone.now())

    def practise(self, quiz: Quiz, learner: "User", scope: str = "all") -> "Attempt | None":
        """The practice that is under way, else a new one (number 2, 3 …) of what was asked for.

        None before the attempt of record is finished and where there is nothing of that scope.
        """
        attempts = self.filter(quiz=quiz, learner=learner).order_by("number")
        latest = attempts.filter(finished_at=None, stopped_at=None).first() or attempts.last()
        if latest is None:
            return None
        try:
            with transaction.atomic():
                if not latest.is_over:
                    if latest.is_of_record or latest.scope == scope or latest.answers.exists():
                        return latest
                    latest.delete()  # Nothing answered yet: another choice of questions.
                    return self._begin_practice(quiz, learner, latest.number, scope)
                return self._begin_practice(quiz, learner, latest.number + 1, scope)
        except IntegrityError:
            return attempts.last()

    def _begin_practice(
        self, quiz: Quiz, learner: "User", number: int, scope: str
    ) -> "Attempt | None":
        boxes = Answer.objects.boxes_of(learner, quiz)
        questions = {"missed": boxes.missed, "due": boxes.due}.get(scope)
        if questions is not None and not questions:
            return None
        attempt = self.create(quiz=quiz, learner=learner, number=number, scope=scope)
        AskedQuestion.objects.bulk_create(
            AskedQuestion(attempt=attempt, question_id=question) for question in questions or ()
        )
        return attempt


class Attempt(models.Model):
    """One learner's way through a quiz. Number 1 is of record; later ones are practice.

    `finished_at` is set by the database (`attempt_finishes`) with the last right answer, or
    `stopped_at` when the learner has had enough of a practice. An attempt whose scope is not "all"
    asks only its `asked_questions`.
    """

    class Scope(models.TextChoices):
        ALL = "all", _("All questions")
        MISSED = "missed", _("Missed at the first try")
        DUE = "due", _("Due to come back")

    quiz = models.ForeignKey(
        Quiz, models.PROTECT, related_name="attempts", verbose_name=_("quiz"), db_index=False
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="attempts",
        verbose_name=_("learner"),
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    scope = models.CharField(
        _("scope"), max_length=10, choices=Scope, default=Scope.ALL, db_default="all"
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["quiz", "learner", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "learner", "number"], name="attempt_once"),
            models.UniqueConstraint(
                fields=["quiz", "learner"],
                condition=models.Q(finished_at=None, stopped_at=None),
                name="attempt_one_open",
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="attempt_number_from_1"),
            models.CheckConstraint(
                condition=models.Q(scope="all")
                | models.Q(scope__in=["missed", "due"], number__gt=1),
                name="attempt_of_record_asks_all",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None) | models.Q(finished_at=None, number__gt=1),
                name="attempt_stops_in_practice",
            ),
        ]
        triggers = [
            invariants.ATTEMPT_BEGINS,
            merging.ATTEMPT_IS_FIXED,
            invariants.ATTEMPT_STAYS,
            invariants.KEEPS_ITS_ID,
            invariants.FINISHED_MEANS_FINISHED,
            invariants.STOPS_ONCE,
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.quiz} · {self.number}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_over(self) -> bool:
        """Whether it takes no answers any more."""
        return self.is_finished or self.stopped_at is not None

    @property
    def is_of_record(self) -> bool:
        return self.number == 1

    @property
    def practice_number(self) -> int:
        """Practice counts from 1, as people count it."""
        return self.number - 1


class AskedQuestion(models.Model):
    """One of the questions that a practice attempt asks; settled before its first answer."""

    attempt = models.ForeignKey(
        Attempt,
        models.CASCADE,
        related_name="asked_questions",
        verbose_name=_("attempt"),
        db_index=False,
    )
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="+", verbose_name=_("question")
    )

    class Meta:
        verbose_name = _("asked question")
        verbose_name_plural = _("asked questions")
        ordering = ["attempt", "question"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="asked_question_once"),
        ]
        triggers = [invariants.ASKED_BEFORE_ANSWERS]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.question_id}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def first_answers(self) -> "AnswerQuerySet":
        """The first answer to each question, which scores count."""
        return self.filter(ordinal=1)

    def of_record(self) -> "AnswerQuerySet":
        """Answers of first attempts."""
        return self.filter(attempt__number=1)

    def boxes_of(self, learner: "User", quiz: Quiz) -> Boxes:
        """The boxes of live questions of this quiz, whose attempt of record is finished."""
        questions = Question.objects.filter(quiz=quiz, is_draft=False).order_by("position", "pk")
        published = list(questions.only("sibling_of", "retired_at", "is_draft"))
        live = [question.pk for question in published if question.is_live]
        siblings = Siblings.among(published)
        answers = self.first_answers().filter(attempt__learner=learner, attempt__quiz=quiz)
        rows = answers.order_by("attempt__number").values_list(
            "attempt__number", "question", "answered_at", "is_correct"
        )
        of_live = (
            answer
            for answer in starmap(FirstAnswer, rows)
            if siblings.first_of(answer.question) in live
        )
        return Boxes.of(of_live, live, siblings)


class Answer(models.Model):
    """One choice of an option; append-only, as the database sees to.

    Made by `AnswerSheet.choose` alone. Ordinal 1 is the first answer.
    """

    class Confidence(models.TextChoices):
        SURE = "sure", _("Sure")
        HALF = "half", _("Half sure")
        GUESS = "guess", _("A guess")

    attempt = models.ForeignKey(
        Attempt, models.PROTECT, related_name="answers", verbose_name=_("attempt"), db_index=False
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    option = models.ForeignKey(
        Option, models.PROTECT, related_name="answers", verbose_name=_("option")
    )
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    is_correct = models.BooleanField(_("right"))
    confidence = models.CharField(
        _("confidence"), max_length=5, choices=Confidence, blank=True, default="", db_default=""
    )
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt", "question", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question", "ordinal"], name="answer_ordinal_once"
            ),
            models.UniqueConstraint(
                fields=["attempt", "question", "option"], name="answer_option_once"
            ),
            models.UniqueConstraint(
                fields=["attempt", "question"],
                condition=models.Q(is_correct=True),
                name="answer_right_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ordinal__gte=1), name="answer_ordinal_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__in=["", "sure", "half", "guess"]),
                name="answer_confidence_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence="") | models.Q(ordinal=1),
                name="answer_confidence_with_the_first",
            ),
        ]
        triggers = [
            *invariants.ANSWERS_ARE_APPEND_ONLY,
            invariants.ANSWER_FITS_ITS_ATTEMPT,
            invariants.ATTEMPT_FINISHES,
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.question_id} · {self.ordinal}"
