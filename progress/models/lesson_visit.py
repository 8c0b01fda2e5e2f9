from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson

if TYPE_CHECKING:
    from accounts.models import User


class LessonVisitQuerySet(models.QuerySet["LessonVisit"]):
    def note(self, learner: "User", lesson: Lesson) -> None:
        """Note that this person is at the lesson now."""
        self.bulk_create(
            [LessonVisit(learner=learner, lesson=lesson)],
            update_conflicts=True,
            unique_fields=["learner", "lesson"],
            update_fields=["visited_at"],
        )


class LessonVisit(models.Model):
    """When a learner last was at a lesson; the latest in a module is where to go on reading."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="visits",
        verbose_name=_("learner"),
        db_index=False,
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, related_name="visits", verbose_name=_("lesson")
    )
    visited_at = models.DateTimeField(_("visited"), default=timezone.now)

    objects = LessonVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson visit")
        verbose_name_plural = _("lesson visits")
        ordering = ["learner", "-visited_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="lesson_visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.lesson}"
