from collections.abc import Sequence
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.minutes import letters_in_sql
from courses.models.base import ContentModel
from courses.models.course import Course
from courses.models.edition import RAISES_THE_EDITION
from courses.models.module import Module
from courses.search_columns import plain_text_of
from courses.versions import keep_versions


class LessonQuerySet(models.QuerySet["Lesson"]):
    def with_length(self) -> "LessonQuerySet":
        """With `letters`, as the module counts them."""
        return self.annotate(letters=letters_in_sql())  # type: ignore[no-redef]  # the model declares it

    def get_by_natural_key(self, course: str, module: str, slug: str) -> "Lesson":
        return self.get(module__course__slug=course, module__slug=module, slug=slug)


# White space is not what anyone reads: only other words make another revision.
COUNT_REVISIONS = pgtrigger.Trigger(
    name="lesson_counts_revisions",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func=r"""
        NEW.revision := OLD.revision;
        IF btrim(regexp_replace(NEW.body, '\s+', ' ', 'g'))
            IS DISTINCT FROM btrim(regexp_replace(OLD.body, '\s+', ' ', 'g'))
        THEN
            NEW.revision := OLD.revision + 1;
        END IF;
        RETURN NEW;
    """,
)


class Lesson(ContentModel):  # type: ignore[django-manager-missing]
    """A numbered section of a module's page.

    `revision` counts from 1 and is kept by the database; the texts before the present one are in
    `past`.
    """

    block_markdown = ("body",)
    kept_by_database = ("revision", "plain_text")
    course_path = "module__course"

    module = models.ForeignKey(
        Module, models.CASCADE, related_name="lessons", verbose_name=_("module"), db_index=False
    )
    slug = models.SlugField(_("slug"), db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False, blank=True)
    plain_text = plain_text_of("body_html")
    revision = models.PositiveIntegerField(_("revision"), default=1, db_default=1, editable=False)

    letters: int | None = None  # of `with_length`
    former_slugs: Sequence[str] = ()  # what led to it before, where its page is read

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["module", "position"]
        triggers = [COUNT_REVISIONS, RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "slug"],
                name="lesson_slug_once_per_module",
                violation_error_message=_("Another lesson of this module has this slug."),
            ),
            models.UniqueConstraint(
                fields=["module", "position"],
                name="lesson_position_once_per_module",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another lesson of this module has this position."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.module.natural_key(), self.slug)

    natural_key.dependencies = ["courses.module"]  # type: ignore[attr-defined]

    @property
    def number(self) -> str:
        return f"{self.position:02d}"

    def get_course(self) -> Course:
        return self.module.course

    def is_out(self) -> bool:
        return self.module.is_published

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        of_course = super().of_course(course).select_related("module")
        return of_course.defer(*Module.long_columns("module__"))

    def markdown_prefix(self) -> str:
        return self.slug


class LessonRevision(
    pghistory.create_event_model(  # type: ignore[misc]
        Lesson,
        pghistory.UpdateEvent("superseded", row="OLD", condition=pghistory.AnyChange("revision")),
        fields=["revision", "body_html"],
        obj_field=pghistory.ObjForeignKey(related_name="past"),
    )
):
    """A text that a lesson had before, kept by the database when another takes its place."""

    class Meta:
        verbose_name = _("earlier text of a lesson")
        verbose_name_plural = _("earlier texts of lessons")


LessonVersion = keep_versions(Lesson)
