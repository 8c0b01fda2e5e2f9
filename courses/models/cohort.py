import datetime
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models, transaction
from django.db.models import Case, Exists, F, OrderBy, OuterRef, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from courses.access import authors
from courses.days import start_of
from courses.models.course import Course

if TYPE_CHECKING:
    from accounts.models import User

# Without letters that are mistaken for one another when read from a slide.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


# 31 letters make 4.95 bits each: 54 in all.
CODE_LENGTH = 11


def make_join_code() -> str:
    """A code of 54 bits to hand out to a cohort."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class JoinCodeField(models.SlugField):
    """A slug that Dure makes and nobody types, never shorter; migrations know it as a plain one.

    Shorter ones from before work until they are renewed.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        made_here = {"default": make_join_code, "editable": False}
        super().__init__(*args, **{**made_here, **options})
        self.validators = [
            *self.validators,
            MinLengthValidator(CODE_LENGTH, _("A join code is made by Dure, and no shorter.")),
        ]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        for made_here in ("default", "editable"):
            options.pop(made_here, None)
        return name, "django.db.models.SlugField", args, options


# `open_to`, in SQL: whether there is such a cohort for the course at {course}. It begins with whose
# they are, of which there are few, and not with the cohorts of a course.
IS_OPEN_TO = """
    (
        EXISTS (
            SELECT 1 FROM courses_enrolment AS enrolment
            JOIN courses_cohort AS cohort ON cohort.id = enrolment.cohort_id
            WHERE enrolment.learner_id = %(learner)s AND enrolment.left_at IS NULL
            AND cohort.course_id = {course}
            AND (cohort.starts_on IS NULL OR cohort.starts_on <= %(today)s)
        )
        OR EXISTS (
            SELECT 1 FROM courses_cohort_facilitators AS facilitator
            JOIN courses_cohort AS cohort ON cohort.id = facilitator.cohort_id
            WHERE facilitator.user_id = %(learner)s AND cohort.course_id = {course}
        )
    )
"""


SAID_BY_ROSTERS = ("staff_number", "department", "job_grade")


def order_of_cohorts() -> list[OrderBy]:
    """Running ones first, then by their start, the latest first; those without one come last."""
    today = timezone.localdate()
    is_running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return [
        Case(When(is_running, then=0), default=1).asc(),
        F("starts_on").desc(nulls_last=True),
        F("name").asc(),
    ]


class CohortQuerySet(models.QuerySet["Cohort"]):
    def in_order(self) -> "CohortQuerySet":
        return self.order_by(*order_of_cohorts())

    def open_to(self, user: "User") -> "CohortQuerySet":
        """Cohorts this person reads a course with: begun ones they are in, and their own."""
        begun = Q(cohort__starts_on=None) | Q(cohort__starts_on__lte=timezone.localdate())
        enrolled = Enrolment.objects.active().filter(begun, learner=user).values("cohort")
        led = Cohort.facilitators.through.objects.filter(user=user).values("cohort")
        # Each by its index; of one condition on both, the planner would read all enrolments.
        return self.filter(pk__in=enrolled.union(led))

    def with_code(self, code: str) -> "CohortQuerySet":
        """The cohort with this join code, however it was typed; nobody has a code with a NUL."""
        typed = Value(code.strip().replace("\0", "\ufffd"), models.CharField())
        # As the constraint has it, whose index then finds it.
        return self.alias(code=Lower("join_code")).filter(code=Lower(typed))

    def free_slug(self, name: str, course: Course) -> str:
        """Of the name; where that is in other letters than addresses have, of the course."""
        word, number = slugify(name)[:45], 1
        if not any(letter.isalpha() for letter in word):
            word = course.slug[:45]
        elif not self.filter(slug=word).exists():
            return word
        taken = set(self.filter(slug__startswith=word).values_list("slug", flat=True))
        while f"{word}-{number}" in taken:
            number += 1
        return f"{word}-{number}"

    def to_move_to(self, cohort: "Cohort", user: "User") -> "CohortQuerySet":
        """Where this person may move a member of the cohort: what runs or comes of the course."""
        others = self.facilitated_by(user).filter(course=cohort.course_id).exclude(pk=cohort.pk)
        not_ended = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
        return others.filter(not_ended).distinct().in_order()

    def facilitated_by(self, user: "User") -> "CohortQuerySet":
        return self if user.is_superuser else self.filter(facilitators=user)


class Cohort(models.Model):
    """A group of people who take a course together."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="cohorts", verbose_name=_("course")
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), unique=True)
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="facilitated_cohorts",
        blank=True,
        verbose_name=_("facilitators"),
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    join_code = JoinCodeField(_("join code"), max_length=40, db_index=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_it_starts",
                violation_error_message=_("The end is before the start."),
            ),
            models.UniqueConstraint(
                Lower("join_code"),
                name="cohort_join_code_once",
                violation_error_message=_("Another cohort has this join code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_join_url(self) -> str:
        return reverse("courses:join", args=[self.join_code])

    def renew_join_code(self) -> None:
        """The code before leads nowhere from now on."""
        self.join_code = make_join_code()
        self.save(update_fields=["join_code"])

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def begins_later(self) -> bool:
        return self.starts_on is not None and self.starts_on > timezone.localdate()

    @property
    def over_at(self) -> datetime.datetime | None:
        """When its last day is over, by the site's clock."""
        if self.ends_on is None:
            return None
        return start_of(self.ends_on + datetime.timedelta(days=1))

    def enrol(self, learner: "User", like: "Enrolment | None" = None) -> "Enrolment":
        """Let this person in, once; one who had left comes back to the same enrolment.

        A new one has what the roster said of them in `like`, which is of another cohort.
        """
        of_roster = {name: getattr(like, name) for name in SAID_BY_ROSTERS} if like else {}
        enrolment, _created = self.enrolments.get_or_create(learner=learner, defaults=of_roster)
        brought_back = like is not None and like.brought_back
        if enrolment.left_at is not None or enrolment.brought_back != brought_back:
            enrolment.left_at, enrolment.brought_back = None, brought_back
            enrolment.save(update_fields=["left_at", "brought_back"])
        return enrolment


def leads_its_course() -> Exists:
    """Of an enrolment: whether its learner leads a cohort of the course, this one or another."""
    return Exists(
        Cohort.facilitators.through.objects.filter(
            cohort__course=OuterRef("cohort__course"), user=OuterRef("learner")
        )
    )


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        return self.filter(left_at=None)

    def looked_after_by(self, user: "User") -> "EnrolmentQuerySet":
        """Active ones of people whose account this person may handle: links, erasure.

        Superusers: everybody's but superusers' own. Facilitators: people who are not staff and are
        in the facilitator's cohorts alone; else one could take over an account by enrolling it,
        or by bringing back who had left.
        """
        active = self.active().not_erased().filter(learner__is_superuser=False)
        if user.is_superuser:
            return active
        elsewhere = Enrolment.objects.active().filter(learner=OuterRef("learner"))
        elsewhere = elsewhere.exclude(cohort__in=user.facilitated_cohorts.all())
        own = active.filter(cohort__facilitators=user, brought_back=False)
        return own.filter(~Exists(elsewhere), learner__is_staff=False)

    def counted(self) -> "EnrolmentQuerySet":
        """Those whose answers count: not of people who write the course or lead a cohort of it."""
        counted = self.active().filter(~leads_its_course(), learner__is_superuser=False)
        # For each member, or at once for many: the planner chooses, as it cannot for `__in`.
        return counted.filter(~Exists(authors().filter(pk=OuterRef("learner"))))

    def not_erased(self) -> "EnrolmentQuerySet":
        return self.filter(learner__is_erased=False)

    def left_out(self) -> "EnrolmentQuerySet":
        """All but the counted people who are still somebody, each with what `reason` tells."""
        enrolments = self.annotate(
            is_author=Exists(authors().filter(pk=OuterRef("learner"))),
            leads=leads_its_course(),
        )
        is_no_learner = Q(is_author=True) | Q(leads=True) | Q(learner__is_superuser=True)
        return enrolments.filter(
            is_no_learner | Q(learner__is_erased=True) | Q(left_at__isnull=False)
        )


class Enrolment(models.Model):
    """One person's place in a cohort."""

    cohort = models.ForeignKey(
        Cohort, models.CASCADE, related_name="enrolments", verbose_name=_("cohort"), db_index=False
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="enrolments",
        verbose_name=_("learner"),
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    brought_back = models.BooleanField(
        _("brought back"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("They had left, and have not joined again themselves since."),
    )
    # As the roster of this cohort has them: they tell two people of one name apart.
    staff_number = models.CharField(
        _("staff number"), max_length=50, blank=True, default="", db_default=""
    )
    department = models.CharField(
        _("department"), max_length=200, blank=True, default="", db_default=""
    )
    job_grade = models.CharField(
        _("job grade"), max_length=100, blank=True, default="", db_default=""
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["cohort", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"],
                name="enrolment_once_per_cohort",
                violation_error_message=_("This person is already in the cohort."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.cohort}"

    def closes_by_moving_to(self, cohort: Cohort) -> bool:
        """Whether the other cohort's course would be closed to the learner until its first day."""
        others = Cohort.objects.open_to(self.learner).exclude(pk=self.cohort_id)
        return cohort.begins_later and not others.filter(course=cohort.course_id).exists()

    @transaction.atomic
    def move_to(self, cohort: Cohort) -> "Enrolment":
        """Leave this cohort for another; answers are a person's own and stay theirs."""
        self.left_at = timezone.now()
        self.save(update_fields=["left_at"])
        return cohort.enrol(self.learner, like=self)
