from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes import invariants
from quizzes.models.attempt import Attempt
from quizzes.models.question import Option, Question


class AnswerQuerySet(models.QuerySet["Answer"]):
    def first_answers(self) -> "AnswerQuerySet":
        """The first answer to each question, which scores count."""
        return self.filter(ordinal=1)

    def of_record(self) -> "AnswerQuerySet":
        """Answers of first attempts."""
        return self.filter(attempt__number=1)


class Answer(models.Model):
    """One choice of an option; append-only, as the database sees to.

    Made by `Attempt.choose` alone. Ordinal 1 is the first answer.
    """

    class Confidence(models.TextChoices):
        SURE = "sure", _("Sure")
        HALF = "half", _("Half sure")
        GUESS = "guess", _("A guess")

    attempt = models.ForeignKey(
        Attempt, models.PROTECT, related_name="answers", verbose_name=_("attempt")
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
            invariants.ANSWERS_ARE_APPEND_ONLY,
            invariants.ANSWERS_ARE_NOT_TRUNCATED,
            invariants.ANSWER_FITS_ITS_ATTEMPT,
            invariants.ATTEMPT_FINISHES,
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.question_id} · {self.ordinal}"
