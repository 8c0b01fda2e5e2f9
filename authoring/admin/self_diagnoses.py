from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import Textarea
from django.http import HttpRequest

from authoring.admin.base import ContentAdmin, PreviewsMarkdown
from courses.models import Level, SelfDiagnosis
from courses.models.self_diagnosis import LEVELS


class LevelInline(PreviewsMarkdown, admin.TabularInline):
    model = Level
    extra = 0
    min_num = max_num = LEVELS
    can_delete = False
    fields = ["rank", "name", "can_do", "question", "read_next"]
    formfield_overrides = {models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 40})}}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(SelfDiagnosis)
class SelfDiagnosisAdmin(ContentAdmin):
    list_display = ["title", "course", "after"]
    list_filter = ["course"]
    list_select_related = ["course", "after"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["course", "after"]
    inlines = [LevelInline]
