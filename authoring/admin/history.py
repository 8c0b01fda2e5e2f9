"""The versions of a page of content in the admin, and going back to one."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.responses import HttpResponseSeeOther
from authoring.content import editing_address
from authoring.history.page import ChangedMeanwhile, Page, Version
from authoring.pages import HistoryPage, VersionPage
from authoring.refusals import reason_of, warn
from courses.models.base import ContentModel


class ShowsHistory(admin.ModelAdmin):
    """Lists what each version changed, in place of the admin's own log, and goes back to one."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        version = self.admin_site.admin_view(self.version_view)
        return [
            path("<int:pk>/history/<int:number>/", version, name=name),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)  # says so
        self._refuse_others(request, row)
        page = HistoryPage(Page(row).versions())
        return self._rendered(request, row, "admin/history.html", _("History"), page)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a version changed, and what has changed since; POST goes back to it."""
        with_parents = self.model._default_manager.select_related()  # its name may name them
        row = get_object_or_404(with_parents, pk=pk)
        self._refuse_others(request, row)
        page = Page(row)
        version = page.version(number)
        if version is None:
            raise Http404("This page has no such version.")
        if request.method == "POST":
            return self._go_back(request, page, version)
        title = _("Version of %(time)s") % {"time": _time(version)}
        shown = VersionPage.of(page, version)
        return self._rendered(request, row, "admin/version.html", title, shown)

    def _go_back(self, request: HttpRequest, page: Page, version: Version) -> HttpResponse:
        row = page.head
        try:
            then = self.when_gone_back(request, row)
            faults = page.go_back(version, request.POST.get("shown"), then)
        except ChangedMeanwhile:
            messages.warning(
                request,
                _("Nothing was changed: somebody has changed the page meanwhile. Look once more."),
            )
            return HttpResponseSeeOther(request.path)
        except IntegrityError as error:
            messages.error(request, _("Nothing was changed: %(why)s") % {"why": reason_of(error)})
            return HttpResponseSeeOther(request.path)
        note = _("Went back to the version of %(time)s.") % {"time": _time(version)}
        self.log_change(request, row, note)
        messages.success(request, note)
        warn(request, faults, row)
        return HttpResponseSeeOther(editing_address(row))

    def when_gone_back(self, request: HttpRequest, row: ContentModel) -> Callable[[], None]:
        """What is to be done before the texts are rendered; asked before anything is changed."""
        return lambda: None

    def _refuse_others(self, request: HttpRequest, row: ContentModel) -> None:
        if not self.has_change_permission(request, row):
            raise PermissionDenied

    def _rendered(
        self, request: HttpRequest, row: ContentModel, template: str, title: str, page: object
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "original": row}
        return render(request, template, {**shared, "title": title, **vars(page)})


def _time(version: Version) -> str:
    """To the second: several versions of a minute are told apart."""
    at = timezone.localtime(version.at)
    return f"{formats.date_format(at, 'DATE_FORMAT')} {formats.date_format(at, 'H:i:s')}"
