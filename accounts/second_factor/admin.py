"""Where a superuser takes a lost second factor off somebody's account."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import Act, note_access
from accounts.models import AccountNotice, User
from accounts.reauthentication.asking import recently_authenticated
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.second_factor.factors import is_set_up, take_off_factors
from accounts.second_factor.sessions import end_all


@dataclass(frozen=True)
class TakeOffPage:
    """Whose it is, and whether there is one."""

    person: User
    is_set_up: bool
    title: str
    site_title: Any
    has_permission: bool = True


class ShowsSecondFactor(admin.ModelAdmin):
    """Says on a person's page whether they have one, and leads to where it is taken off."""

    @admin.display(description=_("second factor"))
    def second_factor(self, person: User) -> str:
        if person.pk is None or not is_set_up(person):
            return _now("None is set up.")
        address = reverse("admin:accounts_user_second-factor", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, _now("Set up; take it off"))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(take_off)
        own = path("<int:pk>/second-factor/", view, name="accounts_user_second-factor")
        return [own, *super().get_urls()]


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, pk: int) -> HttpResponseBase:
    if not signed_in(request).is_superuser:
        raise PermissionDenied
    return _take_off(request, get_object_or_404(User, pk=pk))


@recently_authenticated
def _take_off(request: HttpRequest, person: User) -> HttpResponse:
    """The person is told, and their sessions end; it is noted as the superuser's doing."""
    user = signed_in(request)
    if request.method == "POST":
        if take_off_factors(person):
            end_all(person)
            kind = AccountNotice.Kind.FACTOR_TAKEN_OFF
            AccountNotice.objects.tell(person, kind, request, by=user)
            note_access(request, Act.SECOND_FACTOR_REMOVED, whose=[person.pk])
            text = _now("The second factor was taken off.")
            LogEntry.objects.log_actions(user.pk, [person], CHANGE, text, single_object=True)
            messages.success(request, text)
        return HttpResponseSeeOther(reverse("admin:accounts_user_change", args=[person.pk]))
    title = _now("Take the second factor off")
    page = TakeOffPage(person, is_set_up(person), title, admin.site.site_title)
    return render(request, "admin/accounts/second_factor.html", vars(page))
