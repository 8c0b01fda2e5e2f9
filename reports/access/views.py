"""The monthly review of the access record, and the record as a file."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractHour
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import AccessRecord, AccessReview, Act, note_access
from accounts.access.reasons import reason_of
from accounts.models import User
from accounts.requests import signed_in
from accounts.responses import HttpResponseFile, HttpResponseSeeOther
from progress.tables import FORMATS, Table
from progress.tables import as_csv as csv_of

COLUMNS = [
    *(("at", gettext_lazy("when")), ("account", gettext_lazy("account"))),
    *(("name", gettext_lazy("name")), ("act", gettext_lazy("act"))),
    *(("whose", gettext_lazy("whose data")), ("what", gettext_lazy("what"))),
    *(("format", gettext_lazy("format")), ("reason", gettext_lazy("reason"))),
    *(("address", gettext_lazy("address")), ("device", gettext_lazy("device"))),
    ("kept_until", gettext_lazy("kept until")),
]
# So many rows a file: what is more, one takes by months.
MOST_ROWS = 200_000
# When hardly anybody works: what is done then is looked at.
NIGHT = (22, 6)
# What a review lists row by row.
LISTED = (
    *(Act.DOWNLOADED, Act.LINK_MADE, Act.CODE_MADE, Act.ROLE_GRANTED, Act.ROLE_WITHDRAWN),
    *(Act.ERASED, Act.MERGED, Act.UNLOCKED, Act.SECOND_FACTOR_REMOVED),
)
MOST_LISTED = 500
FIRST_YEAR = 2000
SHOWN = 3  # of the people a row is about


class ReviewForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("What you saw, and what you did about it"),
        max_length=2000,
        help_text=gettext_lazy("Write no names: it is kept."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write at least that nothing was out of order.")},
    )


@dataclass(frozen=True)
class ReviewsPage:
    """The months of the record, each with who signed it off."""

    months: list[tuple[datetime.date, AccessReview | None]]

    @classmethod
    def of_all(cls) -> "ReviewsPage":
        done = {review.month: review for review in AccessReview.objects.select_related("by")}
        first = AccessRecord.objects.order_by("at").values_list("at", flat=True).first()
        return cls([(month, done.get(month)) for month in _months_since(first)])


@dataclass(frozen=True)
class ReviewPage:
    """A month of the record: how often what was done, and what is looked at row by row."""

    month: datetime.date
    total: int
    counts: Sequence[tuple[str, int]]
    at_night: int
    failures: Sequence[tuple[str, int]]
    rows_listed: Sequence["ListedRow"]
    is_cut: bool
    is_over: bool
    done: AccessReview | None
    form: ReviewForm

    @classmethod
    def of(cls, month: datetime.date, form: ReviewForm) -> "ReviewPage":
        rows = AccessRecord.objects.of_month(month)
        counts = rows.order_by().values_list("act").annotate(times=Count("pk")).order_by("-times")
        hours = rows.annotate(hour=ExtractHour("at", tzinfo=timezone.get_current_timezone()))
        begin, end = NIGHT
        night = [hour for hour in range(24) if hour >= begin or hour < end]
        failures = rows.filter(act=Act.FAILED_SIGN_IN).order_by().values_list("address")
        listed = list(rows.filter(act__in=LISTED)[: MOST_LISTED + 1])
        done = AccessReview.objects.filter(month=month).select_related("by").first()
        return cls(
            month,
            rows.count(),
            [(str(Act(act).label), times) for act, times in counts],
            hours.filter(hour__in=night).exclude(account=None).count(),
            list(failures.annotate(times=Count("pk")).order_by("-times")[:10]),
            ListedRow.all_of(listed[:MOST_LISTED]),
            len(listed) > MOST_LISTED,
            is_over(month),
            done,
            form,
        )


@dataclass(frozen=True)
class ListedRow:
    """A row in words."""

    at: datetime.datetime
    who: str
    act: str
    whose: str
    about: str
    address: str

    @classmethod
    def all_of(cls, rows: Sequence[AccessRecord]) -> "list[ListedRow]":
        names = names_of(number for row in rows for number in [row.account, *row.whose[:SHOWN]])
        return [
            cls(
                *(row.at, told(row.account, names), row.act_text, whose_told(row.whose, names)),
                *(row.about, row.address or "–"),
            )
            for row in rows
        ]


def told(number: int | None, names: dict[int, str]) -> str:
    """An account as it is called now; by its number, where it is no more."""
    if number is None:
        return "–"
    return f"{names[number]} ({number})" if number in names else str(number)


def whose_told(numbers: Sequence[int], names: dict[int, str]) -> str:
    """The first of them by name, and how many more there are."""
    shown = ", ".join(names.get(number, str(number)) for number in numbers[:SHOWN])
    more = len(numbers) - SHOWN
    if more <= 0:
        return shown
    return _("%(names)s and %(number)d more") % {"names": shown, "number": more}


def is_over(month: datetime.date) -> bool:
    return month < timezone.localdate().replace(day=1)


def names_of(numbers: Iterable[int | None]) -> dict[int, str]:
    people = User.objects.filter(pk__in={number for number in numbers if number is not None})
    return {person.pk: person.get_full_name() for person in people}


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The months since the record begins, the latest first, and who signed them off."""
    superusers_only(request)
    context = _context(request, _("Monthly reviews")) | vars(ReviewsPage.of_all())
    return render(request, "reports/access/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, year: int, month: int) -> HttpResponse:
    superusers_only(request)
    first = _month(year, month)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _sign_off(request, first, form.cleaned_data["remark"])
    page = ReviewPage.of(first, form)
    note_access(request, Act.VIEWED, what=request.path)
    context = _context(request, _("Review of the access record")) | vars(page)
    status = 400 if form.errors else 200
    return render(request, "reports/access/review.html", context, status=status)


def _sign_off(request: HttpRequest, month: datetime.date, remark: str) -> HttpResponse:
    """Once; of a month that is over, so that nothing comes after it."""
    if not is_over(month):
        messages.error(request, _("This month is not over: it is signed off when it is."))
        return HttpResponseSeeOther(request.path)
    rows = AccessRecord.objects.of_month(month).count()
    try:
        with transaction.atomic():
            AccessReview.objects.create(
                month=month, by=signed_in(request), rows=rows, remark=remark
            )
            note_access(request, Act.REVIEWED, what=f"{month:%Y-%m}")
    except IntegrityError:
        messages.error(request, _("Somebody has signed this month off already."))
    else:
        messages.success(request, _("Signed off."))
    return HttpResponseSeeOther(request.path)


def as_csv(request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
    listed = list(rows[:MOST_ROWS])
    names = names_of(row.account for row in listed)
    table = Table(
        "access-record",
        _("Access record"),
        [(key, str(label)) for key, label in COLUMNS],
        [
            (
                *(row.at, row.account, names.get(row.account or 0, ""), row.act),
                *(" ".join(map(str, row.whose)), row.what, row.format, row.reason),
                *(row.address, row.device, row.kept_until),
            )
            for row in listed
        ],
    )
    # By which filters, but not what was searched for: that may be a name.
    filters = " ".join(sorted(set(request.GET) - {"reason"}))
    note_access(
        request,
        Act.DOWNLOADED,
        whose={row.account for row in listed if row.account},
        what=f"{request.path} {filters}".strip(),
        format="csv",
        reason=reason_of(request),
    )
    return HttpResponseFile(csv_of(table), FORMATS["csv"], "access-record.csv")


def superusers_only(request: HttpRequest) -> None:
    if not signed_in(request).is_superuser:
        raise PermissionDenied


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    record = reverse("admin:accounts_accessrecord_changelist")
    return {**admin.site.each_context(request), "title": title, "record": record}


def _month(year: int, month: int) -> datetime.date:
    if not (FIRST_YEAR <= year <= timezone.localdate().year and 1 <= month <= 12):
        raise Http404("No such month.")
    return datetime.date(year, month, 1)


def _months_since(first: datetime.datetime | None) -> list[datetime.date]:
    month = timezone.localdate().replace(day=1)
    begin = timezone.localdate(first).replace(day=1) if first else month
    months = []
    while month >= begin:
        months.append(month)
        month = (month - datetime.timedelta(days=1)).replace(day=1)
    return months
