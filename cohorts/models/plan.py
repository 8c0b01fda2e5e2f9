"""When a cohort means to have finished which module."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.invariants import PLAN_GOES_WITH_THE_COURSE, TARGET_DATE_FITS
from courses.models import Cohort, Module

if TYPE_CHECKING:
    from accounts.models import User

Days = Mapping[int, datetime.date | None]


class PlanOvertaken(Exception):
    """Nothing was kept: somebody else has changed the plan since the page was opened."""

    def __init__(self, newest: "Plan") -> None:
        super().__init__(f"revision {newest.revision}")
        self.newest = newest


class TargetDateQuerySet(models.QuerySet["TargetDate"]):
    def in_force(self) -> "TargetDateQuerySet":
        """Of modules that are out, as the plan goes; a module taken back is left out meanwhile."""
        dates = self.filter(module__is_published=True).select_related("module")
        return dates.defer(*Module.long_columns("module__")).order_by(
            "cohort", "day", "module__position"
        )

    def due_next(self, cohorts: Iterable[Cohort]) -> dict[int, list["TargetDate"]]:
        """What each cohort (its number) is at now: the modules of its first day still to come."""
        due: dict[int, list[TargetDate]] = {}
        for target in self.in_force().filter(cohort__in=cohorts, day__gte=timezone.localdate()):
            of_cohort = due.setdefault(target.cohort_id, [])
            if not of_cohort or of_cohort[0].day == target.day:
                of_cohort.append(target)
        return due


class TargetDate(models.Model):
    """The day by which a cohort means to have finished a module."""

    cohort = models.ForeignKey(
        Cohort,
        models.CASCADE,
        related_name="target_dates",
        verbose_name=_("cohort"),
        db_index=False,
    )
    module = models.ForeignKey(
        Module, models.CASCADE, related_name="target_dates", verbose_name=_("module")
    )
    day = models.DateField(_("day"))

    objects = TargetDateQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # handled on the page of the plan
        verbose_name = _("target date")
        verbose_name_plural = _("target dates")
        ordering = ["cohort", "day"]
        triggers = [TARGET_DATE_FITS]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "module"], name="target_date_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module} · {self.day}"


def calendar_address(token: uuid.UUID | str) -> str:
    return reverse("progress:calendar", args=[token])


class PlanQuerySet(models.QuerySet["Plan"]):
    @transaction.atomic
    def keep(self, cohort: Cohort, by: "User", days: Days, revision: int) -> "Plan":
        """Give these modules (by their number) these days, or none; others keep theirs.

        Raises `PlanOvertaken` unless `revision` is that of the plan now, or nothing would change.
        """
        self.get_or_create(cohort=cohort)
        plan = self.select_for_update().get(cohort=cohort)
        stored = dict(cohort.target_dates.values_list("module", "day"))
        changed = {module: day for module, day in days.items() if stored.get(module) != day}
        if not changed:
            return plan
        if plan.revision != revision:
            raise PlanOvertaken(plan)
        cohort.target_dates.filter(module__in=changed).delete()
        TargetDate.objects.bulk_create(
            TargetDate(cohort=cohort, module_id=module, day=day)
            for module, day in changed.items()
            if day is not None
        )
        plan.revision += 1
        plan.changed_by, plan.changed_at = by, timezone.now()
        plan.save(update_fields=["revision", "changed_by", "changed_at"])
        return plan


class Plan(models.Model):
    """Who changed a cohort's target dates last; the dates are rows of their own."""

    cohort = models.OneToOneField(
        Cohort,
        models.CASCADE,
        related_name="plan",
        verbose_name=_("cohort"),
        primary_key=True,
    )
    revision = models.PositiveIntegerField(
        _("revision"), default=0, help_text=_("Counts the changes, to tell older from newer.")
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
        null=True,
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    calendar_token = models.UUIDField(
        _("address of the calendar"),
        editable=False,
        unique=True,
        default=uuid.uuid4,
        db_default=RandomUUID(),
        help_text=_("Who knows it needs no password to see the days and the titles."),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # handled on the page of the plan
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return str(self.cohort)

    @property
    def calendar_address(self) -> str:
        return calendar_address(self.calendar_token)

    def renew_calendar(self) -> None:
        """From now on the calendar is at another address, and at no other."""
        self.calendar_token = uuid.uuid4()
        self.save(update_fields=["calendar_token"])


for model in (Cohort, Module):
    pgtrigger.register(PLAN_GOES_WITH_THE_COURSE)(model)
