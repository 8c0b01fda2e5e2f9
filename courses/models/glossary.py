import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.base import ContentModel
from courses.models.course import Course
from courses.models.edition import RAISES_THE_EDITION
from courses.search_columns import plain_text_of
from courses.versions import keep_versions

TERM_IN_HTML = re.compile(r'popovertarget="term-(\d+)"')


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    def used_in(self, *html: str) -> "GlossaryTermQuerySet":
        """The terms whose popovers these rendered texts open."""
        return self.filter(pk__in=GlossaryTerm.ids_in(*html))

    def get_by_natural_key(self, course: str, term: str) -> "GlossaryTerm":
        return self.get(course__slug=course, term=term)


class GlossaryTerm(ContentModel):
    """A word of the trade, defined once per course and shown in place wherever `{term}` stands."""

    inline_markdown = ("definition",)
    kept_by_database = ("plain_text",)

    course = models.ForeignKey(
        Course, models.CASCADE, related_name="glossary", verbose_name=_("course"), db_index=False
    )
    term = models.CharField(_("term"), max_length=100)
    definition = models.TextField(_("definition"))
    definition_html = models.TextField(editable=False, blank=True)
    plain_text = plain_text_of("definition_html")

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        triggers = [RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "term"],
                name="glossary_term_once_per_course",
                violation_error_message=_("This term is already in the glossary."),
            ),
        ]

    def __str__(self) -> str:
        return self.term

    def natural_key(self) -> tuple[str, str]:
        return (*self.course.natural_key(), self.term)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    @property
    def dom_id(self) -> str:
        return f"term-{self.pk}"

    @staticmethod
    def ids_in(*html: str) -> set[int]:
        return {int(pk) for text in html for pk in TERM_IN_HTML.findall(text)}

    def get_course(self) -> Course:
        return self.course

    def is_out(self) -> bool:
        return self.course.is_published


GlossaryTermVersion = keep_versions(GlossaryTerm)
