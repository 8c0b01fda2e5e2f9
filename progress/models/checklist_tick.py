from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson, Module

if TYPE_CHECKING:
    from accounts.models import User


class ChecklistTickQuerySet(models.QuerySet["ChecklistTick"]):
    def of_learner(self, learner: "User") -> "ChecklistTickQuerySet":
        """One's own, as the course goes."""
        ticks = self.filter(learner=learner).select_related("lesson__module__course")
        long_texts = [*Lesson.long_columns("lesson__"), *Module.long_columns("lesson__module__")]
        return ticks.defer(*long_texts).order_by(
            "lesson__module__course__title",
            "lesson__module__position",
            "lesson__position",
            "ticked_at",
            "pk",
        )

    @transaction.atomic
    def change(
        self,
        learner: "User",
        lesson: Lesson,
        ticked: Mapping[str, str],
        unticked: Collection[str],
    ) -> None:
        """Tick items of a lesson, each a key with its text, and take the ticks of others away.

        What was ticked before keeps its time.
        """
        self.bulk_create(
            [
                ChecklistTick(learner=learner, lesson=lesson, key=key, text=text)
                for key, text in ticked.items()
            ],
            ignore_conflicts=True,
        )
        self.filter(learner=learner, lesson=lesson, key__in=unticked).delete()


class ChecklistTick(models.Model):
    """That a learner has ticked an item of a checklist; nobody else sees it.

    The key is made of the item's words (texts/tasks.py): moved, it keeps its tick, and with other
    words it is another item. `text` are those words.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="ticks",
        verbose_name=_("learner"),
        db_index=False,
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, related_name="ticks", verbose_name=_("lesson")
    )
    key = models.CharField(_("key"), max_length=20)
    text = models.TextField(_("text"))
    ticked_at = models.DateTimeField(_("ticked"), default=timezone.now)

    objects = ChecklistTickQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody but its learner handles it
        verbose_name = _("tick in a checklist")
        verbose_name_plural = _("ticks in checklists")
        ordering = ["learner", "lesson", "ticked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "lesson", "key"], name="checklist_tick_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.lesson)
