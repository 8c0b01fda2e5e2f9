from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Textarea
from django.http import HttpRequest
from django.utils.translation import gettext as _

from courses.admin.base import ContentAdmin
from quizzes.models import Option, Question, Quiz

KEY = ["slug", "is_correct"]


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0
    fields = ["position", "slug", "stem", "retired_at"]
    readonly_fields = ["position", "slug", "stem", "retired_at"]
    show_change_link = True
    can_delete = False

    # A question is made and changed with its options, on its own page.
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Quiz)
class QuizAdmin(ContentAdmin):
    list_display = ["title", "module"]
    list_filter = ["module__course"]
    list_select_related = ["module"]
    search_fields = ["title", "module__title", "module__label"]
    autocomplete_fields = ["module"]
    inlines = [QuestionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Quiz | None = None) -> list[str]:
        return ["module"] if obj else []


class OptionFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.is_draft or any(self.errors):
            return
        for form in self.forms:
            if form.cleaned_data and not form.cleaned_data.get("explanation", "").strip():
                form.add_error("explanation", _("Every option needs an explanation."))
        if self.instance.has_answers:
            return
        kept = [form for form in self.forms if form.cleaned_data and not self._is_deleted(form)]
        right = sum(bool(form.cleaned_data.get("is_correct")) for form in kept)
        if len(kept) < 2:
            raise ValidationError(_("A question has at least two options."))
        if right != 1:
            reason = _("A question has exactly one right option; this one has %(count)d.")
            raise ValidationError(reason % {"count": right})

    def _is_deleted(self, form: Any) -> bool:
        return bool(form.cleaned_data.get("DELETE"))


class OptionInline(admin.StackedInline):
    """The options; once the question has answers, its key is shown but cannot be changed."""

    model = Option
    formset = OptionFormSet
    extra = 0
    min_num = 2
    fields = [("position", "slug", "is_correct"), "text", "explanation", "lesson"]
    autocomplete_fields = ["lesson"]
    formfield_overrides = {models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 90})}}

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


@admin.register(Question)
class QuestionAdmin(ContentAdmin):
    list_display = ["stem", "quiz", "position", "retired_at"]
    list_filter = ["quiz__module__course", ("retired_at", admin.EmptyFieldListFilter)]
    list_select_related = ["quiz__module"]
    search_fields = ["stem", "slug"]
    autocomplete_fields = ["quiz", "lesson"]
    inlines = [OptionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return ["quiz"] if obj else []
