"""The access record: who did what with whose data, when and from where; nobody changes it.

It is what 개인정보의 안전성 확보조치 기준 asks for: account, time, address, whose data, what was
done. Rows hold numbers of accounts, so that nothing of it changes when somebody is erased; they say
no answer, no password and no name. Each is kept until its day, and may be deleted after it.
"""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.devices import address_of, device_of
from accounts.invariants import Invariant, append_only, not_truncated, refuse

if TYPE_CHECKING:
    from accounts.models import User

# What the standard asks for at least, whatever is set.
LEAST_DAYS = 365
LONGEST_REASON = 200
BY_COMMAND = "command line"


class Act(models.TextChoices):
    SIGN_IN = "sign-in", _("Signed in")
    SIGN_OUT = "sign-out", _("Signed out")
    FAILED_SIGN_IN = "failed-sign-in", _("Failed to sign in")
    LOCKED = "locked", _("Locked out after wrong passwords")
    UNLOCKED = "unlocked", _("Unlocked")
    NEW_DEVICE = "new-device", _("Signed in from a new device")
    PASSWORD_CHANGED = "password-changed", _("Changed a password")
    VIEWED = "viewed", _("Viewed")
    PRINTED = "printed", _("Printed")
    DOWNLOADED = "downloaded", _("Downloaded")
    IMPORTED = "imported", _("Imported")
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")
    ERASED = "erased", _("Erased a person")
    MERGED = "merged", _("Merged two accounts")
    PUBLISHED = "published", _("Published")
    LINK_MADE = "link-made", _("Made a one-time link")
    LINK_USED = "link-used", _("Used a one-time link")
    CODE_MADE = "code-made", _("Made a one-time code")
    CODE_USED = "code-used", _("Used a one-time code")
    ROLE_GRANTED = "role-granted", _("Granted a role")
    ROLE_WITHDRAWN = "role-withdrawn", _("Withdrew a role")
    SECOND_FACTOR_SET_UP = "second-factor-set-up", _("Set up a second factor")
    SECOND_FACTOR_REMOVED = "second-factor-removed", _("Removed a second factor")
    SECOND_FACTOR_USED = "second-factor-used", _("Gave a second factor")
    SECOND_FACTOR_FAILED = "second-factor-failed", _("Gave a wrong second factor")
    REVIEWED = "reviewed", _("Reviewed the access record")


# Who was given which rights is kept for three years (제5조제3항).
RIGHTS = {Act.ROLE_GRANTED, Act.ROLE_WITHDRAWN}
YEARS_OF_RIGHTS = 3


class AccessRecordQuerySet(models.QuerySet["AccessRecord"]):
    def of_month(self, month: datetime.date) -> "AccessRecordQuerySet":
        """Of the calendar month of this day, in the time zone of the site."""
        first = month.replace(day=1)
        after = (first + datetime.timedelta(days=32)).replace(day=1)
        begin, end = (
            timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
            for day in (first, after)
        )
        return self.filter(at__gte=begin, at__lt=end)

    def outdated(self) -> "AccessRecordQuerySet":
        """What need not be kept any longer."""
        # By the day of UTC, as its trigger has it: in Seoul a new day begins nine hours before.
        return self.filter(kept_until__lt=timezone.now().date())


class AccessRecord(models.Model):
    """One act; `whose` are the accounts (numbers) whose data it was about."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    account = models.BigIntegerField(_("account"), null=True, db_index=True)
    act = models.CharField(_("act"), max_length=30)  # one of Act
    whose = ArrayField(models.BigIntegerField(), verbose_name=_("whose data"), default=list)
    what = models.CharField(_("what"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=10, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(_("device"), max_length=60, blank=True)
    kept_until = models.DateField(_("kept until"))

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the access record")
        verbose_name_plural = _("access record")
        ordering = ["-at", "-pk"]
        indexes = [GinIndex(fields=["whose"], name="accounts_access_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kept_until__gte=Func(
                        F("at"),
                        template=f"((%(expressions)s AT TIME ZONE 'UTC')::date + {LEAST_DAYS})",
                        output_field=models.DateField(),
                    )
                ),
                name="accounts_access_kept_a_year",
            ),
        ]
        triggers = [
            Invariant(
                name="access_record_never_changed",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=refuse("access_record_never_changed", "The access record is never changed."),
            ),
            Invariant(
                name="access_record_kept_until_its_day",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF OLD.kept_until >= (now() AT TIME ZONE 'UTC')::date THEN "
                    + refuse(
                        "access_record_kept_until_its_day",
                        "This row of the access record is kept until its day.",
                    )
                    + " END IF; RETURN OLD;"
                ),
            ),
            not_truncated(
                "access_record_is",
                "access_record_kept_until_its_day",
                "The access record is never emptied.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.account} · {self.act_text}"

    @property
    def act_text(self) -> str:
        return str(Act(self.act).label)

    @property
    def about(self) -> str:
        """What it was done to, the format of a file and its reason, in one line."""
        return " · ".join(filter(None, [self.what, self.format, self.reason]))


class AccessReview(models.Model):
    """That a superuser has looked at the access record of a month, and what they say of it."""

    month = models.DateField(_("month"))  # its first day
    at = models.DateTimeField(_("signed off"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    rows = models.PositiveBigIntegerField(_("rows"))
    remark = models.TextField(_("findings"), max_length=2000)

    class Meta:
        verbose_name = _("review of the access record")
        verbose_name_plural = _("reviews of the access record")
        ordering = ["-month", "-at"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="accounts_review_of_a_month"),
            models.UniqueConstraint(fields=["month"], name="accounts_review_once_a_month"),
        ]
        triggers = append_only("access_reviews_are", "What was signed off is never changed.")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


def note_access(
    request: HttpRequest | None,
    act: Act,
    *,
    whose: Iterable[int] = (),
    what: str = "",
    format: str = "",  # noqa: A002  # as the column is called
    reason: str = "",
    account: "User | None" = None,
) -> AccessRecord:
    """Write down an act; `whose` are ids of people, and without a request it is a command's.

    `account` did it, if it is not who is signed in.
    """
    signed_in = getattr(request, "user", None)
    if account is None and signed_in is not None and signed_in.is_authenticated:
        account = signed_in
    return AccessRecord.objects.create(
        account=account.pk if account is not None else None,
        act=act,
        whose=list(whose),
        what=what[:200],
        format=format,
        reason=reason[:LONGEST_REASON],
        address=address_of(request) if request else None,
        device=device_of(request) if request else BY_COMMAND,
        kept_until=kept_until(timezone.localdate(), act),
    )


def kept_until(day: datetime.date, act: Act) -> datetime.date:
    """How long what is written down on this day is kept: ACCESS_RECORD_YEARS, rights three."""
    years = settings.ACCESS_RECORD_YEARS
    if act in RIGHTS:
        years = max(years, YEARS_OF_RIGHTS)
    return day + datetime.timedelta(days=366 * years)
