"""The page on which authors see a course as an outline and put it in order."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.responses import HttpResponseSeeOther
from authoring.history.bringing_back import who
from authoring.outline.ordering import (
    MODULES,
    BadOrder,
    ChosenOrder,
    OrderOvertaken,
    put_in_order,
)
from authoring.outline.page import OutlinePage, Overtaken, StoredOutline
from courses.models import Course, Lesson, Module
from courses.models.base import ContentModel
from courses.versions import versions_of


class LeadsBackToOutline(admin.ModelAdmin):
    """What a link of the outline began leads back to it once it is saved."""

    begun_with = ""  # what that link names in the address of the form

    def course_of(self, row: Any) -> int:
        number: int = row.course_id
        return number

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        if self.begun_with not in request.GET:
            return super().response_post_save_add(request, obj)
        outline = reverse("admin:courses_course_outline", args=[self.course_of(obj)])
        return HttpResponseRedirect(outline)


class ShowsOutline(admin.ModelAdmin):
    """Adds the outline to the pages of a course."""

    def get_urls(self) -> list[Any]:
        outline = self.admin_site.admin_view(self.outline)
        return [
            path("<int:pk>/outline/", outline, name="courses_course_outline"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("outline"))
    def outline_link(self, course: Course) -> str:
        address = reverse("admin:courses_course_outline", args=[course.pk])
        return format_html('<a href="{}">{}</a>', address, _("Outline"))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def outline(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All of a course in order; POST stores another order, whole or not at all."""
        course = get_object_or_404(Course, pk=pk)
        if not self.has_change_permission(request, course):
            raise PermissionDenied
        if request.method == "POST":
            return self._put_in_order(request, course)
        return self._show_outline(request, StoredOutline(course).page())

    def _put_in_order(self, request: HttpRequest, course: Course) -> HttpResponse:
        try:
            chosen = ChosenOrder.read(request.POST)
            moved = put_in_order(course, chosen, with_labels="labels" in request.POST)
        except BadOrder as error:
            page = StoredOutline(course).page(typed=request.POST.dict(), fault=str(error))
            return self._show_outline(request, page, status=400)
        except OrderOvertaken as error:
            stored = StoredOutline(course)
            overtaken = list(_overtaken(stored, error.keys))
            fault = _(
                "Nothing was saved: somebody else has changed what is listed here meanwhile. Below "
                "stands the order that you chose. Look at theirs, then save yours once more."
            )
            page = stored.page(chosen=chosen.lists, fault=fault, overtaken=overtaken)
            return self._show_outline(request, page, status=409)
        if moved:
            note = _("The order is saved.")
            self.log_change(request, course, note)
            self.message_user(request, note)
        else:
            self.message_user(request, _("The order is as it was."))
        return HttpResponseSeeOther(request.path)

    def _show_outline(
        self, request: HttpRequest, page: OutlinePage, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Outline"),
            "opts": self.opts,
            "original": page.course,
            **vars(page),
        }
        return render(request, "admin/courses/course/outline.html", context, status=status)


def _overtaken(stored: StoredOutline, keys: Iterable[int]) -> Iterator[Overtaken]:
    for key in keys:
        if key == MODULES:
            by = _last_change(Module, course=stored.course.pk)
            yield Overtaken(_("Modules"), stored.names(key), by)
        elif key in stored.modules:
            by = _last_change(Lesson, module=key)
            yield Overtaken(str(stored.modules[key]), stored.names(key), by)


def _last_change(model: type[ContentModel], **parent: int) -> str:
    """Who changed a row of that parent last, and when."""
    versions = versions_of(model).filter(**parent).select_related("pgh_context")
    version = versions.order_by("-pgh_id").first()
    if version is None:
        return ""
    context = version.pgh_context.metadata if version.pgh_context else {}
    by = who(context, User.objects.in_bulk({context.get("user")} - {None}))
    at = formats.date_format(timezone.localtime(version.pgh_created_at), "DATETIME_FORMAT")
    return f"{by} · {at}" if by else at
