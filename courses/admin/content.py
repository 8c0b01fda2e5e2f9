from django.contrib import admin
from django.db import models

from courses.admin.base import MARKDOWN_WIDGET, ContentAdmin
from courses.models import Course, GlossaryTerm, Lesson, Module


class LessonInline(admin.StackedInline):
    model = Lesson
    extra = 0
    fields = [("position", "slug"), "title", "body"]
    formfield_overrides = {models.TextField: {"widget": MARKDOWN_WIDGET}}


@admin.register(Course)
class CourseAdmin(ContentAdmin):
    list_display = ["title", "slug", "language", "is_published"]
    search_fields = ["title", "slug"]


@admin.register(Module)
class ModuleAdmin(ContentAdmin):
    list_display = ["label", "title", "course", "position", "kind", "review_after", "is_published"]
    list_display_links = ["label", "title"]
    list_filter = ["course", "kind", "is_published"]
    list_select_related = ["course"]
    search_fields = ["title", "label", "slug"]
    autocomplete_fields = ["course"]
    inlines = [LessonInline]


@admin.register(Lesson)
class LessonAdmin(ContentAdmin):
    list_display = ["title", "module", "position"]
    list_filter = ["module__course"]
    list_select_related = ["module"]
    search_fields = ["title", "slug", "body"]
    autocomplete_fields = ["module"]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    list_display = ["term", "course"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["term", "definition"]
    autocomplete_fields = ["course"]
