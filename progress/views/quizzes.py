from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.words import note
from courses.access import readable_modules
from courses.models import Module
from courses.outline import Outline, Pager
from quizzes.answer_sheet import Item, Sheet
from quizzes.models import Answer, Attempt, Option, Quiz
from quizzes.models.attempt import QuestionClosed, QuestionRetired


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
    sheet = Sheet.of_question(pk, signed_in(request))
    if sheet is None:
        return _taken_back(request, pk)
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
        message = _("This question is no longer asked, so your choice was not saved.")
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
    if item is not None:
        item.ending = sheet.ending
    context = {
        "item": item,
        "sheet": sheet,
        "quiz": sheet.quiz,
        "pager": _pager(request, sheet) if sheet.is_finished else None,
    }
    return render(request, "quizzes/_answer.html", context, status=status)


def _pager(request: HttpRequest, sheet: Sheet) -> Pager:
    """Where the outline goes on, for the card that comes with the last answer."""
    module = sheet.quiz.module
    return Outline.of_course(module.course, request.user).around(module)


def _refusal(
    request: HtmxRequest, sheet: Sheet, question: int, message: str, status: int
) -> HttpResponse:
    """Say what was wrong, on the question itself where it is still shown; nothing is stored."""
    item = sheet.item(question)
    if item is not None:
        item.error = message
    module = sheet.quiz.module
    if item is None:
        address = f"{module.get_absolute_url()}#quiz"
        return _not_kept(request, module, message, status, address, _("Back to the module"))
    if request.htmx:
        return _fragment(request, sheet, item, status)
    context = {"item": item, "module": module, "address": f"{module.get_absolute_url()}#quiz"}
    context["link"] = _("Back to the module")
    return render(request, "progress/answer_page.html", context, status=status)


def _taken_back(request: HtmxRequest, question: int) -> HttpResponse:
    """Say so where the module was out when the page was opened; 404 where it never was."""
    asked = Module.objects.filter(quiz__questions__pk=question, quiz__questions__is_draft=False)
    taken_back = asked.taken_back_from(signed_in(request)).select_related("course")
    module = get_object_or_404(taken_back)
    message = _("This module is closed now. The answer you chose was not saved.")
    address, link = reverse("progress:home"), _("To my courses")
    if module.course.is_published:
        address, link = module.course.get_absolute_url(), _("To the course")
    return _not_kept(request, module, message, 409, address, link)


def _not_kept(
    request: HtmxRequest, module: Module, message: str, status: int, address: str, link: str
) -> HttpResponse:
    """Say why an answer was not kept to a question that is not shown any more."""
    if request.htmx:
        return note(request, message, status, address=address, link=link)
    context = {"message": message, "module": module, "address": address, "link": link}
    return render(request, "progress/answer_page.html", context, status=status)


@require_POST
@sign_in_and_return
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Quiz.objects.filter(readable_modules(request.user, "module__"))
    quiz = get_object_or_404(visible.select_related("module__course"), pk=pk)
    scope = request.POST.get("scope", Attempt.Scope.ALL)
    if scope not in Attempt.Scope.values:
        raise BadRequest("No such scope of practice.")
    if Attempt.objects.practise(quiz, signed_in(request), scope) is None:
        # Said at the quiz, where the button was pressed, and the focus goes there.
        messages.info(request, _("There is nothing to practise here now."), extra_tags="quiz")
        return HttpResponseSeeOther(f"{quiz.module.get_absolute_url()}#quiz-message")
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
    return render(request, "progress/review.html", context)
