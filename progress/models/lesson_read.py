from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson
from progress.models.lesson_visit import LessonVisit

if TYPE_CHECKING:
    from accounts.models import User


class LessonReadQuerySet(models.QuerySet["LessonRead"]):
    @transaction.atomic
    def mark(self, learner: "User", lesson: Lesson, revision: int | None = None) -> None:
        """Note that this person has read the lesson as of a revision, by default the present one.

        The first time counts for `read_at`, the latest text for `revision`.
        """
        revision = min(revision or lesson.revision, lesson.revision)
        self.bulk_create(
            [LessonRead(learner=learner, lesson=lesson, revision=revision)], ignore_conflicts=True
        )
        self.filter(learner=learner, lesson=lesson, revision__lt=revision).update(revision=revision)
        LessonVisit.objects.note(learner, lesson)


class LessonRead(models.Model):
    """That a learner has read a lesson: when first, and which text of it last."""

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
    revision = models.PositiveIntegerField(_("revision"), default=1, db_default=1)

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
