from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.responses import HttpResponseSeeOther
from authoring.admin import banks, explanations, figures, pasting, remarks
from authoring.admin.base import ContentAdmin
from authoring.admin.filling_in import language_of
from authoring.question_map import QuestionMap
from courses.models import Module
from quizzes.models import Question, Quiz


class QuestionInline(admin.TabularInline):
    """The questions in their order; each is written with its options on its own page."""

    model = Question
    extra = 0
    fields = ["position", "slug", "short_stem", "pair", "is_draft", "retired_at"]
    readonly_fields = ["slug", "short_stem", "pair", "is_draft", "retired_at"]
    ordering = ["position", "pk"]
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).select_related("sibling_of")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("asked in"))
    def pair(self, question: Question) -> str:
        """Where it is asked: a sibling in review, beside the question it is one of."""
        first = question.sibling_of
        if first is None:
            return _("Check quiz")
        name = Truncator(str(first)).chars(30)
        return _("Review, in turn with “%(question)s”") % {"question": name}


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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        with translation.override(language_of(request, Module, "module")):
            return {"title": _("Check quiz"), **initial}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        quiz = context.get("original")
        if quiz is not None:
            context |= {"question_map": QuestionMap.of(quiz)}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Quiz, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_addanother" in request.POST:
            return self._first_question(obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Quiz) -> HttpResponse:
        if "_addanother" in request.POST:
            return self._first_question(obj)
        return super().response_change(request, obj)

    def _first_question(self, quiz: Quiz) -> HttpResponse:
        address = reverse("admin:quizzes_question_add")
        return HttpResponseSeeOther(f"{address}?quiz={quiz.pk}")

    def get_urls(self) -> list[Any]:
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("import/", "import", banks.upload),
            ("paste/", "paste", pasting.paste),
            ("explanations/", "explanations", explanations.explanations),
            ("explanations/<int:question>/", "explain", explanations.explain),
            ("import/<int:bank>/", "import_preview", banks.preview),
            ("export/<slug:name>/", "export", banks.export),
            ("figures/", "figures", figures.figures),
            ("remarks/<int:remark>/done/", "remark_done", remarks.done),
        ]
        return [
            *(
                path(f"<int:pk>/{place}", self._of_authors(view), name=f"quizzes_quiz_{name}")
                for place, name, view in pages
            ),
            *super().get_urls(),
        ]

    def _of_authors(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The view with the quiz of its address, for those who may change it."""

        def for_authors(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            quiz = get_object_or_404(Quiz.objects.select_related("module__course"), pk=pk)
            if not self.has_change_permission(request, quiz):
                raise PermissionDenied
            context = {**self.admin_site.each_context(request), "opts": self.opts, "original": quiz}
            return view(request, quiz, context, **kwargs)

        return self.admin_site.admin_view(for_authors)
