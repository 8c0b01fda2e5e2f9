from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.requests import signed_in
from accounts.views import SignOut, admin_sign_in
from authoring.home import AuthorsHome
from reports.views import first_page

MOST_RECENT = 10
# Second factors: their pages would show secrets, and take them off unnoticed.
NOT_SHOWN = {"otp_static", "otp_totp"}


class AdminSite(admin.AdminSite):
    """Django's admin with one first page, and one place for one's password: as everybody's."""

    site_header = site_title = _("Dure admin")
    index_title = _("Admin")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        shown = [model for model in models if model._meta.app_label not in NOT_SHOWN]
        super().register(shown, admin_class, **options)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        context = first_page(request)
        context["authoring"] = AuthorsHome.of(signed_in(request))
        if not context["home"].cohorts:
            context["recent"] = _recent(signed_in(request))
        return super().index(request, context)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:  # Django's stubs know but its own template
        """The first page has all of it."""
        return redirect("admin:index")

    def get_urls(self) -> list[Any]:
        own = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        others = super().get_urls()
        return [own, *(url for url in others if getattr(url, "name", "") != own.name)]

    def view_on_site(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        """Lead to the page of a row that one sees here; Django's own tells anybody's address."""
        is_number = content_type_id.isascii() and content_type_id.isdigit()
        kind = ContentType.objects.filter(
            pk=int(content_type_id) if is_number and len(content_type_id) < 9 else 0
        ).first()
        model_admin = self._registry.get(kind.model_class()) if kind else None  # type: ignore[arg-type]
        row: Any = model_admin and model_admin.get_object(request, object_id)
        if (
            model_admin is None
            or not hasattr(row, "get_absolute_url")
            or not model_admin.has_view_permission(request, row)
        ):
            raise Http404("No such row, or no page of it.")
        return HttpResponseRedirect(row.get_absolute_url())

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return admin_sign_in(request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return SignOut.as_view()(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account")


def _recent(user: User) -> list[LogEntry]:
    """What one has added and changed last, where one goes on."""
    entries = LogEntry.objects.filter(user=user).exclude(action_flag=DELETION)
    return list(entries.select_related("content_type")[:MOST_RECENT])
