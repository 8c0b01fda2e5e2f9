from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import invariants
from quizzes.models.attempt import Attempt
from quizzes.models.question import Question


class AskedQuestion(models.Model):
    """One of the questions that a practice attempt asks; settled before its first answer."""

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="asked_questions", verbose_name=_("attempt")
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
