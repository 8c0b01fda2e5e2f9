from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.access import is_author
from courses.models.base import ContentModel
from courses.models.edition import RAISES_THE_EDITION
from courses.versions import keep_versions
from texts import ShownImage
from texts.word_list import WordList

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from courses.models.glossary import GlossaryTerm
    from courses.models.image import Image
    from courses.models.module import Module


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: "User | AnonymousUser") -> "CourseQuerySet":
        from courses.models.cohort import Cohort  # noqa: PLC0415 - it stands on Course

        if not user.is_authenticated:
            return self.none()
        if is_author(user):
            return self
        return self.filter(is_published=True, pk__in=Cohort.objects.open_to(user).values("course"))

    def left_by(self, user: "User") -> "CourseQuerySet":
        """Published ones this person was in a cohort of and can no longer read."""
        places = user.enrolments.exclude(left_at=None)
        left = self.filter(is_published=True, cohorts__enrolments__in=places)
        return left.exclude(pk__in=self.visible_to(user).values("pk")).distinct()

    def get_by_natural_key(self, slug: str) -> "Course":
        return self.get(slug=slug)


class Course(ContentModel):
    """What a study group works through: modules in order, with one glossary."""

    block_markdown = ("summary",)
    course_path = "pk"

    slug = models.SlugField(_("slug"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    summary_html = models.TextField(editable=False, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="ko"
    )
    is_published = models.BooleanField(_("published"), default=False)
    word_list = models.TextField(
        _("word list"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "What this course says, a colon, and the beginnings of the words that it does not use: "
            "“compare: contrast, weigh, -weight”. Authors are told where such a word stands."
        ),
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]
        triggers = [RAISES_THE_EDITION]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("courses:course", args=[self.slug])

    def get_course(self) -> "Course":
        return self

    def is_out(self) -> bool:
        return self.is_published

    @classmethod
    def text_columns(cls, path: str = "") -> list[str]:
        return [*super().text_columns(path), f"{path}word_list"]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        refused = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            refused = error.error_dict
        if "word_list" not in (exclude or ()) and (faults := WordList.of(self.word_list).faults):
            refused["word_list"] = [
                ValidationError("%(sentence)s", params={"sentence": fault.sentence, "fault": fault})
                for fault in faults
            ]
        if refused:
            raise ValidationError(refused)

    def clean(self) -> None:
        super().clean()
        if self.is_published and Course.objects.filter(pk=self.pk, is_published=False).exists():
            self._refuse_faulty_terms()

    def _refuse_faulty_terms(self) -> None:
        """As a draft it may have definitions with faults."""
        pages, reasons = self.pages(), []
        for term in self.glossary.all():
            term.course = self
            faults = [fault for fault in term.render(pages) if not fault.is_warning]
            reasons += [f"{term}: {fault.sentence}" for fault in faults]
        if reasons:
            raise ValidationError({"is_published": reasons})

    def pages(self, let_out: "Module | None" = None) -> "CoursePages":
        """What Markdown of this course may link to, read afresh; as if this module were out."""
        return CoursePages(self, let_out)


CourseVersion = keep_versions(Course)


class CoursePages:
    """The pages, sections, images and glossary terms that content of one course may refer to."""

    def __init__(self, course: Course, let_out: "Module | None" = None) -> None:
        self.course = course
        self._let_out = {let_out.slug} if let_out else set()
        self.language = course.language

    def same_as(self, other: "CoursePages") -> bool:
        """Whether any text of the course would be rendered alike with the other."""
        return self._all() == other._all()

    def sections(self) -> "Iterable[tuple[str, str | None]]":
        """The slugs of every module and, beside it, of each of its lessons."""
        return self.course.modules.values_list("slug", "lessons__slug")

    def drafts(self) -> "Iterable[str]":
        """The slugs of the modules that are not out."""
        return self.course.modules.filter(is_published=False).values_list("slug", flat=True)

    def glossary(self) -> "Iterable[GlossaryTerm]":
        return self.course.glossary.all()

    def images(self) -> "Iterable[Image]":
        return self.course.images.select_related("course").defer("content")

    @cached_property
    def _addresses(self) -> dict[str, str]:
        addresses: dict[str, str] = {}
        if not self.course.pk:
            return addresses
        for module, lesson in self.sections():
            url = reverse("courses:module", args=[self.course.slug, module])
            addresses[module] = url
            if lesson:
                addresses[f"{module}#{lesson}"] = f"{url}#{lesson}"
        return addresses

    @cached_property
    def _all_drafts(self) -> set[str]:
        return {*self.drafts()} if self.course.pk else set()

    @property
    def _drafts(self) -> set[str]:
        return self._all_drafts - self._let_out

    @cached_property
    def _terms(self) -> dict[str, str]:
        if not self.course.pk:
            return {}
        return {term.term: term.dom_id for term in self.glossary()}

    @cached_property
    def _images(self) -> dict[str, ShownImage]:
        if not self.course.pk:
            return {}
        return {image.name: image.shown for image in self.images()}

    def _all(self) -> tuple[object, ...]:
        return self.language, self._addresses, self._drafts, self._terms, self._images

    def url_of(self, target: str) -> str | None:
        return self._addresses.get(target)

    def is_draft(self, target: str) -> bool:
        return target.partition("#")[0] in self._drafts

    def image(self, name: str) -> ShownImage | None:
        return self._images.get(name)

    def term_id(self, term: str) -> str | None:
        return self._terms.get(term)


class CourseFiles(models.Model):
    """Which state of a course's files was loaded last, so that `make run` need not load it again
    over what authors have changed in the admin since."""

    course = models.OneToOneField(
        Course, models.CASCADE, related_name="files", verbose_name=_("course")
    )
    digest = models.CharField(_("digest"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        verbose_name = _("course files")
        verbose_name_plural = _("course files")

    def __str__(self) -> str:
        return f"{self.course} · {self.digest[:12]}"
