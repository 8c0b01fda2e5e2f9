from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.minutes import letters_in, letters_in_sql, reading
from courses.models.base import ContentModel
from courses.models.cohort import Cohort
from courses.models.course import Course
from courses.models.edition import RAISES_THE_EDITION
from courses.search_columns import plain_text_of
from courses.versions import keep_versions
from texts import Fault

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models.self_diagnosis import SelfDiagnosis

# Addresses below a course that are not modules.
RESERVED_SLUGS = ["glossary", "search", "self-diagnosis"]


class ModuleQuerySet(models.QuerySet["Module"]):
    def taken_back_from(self, user: "User") -> "ModuleQuerySet":
        """Modules of this person's courses that were out before and are not now."""
        return self.filter(
            models.Q(is_published=False) | models.Q(course__is_published=False),
            course__in=Cohort.objects.open_to(user).values("course"),
            pk__in=ModuleVersion.objects.filter(is_published=True).values("pgh_obj"),
        )

    def of_outline(self, course: Course) -> "ModuleQuerySet":
        """The published modules of a course in order, without their texts."""
        published = self.filter(course=course, is_published=True).order_by("position")
        return published.defer(*Module.long_columns())

    def with_length(self) -> "ModuleQuerySet":
        """With `letters`, the length of all lessons together (courses/minutes.py)."""
        length = Coalesce(models.Sum(letters_in_sql("lessons__")), 0)
        return self.annotate(letters=length)  # type: ignore[no-redef]  # the model declares it

    def get_by_natural_key(self, course: str, slug: str) -> "Module":
        return self.get(course__slug=course, slug=slug)


class Module(ContentModel):
    """One sitting of a course: a page of lessons that ends with a check quiz."""

    class Kind(models.TextChoices):
        CORE = "core", _("Core")
        DEEP_DIVE = "deep_dive", _("Deep dive")

    block_markdown = ("lead",)
    kept_by_database = ("plain_text",)
    parts = ("lessons",)

    course = models.ForeignKey(
        Course, models.CASCADE, related_name="modules", verbose_name=_("course"), db_index=False
    )
    slug = models.SlugField(_("slug"), db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("label"), max_length=50, help_text=_("What the pager shows."))
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("lead"), blank=True)
    lead_html = models.TextField(editable=False, blank=True)
    plain_text = plain_text_of("lead_html")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CORE)
    as_of = models.CharField(
        _("as of"), max_length=100, blank=True, help_text=_("Of when the facts are.")
    )
    review_after = models.DateField(_("review after"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)

    letters: int | None = None  # of `with_length`

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["course", "position"]
        triggers = [RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "slug"],
                name="module_slug_once_per_course",
                violation_error_message=_("Another module of this course has this slug."),
            ),
            models.UniqueConstraint(
                fields=["course", "position"],
                name="module_position_once_per_course",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another module of this course has this position."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS),
                name="module_slug_is_not_reserved",
                violation_error_message=_("This slug is the address of another page."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.title}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.course.natural_key(), self.slug)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("courses:module", args=[self.course.slug, self.slug])

    def get_course(self) -> Course:
        return self.course

    def is_out(self) -> bool:
        return self.is_published

    def markdown_prefix(self) -> str:
        return "lead"

    def check_content(self) -> Iterator[Fault]:
        others = Module.objects.filter(course=self.course_id, position=self.position)
        for other in others.exclude(pk=self.pk)[:1]:
            yield Fault(
                place="position",
                message=_now("The module %(slug)s has this position too.") % {"slug": other.slug},
            )

    @property
    def is_deep_dive(self) -> bool:
        return self.kind == self.Kind.DEEP_DIVE

    @property
    def is_open(self) -> bool:
        """Whether it is out, so that answers count; needs `course` at hand."""
        return self.is_published and self.course.is_published

    @property
    def review_is_due(self) -> bool:
        return self.review_after is not None and self.review_after < timezone.localdate()

    @property
    def minutes(self) -> int:
        """Those of reading it; counts the lessons unless `with_length` has."""
        letters = self.letters
        if letters is None:
            lessons = self.lessons.all()
            letters = sum(letters_in(lesson.body, lesson.body_html) for lesson in lessons)
        return reading(letters)

    def next_self_diagnosis(self) -> "SelfDiagnosis | None":
        """The first self-diagnosis at or after this module in the outline."""
        # It stands on Module.
        from courses.models.self_diagnosis import SelfDiagnosis  # noqa: PLC0415

        following = SelfDiagnosis.objects.from_module_on(self.course_id, self.position)
        return following.select_related("course").first()


ModuleVersion = keep_versions(Module)
