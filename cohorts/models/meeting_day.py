import datetime

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort

# What was opened within these days is opened for the meeting that is to come.
PREPARING = 3
# Before these no meeting is remembered.
LONGEST_AGO = 28


class MeetingDayQuerySet(models.QuerySet["MeetingDay"]):
    def note(self, cohort: Cohort) -> None:
        """Today the sheet for the meeting was opened, or a question of it shown; once a day."""
        day = MeetingDay(cohort=cohort, day=timezone.localdate())
        self.bulk_create([day], ignore_conflicts=True)

    def last_of(self, cohort: OuterRef) -> Subquery:
        """For `annotate`: the day of a cohort's last meeting, or none.

        It is the last day on which anything was opened for one, but for the latest days, in which
        one prepares the next; and none of long ago.
        """
        today = timezone.localdate()
        days = self.filter(
            cohort=cohort,
            day__gte=today - datetime.timedelta(days=LONGEST_AGO),
            day__lte=today - datetime.timedelta(days=PREPARING),
        )
        return Subquery(days.order_by("-day").values("day")[:1])


class MeetingDay(models.Model):
    """A day on which a cohort met, or its facilitators prepared for it: nobody is asked when."""

    cohort = models.ForeignKey(
        Cohort,
        models.CASCADE,
        related_name="meeting_days",
        verbose_name=_("cohort"),
        db_index=False,
    )
    day = models.DateField(_("day"))

    objects = MeetingDayQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody handles them
        verbose_name = _("day of a meeting")
        verbose_name_plural = _("days of meetings")
        ordering = ["cohort", "day"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "day"], name="meeting_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort} · {self.day}"
