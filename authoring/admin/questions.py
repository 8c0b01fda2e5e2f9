from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.responses import HttpResponseSeeOther
from authoring.admin.options import OptionInline
from authoring.admin.pasting import Pasted
from authoring.admin.wording import MendsWording, QuestionForm
from quizzes.models import Question


@admin.register(Question)
class QuestionAdmin(MendsWording):
    form = QuestionForm
    list_display = ["short_stem", "quiz", "position", "is_draft", "retired_at"]
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

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        more = ["lesson", "level", "sibling_of", ("position", "slug"), "tags"]
        more += ["retired_at"] if obj else []
        return [
            (None, {"fields": ["quiz", "stem", "is_draft"]}),
            (gettext_lazy("More"), {"classes": ["collapse"], "fields": more}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        if obj is None:
            return []
        stays = ["quiz"] if obj.is_draft else ["quiz", "is_draft"]
        return [*stays, "sibling_of"] if obj.has_answers else stays

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "stem":
            field.widget.attrs |= {"rows": 3, "data-goes-on": ""}
        if db_field.name == "sibling_of":
            widget = field.widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
            widget.can_delete_related = False
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        source = Pasted.named_in(request)
        return super().get_changeform_initial_data(request) | (source.of_question if source else {})

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Question, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        source = Pasted.named_in(request) if request.method != "POST" else None
        return kwargs | ({"initial": source.of_options} if source else {})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source, number = Pasted.named_in(request), request.GET.get("quiz", "")
        context |= {"pasted": source, "quiz_to_paste_for": number if number.isdecimal() else ""}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Question, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_addanother" in request.POST:
            return self._next_question(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        if "_addanother" in request.POST:
            return self._next_question(request, obj)
        return super().response_change(request, obj)

    def _next_question(self, request: HttpRequest, question: Question) -> HttpResponse:
        stored = question.quiz.questions.count()
        note = _("Saved. The quiz has %(count)d questions now; here is the next.")
        self.message_user(request, note % {"count": stored})
        source = Pasted.named_in(request)
        query = source.query_of_next if source else ""
        address = reverse("admin:quizzes_question_add")
        return HttpResponseSeeOther(f"{address}?quiz={question.quiz_id}{query}")

    def response_post_save_add(self, request: HttpRequest, obj: Question) -> HttpResponseRedirect:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(
        self, request: HttpRequest, obj: Question
    ) -> HttpResponseRedirect:
        """Back to the quiz, where its questions are listed."""
        return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[obj.quiz_id]))

    @method_decorator(require_POST)
    def replace(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open a draft of an answered question that takes its place, and whose key may change."""
        question = get_object_or_404(Question.objects.asked(), pk=pk)
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
