from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Act, note_access
from accounts.responses import HttpResponseFile
from authoring.admin.base import (
    MARKDOWN_WIDGET,
    ContentAdmin,
    PreviewsMarkdown,
    note_published,
)
from authoring.admin.deleted import deleted
from authoring.admin.filling_in import FillsIn, FillsInRow, FillsInRows
from authoring.admin.markdown_guide import writing
from authoring.admin.new_module import AddsAfter
from authoring.admin.outline import LeadsBackToOutline, ShowsOutline
from authoring.admin.typing import keep_typing
from authoring.content import editing_address, rows_naming
from authoring.coursefiles.dumping import zipped
from authoring.pages import PublishPage, TextPreview
from authoring.publishing import faults_of, publish, take_back
from courses.models import Course, GlossaryTerm, Lesson, Module
from texts import KINDS, Kind


class LessonInline(PreviewsMarkdown, admin.StackedInline):
    model = Lesson
    form = FillsInRow
    formset = FillsInRows
    extra = 0
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        (gettext_lazy("More"), {"classes": ["collapse"], "fields": [("position", "slug")]}),
    ]
    formfield_overrides = {models.TextField: {"widget": MARKDOWN_WIDGET}}


@admin.register(Course)
class CourseAdmin(ShowsOutline, ContentAdmin):
    form = FillsIn
    fields = ["title", "summary", "language", "slug", "is_published", "word_list"]
    list_display = ["title", "outline_link", "slug", "language", "is_published"]
    search_fields = ["title", "slug"]

    def get_urls(self) -> list[Any]:
        preview = self.admin_site.admin_view(self.preview)
        files = self.admin_site.admin_view(self.files)
        return [
            path("preview/", preview, name="courses_preview"),
            path("writing/", self.admin_site.admin_view(self.writing), name="courses_writing"),
            path("typing/", self.admin_site.admin_view(keep_typing), name="courses_typing"),
            path("deleted/", self.admin_site.admin_view(deleted), name="courses_deleted"),
            path("<int:pk>/files/", files, name="courses_course_files"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def files(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The course as the folder that another installation loads."""
        course = get_object_or_404(Course, pk=pk)
        if not self.has_change_permission(request, course):
            raise PermissionDenied
        content = zipped(course)
        note_access(request, Act.DOWNLOADED, what=f"courses.course {pk}", format="zip")
        return HttpResponseFile(content, "application/zip", f"{course.slug}.zip")

    def writing(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return writing(request)

    @method_decorator(require_POST)
    def preview(self, request: HttpRequest) -> HttpResponse:
        """A text as learners will see it, rendered by what renders their pages."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        key = request.POST.get("of", "")
        number = int(key) if key.isdecimal() and len(key) < 10 else 0
        course = Course.objects.filter(pk=number).first() or Course()
        posted = request.POST.get("kind")
        kind: Kind = next((kind for kind in KINDS if kind == posted), "block")
        page = TextPreview.of(request.POST.get("text", ""), course, kind)
        return render(request, "admin/courses/preview.html", vars(page))


@admin.register(Module)
class ModuleAdmin(AddsAfter, ContentAdmin):
    form = FillsIn
    fieldsets = [
        (None, {"fields": ["course", "title", "lead", "is_published"]}),
        (
            gettext_lazy("More"),
            {
                "classes": ["collapse"],
                "fields": [("label", "position"), "slug", "kind", "as_of", "review_after"],
            },
        ),
    ]
    list_display = ["label", "title", "course", "position", "kind", "review_after", "is_published"]
    list_display_links = ["label", "title"]
    list_filter = ["course", "kind", "is_published"]
    list_select_related = ["course"]
    search_fields = ["title", "label", "slug"]
    autocomplete_fields = ["course"]
    inlines = [LessonInline]

    def get_urls(self) -> list[Any]:
        publish = self.admin_site.admin_view(self.publish)
        return [
            path("<int:pk>/publish/", publish, name="courses_module_publish"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Module | None = None) -> list[str]:
        # A module is published on a page of its own, which says what it lacks.
        return ["is_published"]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what the module lacks; publish it, or take it back."""
        module = get_object_or_404(Module.objects.select_related("course"), pk=pk)
        if not self.has_change_permission(request, module):
            raise PermissionDenied
        if "withdraw" in request.POST:
            take_back(module)
        faults = publish(module) if "publish" in request.POST else faults_of(module)
        if request.method == "POST" and module.is_published == ("publish" in request.POST):
            note = _("Published.") if module.is_published else _("Taken back: it is a draft now.")
            self.log_change(request, module, note)
            if module.is_published:
                note_published(request, module)
            self.message_user(request, note)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Before publishing"),
            "opts": self.opts,
            "original": module,
            **vars(PublishPage.of(faults)),
        }
        status = 409 if request.method == "POST" else 200
        return render(request, "admin/courses/module/publish.html", context, status=status)


@admin.register(Lesson)
class LessonAdmin(LeadsBackToOutline, ContentAdmin):
    begun_with = "module"
    form = FillsIn
    fields = ["module", "title", "body", ("position", "slug")]
    list_display = ["title", "module", "position"]
    list_filter = ["module__course"]
    list_select_related = ["module"]
    search_fields = ["title", "slug", "body"]
    autocomplete_fields = ["module"]

    def course_of(self, row: Lesson) -> int:
        return row.module.course_id


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    list_display = ["term", "course"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["term", "definition"]
    autocomplete_fields = ["course"]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With the texts in which its braces would stand bare."""
        listed, counts, rights, protected = super().get_deleted_objects(objs, request)
        uses = [
            format_html('<a href="{}">{}</a>', editing_address(row), row)
            for term in objs
            for row in rows_naming(term)
        ]
        if uses:
            listed = [*listed, [_("Texts that use it, to be mended afterwards:"), uses]]
            counts = {**counts, _("texts that use it"): len(uses)}
        return listed, counts, rights, protected
