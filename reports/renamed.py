"""Reports by the addresses that they had before a module, a question or a self-diagnosis was
called otherwise (courses/former_addresses.py)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from courses.former_addresses import last_known_by, lead_on
from courses.models import Cohort, Module, SelfDiagnosis
from quizzes.models import Question


def follow_renames(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead the cohort's facilitators on where the report knows nothing by these slugs."""

    @wraps(view)
    def answer(request: HttpRequest, cohort: Cohort, **slugs: Any) -> HttpResponse:
        try:
            return view(request, cohort, **slugs)
        except Http404:
            present = _present_slugs(cohort, slugs)
            query = request.GET.copy()
            if "module" in query:  # which module a meeting is about
                of_query = _present_slugs(cohort, {"module": query["module"]}) or {}
                query["module"] = of_query.get("module", query["module"])
            if present is None or (present == slugs and query == request.GET):
                raise
            return lead_on(request, {"cohort": cohort.slug, **present}, query.urlencode())

    return answer


def _present_slugs(cohort: Cohort, slugs: dict[str, Any]) -> dict[str, Any] | None:
    present = dict(slugs)
    if "slug" in slugs:
        pages = SelfDiagnosis.objects.filter(after__is_published=True)
        page = last_known_by(pages, slugs["slug"], course=cohort.course_id)
        if page is None:
            return None
        present["slug"] = page.slug
    if "module" in slugs:
        modules = Module.objects.of_outline(cohort.course)
        module = last_known_by(modules, slugs["module"], course=cohort.course_id, is_published=True)
        if module is None:
            return None
        present["module"] = module.slug
        if "question" in slugs:
            questions = Question.objects.filter(quiz__module=module)
            question = last_known_by(questions, slugs["question"], is_draft=False)
            if question is None:
                return None
            present["question"] = question.slug
    return present
