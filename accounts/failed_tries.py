"""Wrong tries at what one person alone should know, kept for as long as they count.

Whose secret it was is kept as a keyed digest: what is typed as a username may be anything, and of
somebody who is erased nothing is left to find here.
"""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Max
from django.utils import timezone

# A wrong try counts for so long.
COUNTS = timedelta(minutes=15)


class FailedTryQuerySet(models.QuerySet["FailedTry"]):
    def recent(self) -> "FailedTryQuerySet":
        return self.filter(made_at__gt=timezone.now() - COUNTS)

    def fewer_than(self, most: int) -> datetime | None:
        """From when on fewer than so many of these count; None where it is so already."""
        newest_first = self.recent().order_by("-made_at")
        times = list(newest_first.values_list("made_at", flat=True)[:most])
        return times[-1] + COUNTS if len(times) == most else None

    def spread(self) -> tuple[int, datetime | None]:
        """At how many people's secrets, and when the last one was."""
        row = self.recent().aggregate(people=Count("whose", distinct=True), last=Max("made_at"))
        return row["people"], row["last"]

    def forget_old(self) -> None:
        self.filter(made_at__lte=timezone.now() - COUNTS).delete()


class FailedTry(models.Model):
    """One wrong password or code. `device` is a known one's number, empty of any other."""

    whose = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=16, blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = FailedTryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["whose", "made_at"], name="failed_try_whose"),
            models.Index(fields=["address", "made_at"], name="failed_try_address"),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S}"


class SpentDevice(models.Model):
    """A known device with which too much was guessed: it is one no more, until a new sign-in."""

    number = models.CharField(max_length=16, unique=True)
    spent_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.number
