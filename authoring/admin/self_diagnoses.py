from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import HiddenInput, Textarea
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.admin.base import ContentAdmin, PreviewsMarkdown
from authoring.admin.filling_in import FillsIn, FillsInRow, FillsInRows, language_of
from authoring.admin.outline import LeadsBackToOutline
from courses.models import Course, Level, Module, SelfDiagnosis
from courses.models.self_diagnosis import LEVELS, name_of_level


class LevelInline(PreviewsMarkdown, admin.StackedInline):
    """The six levels, lowest first; their ranks are their places on the page."""

    model = Level
    form = FillsInRow
    formset = FillsInRows
    extra = 0
    min_num = max_num = LEVELS
    can_delete = False
    fields = ["rank", "name", "can_do", "question", "read_next"]
    formfield_overrides = {
        models.TextField: {"widget": Textarea(attrs={"rows": 2, "cols": 90, "data-goes-on": ""})},
        models.PositiveSmallIntegerField: {"widget": HiddenInput},
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(SelfDiagnosis)
class SelfDiagnosisAdmin(LeadsBackToOutline, ContentAdmin):
    begun_with = "after"
    form = FillsIn
    list_display = ["title", "course", "after"]
    list_filter = ["course"]
    list_select_related = ["course", "after"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["course", "after"]
    inlines = [LevelInline]
    fieldsets = [
        (None, {"fields": ["course", "after", "title", "intro"]}),
        (gettext_lazy("More"), {"classes": ["collapse"], "fields": ["slug"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        with translation.override(_language_of(request)):
            return {"title": _("Self-diagnosis"), **initial}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: SelfDiagnosis, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if not obj.pk:
            language = _language_of(request)
            ranks = range(1, LEVELS + 1)
            kwargs["initial"] = [
                {"rank": rank, "name": name_of_level(rank, language)} for rank in ranks
            ]
        return kwargs


def _language_of(request: HttpRequest) -> str | None:
    by_module = "after" in request.GET
    model, name = (Module, "after") if by_module else (Course, "course")
    return language_of(request, model, name)
