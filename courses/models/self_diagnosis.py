from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.access import readable_modules
from courses.minutes import DIAGNOSING
from courses.models.base import ContentModel
from courses.models.course import Course
from courses.models.edition import RAISES_THE_EDITION
from courses.models.module import Module
from courses.versions import keep_versions
from texts import Fault

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LEVELS = 6
# Bloom's taxonomy as revised by Anderson and Krathwohl (2001).
LEVEL_NAMES = (
    _("Remember"),
    _("Understand"),
    _("Apply"),
    _("Analyse"),
    _("Evaluate"),
    _("Create"),
)
LEVEL_CHOICES = tuple(enumerate(LEVEL_NAMES, 1))
# That of `after`, which courses.0009 makes deferrable: a course file moves several at once.
ONE_AFTER_A_MODULE = "courses_selfdiagnosis_after_id_key"


def reason_against_levels(ranks: Iterable[int]) -> str:
    """What is wrong with a self-diagnosis that has levels of these ranks; "" if nothing is."""
    ranks = sorted(ranks)
    if ranks == list(range(1, LEVELS + 1)):
        return ""
    reason = _now("A self-diagnosis has six levels; this one has %(count)d.")
    return reason % {"count": len(ranks)}


def name_of_level(rank: int, language: str | None) -> str:
    """What the level of this rank is called in a course of this language, unless renamed."""
    with translation.override(language):
        return str(LEVEL_NAMES[rank - 1]) if 1 <= rank <= LEVELS else ""


@cache
def ranks_of_levels() -> dict[str, int]:
    """The ranks by the names of the levels, in each language that a course may have."""
    return {
        name_of_level(rank, language): rank
        for language, _name in settings.LANGUAGES
        for rank in range(1, LEVELS + 1)
    }


class SelfDiagnosisQuerySet(models.QuerySet["SelfDiagnosis"]):
    def visible_to(self, user: "User | AnonymousUser") -> "SelfDiagnosisQuerySet":
        return self.filter(readable_modules(user, "after__"))

    def from_module_on(self, course: Any, position: Any) -> "SelfDiagnosisQuerySet":
        """Those at or after the module at this position, nearest first."""
        return self.filter(
            course=course, after__position__gte=position, after__is_published=True
        ).order_by("after__position")

    def get_by_natural_key(self, course: str, slug: str) -> "SelfDiagnosis":
        return self.get(course__slug=course, slug=slug)


class SelfDiagnosis(ContentModel):
    """A page of six levels on which learners say how far they have come, after a module."""

    block_markdown = ("intro",)
    parts = ("levels",)

    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="self_diagnoses",
        verbose_name=_("course"),
        db_index=False,
    )
    after = models.OneToOneField(
        Module, models.CASCADE, related_name="self_diagnosis", verbose_name=_("after module")
    )
    slug = models.SlugField(_("slug"), db_index=False)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    intro_html = models.TextField(editable=False, blank=True)

    objects = SelfDiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-diagnosis")
        verbose_name_plural = _("self-diagnoses")
        ordering = ["after__course", "after__position"]
        triggers = [RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "slug"],
                name="self_diagnosis_slug_once_per_course",
                violation_error_message=_("Another self-diagnosis of this course has this slug."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (*self.course.natural_key(), self.slug)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("courses:self-diagnosis", args=[self.course.slug, self.slug])

    def get_course(self) -> Course:
        return self.course

    def is_out(self) -> bool:
        return self.after.is_published

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        return super().of_course(course).select_related("after").prefetch_related("levels")

    @property
    def minutes(self) -> int:
        return DIAGNOSING

    def clean(self) -> None:
        super().clean()
        is_elsewhere = Module.objects.filter(pk=self.after_id).exclude(course=self.course_id)
        if self.course_id and is_elsewhere.exists():
            raise ValidationError({"after": _("Choose a module of the same course.")})

    def check_content(self) -> Iterator[Fault]:
        reason = reason_against_levels(level.rank for level in self.levels.all())
        if reason:
            yield Fault(place="levels", message=reason)
        if self.after.course_id != self.course_id:
            yield Fault(place="after", message=_now("Choose a module of the same course."))


SelfDiagnosisVersion = keep_versions(SelfDiagnosis)


class LevelQuerySet(models.QuerySet["Level"]):
    def get_by_natural_key(self, course: str, self_diagnosis: str, rank: int) -> "Level":
        return self.get(
            self_diagnosis__course__slug=course, self_diagnosis__slug=self_diagnosis, rank=rank
        )


class Level(ContentModel):
    """One of the six levels: what one can do there, the question that shows it, and what to read
    to get there."""

    inline_markdown = ("read_next",)
    course_path = "self_diagnosis__course"

    self_diagnosis = models.ForeignKey(
        SelfDiagnosis,
        models.CASCADE,
        related_name="levels",
        verbose_name=_("self-diagnosis"),
        db_index=False,
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    name = models.CharField(_("name"), max_length=50)
    can_do = models.TextField(_("what one can do"))
    question = models.TextField(_("question"))
    read_next = models.TextField(
        _("what to read next"),
        blank=True,
        default="",
        help_text=_(
            "For those who have not reached this level; links such as [title](course:module)."
        ),
    )
    read_next_html = models.TextField(editable=False, blank=True, default="")

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["self_diagnosis", "rank"]
        triggers = [RAISES_THE_EDITION]
        constraints = [
            models.UniqueConstraint(
                fields=["self_diagnosis", "rank"],
                name="level_rank_once_per_self_diagnosis",
                violation_error_message=_("Another level has this rank."),
            ),
            models.CheckConstraint(
                condition=models.Q(rank__range=(1, LEVELS)),
                name="level_rank_from_1_to_6",
                violation_error_message=_("Ranks go from 1 to 6."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.self_diagnosis.natural_key(), self.rank)

    natural_key.dependencies = ["courses.selfdiagnosis"]  # type: ignore[attr-defined]

    def get_course(self) -> Course:
        return self.self_diagnosis.course

    def is_out(self) -> bool:
        return self.self_diagnosis.is_out()

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        of_course = super().of_course(course).select_related("self_diagnosis__after")
        return of_course.defer(*Module.long_columns("self_diagnosis__after__"))


LevelVersion = keep_versions(Level)
