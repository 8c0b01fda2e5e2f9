from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson

if TYPE_CHECKING:
    from accounts.models import User


class LessonReadQuerySet(models.QuerySet["LessonRead"]):
    def mark(self, learner: "User", lesson: Lesson) -> None:
        """Note that this person has read the lesson; the first time counts."""
        self.bulk_create(
            [LessonRead(learner=learner, lesson=lesson)],
            ignore_conflicts=True,
        )


class LessonRead(models.Model):
    """That a learner has read a lesson, and when first."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="lessons_read",
        verbose_name=_("learner"),
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, related_name="reads", verbose_name=_("lesson")
    )
    read_at = models.DateTimeField(_("read"), default=timezone.now)

    objects = LessonReadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson read")
        verbose_name_plural = _("lessons read")
        ordering = ["learner", "read_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="lesson_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.lesson}"
