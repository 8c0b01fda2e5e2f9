from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Module
from courses.models.base import ContentModel
from courses.models.edition import RAISES_THE_EDITION
from courses.versions import keep_versions
from quizzes import invariants, module_content


class QuizQuerySet(models.QuerySet["Quiz"]):
    def get_by_natural_key(self, course: str, module: str) -> "Quiz":
        return self.get(module__course__slug=course, module__slug=module)


class Quiz(ContentModel):
    """The check quiz at the end of a module."""

    block_markdown = ("intro",)
    course_path = "module__course"

    module = models.OneToOneField(
        Module, models.CASCADE, related_name="quiz", verbose_name=_("module")
    )
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    intro_html = models.TextField(editable=False, blank=True)
    asks_confidence = models.BooleanField(
        _("asks how sure one is"),
        default=False,
        db_default=False,
        help_text=_("Asked with the first choice; never scored."),
    )

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["module"]
        triggers = [
            invariants.KEEPS_ITS_ID,
            invariants.QUIZ_STAYS,
            module_content.OF_PART,
            RAISES_THE_EDITION,
        ]

    def __str__(self) -> str:
        return f"{self.module} · {self.title}"

    def natural_key(self) -> tuple[str, str]:
        return self.module.natural_key()

    natural_key.dependencies = ["courses.module"]  # type: ignore[attr-defined]

    def get_course(self) -> Course:
        return self.module.course

    def is_out(self) -> bool:
        return self.module.is_published

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        of_course = super().of_course(course).select_related("module")
        return of_course.defer(*Module.long_columns("module__"))

    def markdown_prefix(self) -> str:
        return "quiz"


QuizVersion = keep_versions(Quiz)
