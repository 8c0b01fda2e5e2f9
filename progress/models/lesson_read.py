from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson
from courses.one_row import one_row

if TYPE_CHECKING:
    from accounts.models import User


# In one statement: both or none.
MARK = """
    WITH mark AS (
        INSERT INTO progress_lessonread AS stored (learner_id, lesson_id, read_at, revision)
        VALUES (%(learner)s, %(lesson)s, %(now)s, %(revision)s)
        ON CONFLICT (learner_id, lesson_id) DO UPDATE SET revision = EXCLUDED.revision
        WHERE stored.revision < EXCLUDED.revision
    ),
    visit AS (
        INSERT INTO progress_lessonvisit (learner_id, lesson_id, visited_at)
        VALUES (%(learner)s, %(lesson)s, %(now)s)
        ON CONFLICT (learner_id, lesson_id) DO UPDATE SET visited_at = EXCLUDED.visited_at
    )
    SELECT 1
"""


class LessonReadQuerySet(models.QuerySet["LessonRead"]):
    def mark(self, learner: "User", lesson: Lesson, revision: int | None = None) -> None:
        """Note that this person has read the lesson as of a revision, by default the present one.

        The first time counts for `read_at`, the latest text for `revision`.
        """
        values = {
            "learner": learner.pk,
            "lesson": lesson.pk,
            "now": timezone.now(),
            "revision": min(revision or lesson.revision, lesson.revision),
        }
        one_row(MARK, values)


class LessonRead(models.Model):
    """That a learner has read a lesson: when first, and which text of it last."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="lessons_read",
        verbose_name=_("learner"),
        db_index=False,
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
