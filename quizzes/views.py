from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from courses.access import readable_modules
from courses.models import Module
from courses.responses import HttpResponseSeeOther
from quizzes.models import Answer, Attempt, Option, Quiz
from quizzes.models.attempt import QuestionClosed, QuestionRetired
from quizzes.sheet import Item, Sheet


def _get_sheet(request: HttpRequest, question: int) -> Sheet:
    """The signed-in learner's sheet with this question, or 404."""
    sheet = Sheet.of_question(question, signed_in(request))
    if sheet is None:
        raise Http404("No question that this person may read.")
    return sheet


def _posted_attempt(request: HttpRequest, sheet: Sheet) -> Attempt:
    """The attempt the form was made for, else the current one; another learner's is 404."""
    named = request.POST.get("attempt", "")
    if not named:
        return sheet.begin()
    for attempt in sheet.attempts:
        if str(attempt.pk) == named:
            return attempt
    raise Http404("No such attempt of this learner.")


def _posted_option(request: HttpRequest, sheet: Sheet, question: int) -> Option | None:
    chosen = request.POST.get("option", "")
    return next((o for o in sheet.options[question] if str(o.pk) == chosen), None)


@require_POST
@sign_in_and_return
def answer(request: HtmxRequest, pk: int) -> HttpResponse:
    sheet = _get_sheet(request, pk)
    if not sheet.can_answer:
        message = _("This module is not published yet, so answers are not kept.")
        return _refusal(request, sheet, pk, message, 409)
    option, confidence = _posted_option(request, sheet, pk), request.POST.get("confidence", "")
    if option is None or confidence not in {"", *Answer.Confidence.values}:
        return _refusal(request, sheet, pk, _no_option(request, option), 400)
    try:
        if option.question.is_retired:
            raise QuestionRetired
        confidence = confidence if sheet.quiz.asks_confidence else ""
        _posted_attempt(request, sheet).choose(option, confidence)
    except QuestionRetired:
        message = _("This question is no longer asked. Your other answers are kept.")
        return _refusal(request, sheet, pk, message, 410)
    except QuestionClosed:
        message = _("This question is already answered. Your answers are kept as they were.")
        return _refusal(request, sheet, pk, message, 409)
    if request.htmx:
        return _fragment(request, sheet, sheet.item(pk))
    return HttpResponseSeeOther(f"{sheet.quiz.module.get_absolute_url()}#question-{pk}")


def _no_option(request: HttpRequest, option: Option | None) -> str:
    if option is not None:
        return _("Say how sure you are with one of the three, or leave it open.")
    if request.POST.get("option"):
        return _("That is not an option of this question. Choose one of those shown.")
    return _("Choose an answer first.")


def _fragment(
    request: HttpRequest, sheet: Sheet, item: Item | None, status: int = 200
) -> HttpResponse:
    context = {
        "item": item,
        "sheet": sheet,
        "quiz": sheet.quiz,
        "next_self_diagnosis": sheet.next_self_diagnosis,
    }
    return render(request, "quizzes/_answer.html", context, status=status)


def _refusal(
    request: HtmxRequest, sheet: Sheet, question: int, message: str, status: int
) -> HttpResponse:
    """Say what was wrong, on the question itself where it is still shown; nothing is stored."""
    item = sheet.item(question)
    if item is not None:
        item.error = message
    if request.htmx and item is not None:
        return _fragment(request, sheet, item, status)
    return render(
        request,
        "quizzes/answer_page.html",
        {"item": item, "message": message, "module": sheet.quiz.module},
        status=status,
    )


@require_POST
@sign_in_and_return
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Quiz.objects.filter(readable_modules(request.user, "module__"))
    quiz = get_object_or_404(visible.select_related("module__course"), pk=pk)
    scope = request.POST.get("scope", Attempt.Scope.ALL)
    if scope not in Attempt.Scope.values:
        raise BadRequest("No such scope of practice.")
    if Attempt.objects.practise(quiz, signed_in(request), scope) is None:
        messages.info(request, _("There is nothing to practise here now."))
    return HttpResponseSeeOther(f"{quiz.module.get_absolute_url()}#quiz")


@login_required
@require_safe
def review(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One's own past answers; they stay one's own where the module can no longer be read."""
    quiz = get_object_or_404(Quiz.objects.select_related("module__course"), pk=pk)
    sheet = Sheet.of_quiz(quiz, signed_in(request))
    if not sheet.review(number):
        raise Http404("No such attempt of this learner.")
    is_open = Module.objects.visible_to(request.user).filter(pk=quiz.module_id).exists()
    context = {
        "quiz": quiz,
        "module": quiz.module,
        "sheet": sheet,
        "items": [item for item in sheet.items if is_open or item.answers],
        "is_closed": not is_open,
    }
    return render(request, "quizzes/review.html", context)
