from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from authoring.admin.base import ContentAdmin, PreviewsMarkdown
from quizzes.key import reasons_against_key
from quizzes.models import Option, Question

KEY = ["slug", "is_correct"]


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
        forms = [form for form in self.forms if form.cleaned_data and not self._is_deleted(form)]
        reasons = reasons_against_key([bool(form.cleaned_data.get("is_correct")) for form in forms])
        if faults := list(reasons):
            raise ValidationError(faults)

    def _is_deleted(self, form: Any) -> bool:
        return bool(form.cleaned_data.get("DELETE"))


class OptionInline(PreviewsMarkdown, admin.StackedInline):
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
    list_display = ["stem", "quiz", "position", "is_draft", "retired_at"]
    list_filter = ["quiz__module__course", "is_draft", ("retired_at", admin.EmptyFieldListFilter)]
    list_select_related = ["quiz__module"]
    search_fields = ["stem", "slug"]
    autocomplete_fields = ["quiz", "lesson"]
    inlines = [OptionInline]

    def get_urls(self) -> list[Any]:
        replace = self.admin_site.admin_view(self.replace)
        return [
            path("<int:pk>/replace/", replace, name="quizzes_question_replace"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        if obj is None:
            return []
        return ["quiz"] if obj.is_draft else ["quiz", "is_draft"]

    @method_decorator(require_POST)
    def replace(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open a draft of an answered question that takes its place, and whose key may change."""
        question = get_object_or_404(Question.objects.live(), pk=pk)
        if not self.has_change_permission(request, question):
            raise PermissionDenied
        copy = question.copy_to_replace()
        note = _("%(slug)s will take its place.") % {"slug": copy.slug}
        self.log_change(request, question, note)
        self.message_user(
            request,
            _(
                "This is the copy. Change it, then take the mark “draft” away: it is asked then, "
                "and the old question no more."
            ),
        )
        return HttpResponseRedirect(reverse("admin:quizzes_question_change", args=[copy.pk]))
