"""The access record in the admin: superusers look through it, take it away and sign a month off."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.access import AccessRecord, Act
from accounts.access.noted import NotesChanges
from accounts.access.reasons import asked_for_reason
from accounts.devices import place
from accounts.models import User
from accounts.reauthentication.asking import asked_once_more
from accounts.requests import signed_in
from progress.tables import FORMATS
from reports.access.views import (
    SHOWN,
    as_csv,
    names_of,
    review,
    reviews,
    superusers_only,
    told,
    whose_told,
)


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(act.value, act.label) for act in Act]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(act=self.value()) if self.value() else queryset


class FormatFilter(admin.SimpleListFilter):
    title = _("format")
    parameter_name = "format"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, name) for name in (*FORMATS, "zip")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(format=self.value()) if self.value() else queryset


@admin.register(AccessRecord)
class AccessRecordAdmin(NotesChanges):
    list_display = [
        *("when", "who", "act_shown", "whose_shown", "about", "place"),
    ]
    list_display_links = None
    list_filter = [ActFilter, ("at", admin.DateFieldListFilter), FormatFilter]
    search_fields = ["what"]
    date_hierarchy = "at"
    show_full_result_count = False
    change_list_template = "reports/access/change_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The names of a page's people are asked for at once."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            rows = context["cl"].result_list
            names = names_of(number for row in rows for number in [row.account, *row.whose[:SHOWN]])
            for row in rows:
                row.names = names
        return response

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By people: what they did, and what was done with their data."""
        words = search_term.replace("\0", "").strip()
        if not words:
            return queryset, False
        people = [*_people(words)]
        conditions = Q(what__icontains=words) | Q(account__in=people) | Q(whose__overlap=people)
        if all(letter in "0123456789abcdefABCDEF.:" for letter in words):
            conditions |= Q(address__startswith=words)
        return queryset.filter(conditions), False

    @admin.display(description=_("when"), ordering="at")
    def when(self, row: AccessRecord) -> str:
        return date_format(timezone.localtime(row.at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("account"), ordering="account")
    def who(self, row: Any) -> str:
        return told(row.account, row.names)

    @admin.display(description=_("act"), ordering="act")
    def act_shown(self, row: AccessRecord) -> str:
        return row.act_text

    @admin.display(description=_("whose data"))
    def whose_shown(self, row: Any) -> str:
        return whose_told(row.whose, row.names)

    @admin.display(description=_("what and why"), ordering="what")
    def about(self, row: AccessRecord) -> str:
        return row.about

    @admin.display(description=_("from where"), ordering="address")
    def place(self, row: AccessRecord) -> str:
        return place(row.device, row.address)

    def get_urls(self) -> list[Any]:
        own = [
            path("csv/", self.admin_site.admin_view(self.csv), name="access-record-csv"),
            path("reviews/", self.admin_site.admin_view(reviews), name="access-reviews"),
            path(
                "reviews/<int:year>-<int:month>/",
                self.admin_site.admin_view(review),
                name="access-review",
            ),
        ]
        return [*own, *super().get_urls()]

    def csv(self, request: HttpRequest) -> HttpResponse:
        """What the list shows with the same filters, whole."""
        superusers_only(request)
        if page_in_between := asked_once_more(request) or asked_for_reason(request):
            return page_in_between
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            raise BadRequest("No such filter of the access record.") from None
        return as_csv(request, rows)

    def has_view_permission(self, request: HttpRequest, obj: AccessRecord | None = None) -> bool:
        return request.user.is_authenticated and signed_in(request).is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccessRecord | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccessRecord | None = None) -> bool:
        return False


def _people(words: str) -> QuerySet[User, int]:
    by_name = Q(username__icontains=words) | Q(name__icontains=words)
    is_number = words.isascii() and words.isdigit() and len(words) < 18
    number = Q(pk=int(words)) if is_number else Q()
    return User.objects.filter(by_name | number).values_list("pk", flat=True)
