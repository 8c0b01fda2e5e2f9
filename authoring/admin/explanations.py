"""The explanations of a quiz's drafts on one page, each stored as it is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Act, note_access
from accounts.requests import is_background, signed_in
from accounts.responses import HttpResponseSeeOther
from authoring.drafts import Draft, DraftOvertaken, drafts_of, keep, publish_whole
from authoring.pages import DraftsPage, KeptDraft
from quizzes.models import Quiz

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def explanations(request: HttpRequest, quiz: Quiz, context: dict[str, Any]) -> HttpResponse:
    if request.method == "POST":
        return _publish(request, quiz)
    return _page(request, quiz, context)


def _page(
    request: HttpRequest, quiz: Quiz, context: dict[str, Any], overtaken: Draft | None = None
) -> HttpResponse:
    drafts = drafts_of(quiz)
    if overtaken is not None:
        drafts = [overtaken]
    shown = Paginator(drafts, ON_A_PAGE).get_page(request.GET.get("page"))
    page = DraftsPage.of(quiz, shown, is_overtaken=overtaken is not None)
    context |= {"title": _("Explanations of drafts"), **vars(page)}
    status = 409 if overtaken else 200
    return render(request, "admin/quizzes/quiz/explanations.html", context, status=status)


def _publish(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    number, left = publish_whole(quiz)
    note = _("Drafts that are asked from now on: %(number)d.") % {"number": number}
    if number:
        log = LogEntry.objects
        log.log_actions(signed_in(request).pk, [quiz], CHANGE, note, single_object=True)
        note_access(request, Act.PUBLISHED, what=f"quizzes.quiz {quiz.pk}: {number}")
    if left:
        note += " " + _("Drafts that still lack something: %(left)d.") % {"left": left}
    messages.add_message(request, messages.SUCCESS if number else messages.INFO, note)
    address = "explanations" if left else "change"
    return HttpResponseSeeOther(reverse(f"admin:quizzes_quiz_{address}", args=[quiz.pk]))


@require_POST
def explain(
    request: HttpRequest, quiz: Quiz, context: dict[str, Any], question: int
) -> HttpResponse:
    """Store what is typed at one draft; what somebody else has changed meanwhile is shown."""
    drafts = quiz.questions.filter(is_draft=True, retired_at=None)
    draft = get_object_or_404(drafts.select_related("quiz__module__course"), pk=question)
    state = request.POST.get("seen") or request.POST.get("was", "")
    try:
        draft_now = keep(draft, state, _texts(request), _number(request.POST.get("right", "")))
    except DraftOvertaken as overtaken:
        if not is_background(request):
            return _page(request, quiz, context, overtaken.stored)
        page = KeptDraft.of(overtaken.stored, quiz)
        return render(request, "admin/quizzes/quiz/_overtaken.html", vars(page), status=409)
    if not is_background(request):
        address = reverse("admin:quizzes_quiz_explanations", args=[quiz.pk])
        return HttpResponseSeeOther(f"{address}#draft-{draft.pk}")
    page = KeptDraft.of(draft_now, quiz, is_saved=True)
    return render(request, "admin/quizzes/quiz/_draft_status.html", vars(page))


def _texts(request: HttpRequest) -> dict[int, str]:
    texts = {}
    for name, text in request.POST.items():
        key = _number(name.removeprefix("explanation-"))
        if name.startswith("explanation-") and key is not None and isinstance(text, str):
            texts[key] = text.replace("\0", "").replace("\r\n", "\n").strip()
    return texts


def _number(text: object) -> int | None:
    is_number = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 19
    return int(str(text)) if is_number else None
