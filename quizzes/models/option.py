from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Lesson, Module
from courses.models.base import ContentModel
from courses.models.edition import RAISES_THE_EDITION
from courses.versions import keep_versions
from quizzes import frozen_wording, invariants
from quizzes.in_short import LONGEST_NAME, in_short, words
from quizzes.models.question import Question
from texts import Fault
from texts.items import holds_blocks
from texts.visible import VISIBLE, is_visible


class OptionQuerySet(models.QuerySet["Option"]):
    def get_by_natural_key(self, course: str, module: str, question: str, slug: str) -> "Option":
        return self.get(
            question__quiz__module__course__slug=course,
            question__quiz__module__slug=module,
            question__slug=question,
            slug=slug,
        )


class Option(ContentModel):
    """A choice of a question: the right one, or a distractor; each explains itself."""

    item_markdown = ("text",)
    block_markdown = ("explanation",)
    course_path = "question__quiz__module__course"

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="options", verbose_name=_("question"), db_index=False
    )
    slug = models.SlugField(_("slug"), max_length=20, db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"))
    text_html = models.TextField(editable=False, blank=True)
    is_correct = models.BooleanField(_("right"), default=False)
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Why it is wrong, or why it is right. Only a draft may be without."),
    )
    explanation_html = models.TextField(editable=False, blank=True)
    lesson = models.ForeignKey(
        Lesson,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("explained in"),
        help_text=_("Where this option points to a section of its own."),
    )

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"],
                name="option_slug_once_per_question",
                violation_error_message=_("Another option of this question has this slug."),
            ),
            models.UniqueConstraint(
                fields=["question", "position"],
                name="option_position_once_per_question",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another option of this question has this position."),
            ),
            models.CheckConstraint(
                condition=models.Q(text__regex=VISIBLE),
                name="option_has_a_text",
                violation_error_message=_("Every option needs a text."),
            ),
        ]
        triggers = [
            invariants.KEEPS_ITS_ID,
            invariants.KEY_IS_FROZEN,
            frozen_wording.OPTION_TEXT_IS_FROZEN,
            invariants.ONE_RIGHT_OPTION,
            RAISES_THE_EDITION,
        ]

    def __str__(self) -> str:
        return f"{self.slug}. {Truncator(self.short_text).chars(LONGEST_NAME)}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.question.natural_key(), self.slug)

    natural_key.dependencies = ["quizzes.question"]  # type: ignore[attr-defined]

    @property
    def line_html(self) -> SafeString:
        """What it says where there is room for a line only."""
        if not holds_blocks(self.text_html):
            return mark_safe(self.text_html)  # sanitised when saved # nosec B703
        return in_short(self.short_text)

    @property
    def short_text(self) -> str:
        """What it says in one line of plain text."""
        return words(self.text_html) or " ".join(self.text.split())

    def get_course(self) -> Course:
        return self.question.quiz.module.course

    def is_out(self) -> bool:
        return self.question.is_out()

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        of_course = super().of_course(course).select_related("question__quiz__module")
        return of_course.defer(*Module.long_columns("question__quiz__module__"))

    def markdown_prefix(self) -> str:
        return f"{self.question.slug}-{self.slug}"

    def check_content(self) -> Iterator[Fault]:
        needed = ("text",) if self.question.is_draft else ("text", "explanation")
        for field in needed:
            if not is_visible(getattr(self, field)):
                yield Fault(
                    place=field, message=_now("Every option needs a text and an explanation.")
                )


OptionVersion = keep_versions(Option)
