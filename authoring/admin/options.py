"""The options on the page of a question: a text, an explanation, and which of them is right."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.admin.base import PreviewsMarkdown
from authoring.admin.filling_in import FillsInRow, FillsInRows
from authoring.admin.one_of_rows import OneOfRows
from authoring.admin.pasting import Pasted
from authoring.admin.wording import look_at_wording
from quizzes.key import reasons_against_key
from quizzes.models import Option, Question

KEY = ["slug", "is_correct"]
ROWS_TO_BEGIN_WITH = 4
ONE_MORE = "_one_more"  # the button for those whose browser runs no scripts


class OptionFormSet(FillsInRows):
    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.adds_a_row = data is not None and ONE_MORE in data
        if self.adds_a_row:
            data = data.copy()
            total = f"{kwargs['prefix']}-TOTAL_FORMS"
            data[total] = str(int(data[total]) + 1) if data.get(total, "").isdecimal() else ""
        super().__init__(data, *args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.adds_a_row:
            raise ValidationError(_("There is one row more. Nothing is saved yet."))
        if self.instance.is_draft or any(self.errors):
            return
        forms = [form for form in self.forms if form.cleaned_data and not self._is_deleted(form)]
        for form in forms:
            if not form.cleaned_data.get("explanation", "").strip():
                form.add_error("explanation", _("Every option needs an explanation."))
        if self.instance.has_answers:
            for form in forms:
                look_at_wording(form, "text")
            return
        reasons = reasons_against_key([bool(form.cleaned_data.get("is_correct")) for form in forms])
        if faults := list(reasons):
            raise ValidationError(faults)

    def _is_deleted(self, form: Any) -> bool:
        return bool(form.cleaned_data.get("DELETE"))


class OptionInline(PreviewsMarkdown, admin.StackedInline):
    """The options; once the question has answers, its key is shown but cannot be changed."""

    model = Option
    form = FillsInRow
    formset = OptionFormSet
    fieldsets = [
        (None, {"fields": ["is_correct", "text", "explanation"]}),
        (
            gettext_lazy("More"),
            {"classes": ["collapse"], "fields": [("position", "slug"), "lesson"]},
        ),
    ]
    autocomplete_fields = ["lesson"]
    formfield_overrides = {models.TextField: {"widget": Textarea(attrs={"cols": 90})}}

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "is_correct":
            kwargs["widget"] = OneOfRows()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in Option.markdown_fields():
            field.help_text = ""  # four times the same: the stem has it
            lines = 1 if db_field.name == "text" else 2
            field.widget.attrs |= {"rows": lines, "data-goes-on": ""}
        return field

    def get_extra(self, request: HttpRequest, obj: Question | None = None, **kwargs: Any) -> int:
        if obj is not None:
            return 0
        source = Pasted.named_in(request)
        return max(ROWS_TO_BEGIN_WITH, len(source.of_options) if source else 0)

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return KEY if obj and obj.has_answers else []

    def has_add_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        if obj and obj.has_answers:
            return False
        return super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        if obj and obj.has_answers:
            return False
        return super().has_delete_permission(request, obj)
