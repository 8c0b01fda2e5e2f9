from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther, or_404
from accounts.sessions.store import store_of
from accounts.words import note
from courses.access import readable_modules
from progress.pages.quizzes import AnswerFragment, RefusedAnswer, Review
from quizzes.answer_refused import AnswerRefused
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Attempt, Quiz


@require_POST
@sign_in_and_return
def answer(request: HtmxRequest, pk: int) -> HttpResponse:
    sent = {name: request.POST.get(name, "") for name in ("option", "confidence", "attempt")}
    sheet = or_404(AnswerSheet.of_question(pk, signed_in(request), sent["attempt"]))
    try:
        given_answer = sheet.choose(pk, **sent)
        store_of(request).use()  # a person chose, though a script of the page sent it
    except AnswerRefused as refusal:
        return _refusal(request, sheet, pk, refusal)
    if request.htmx:
        return AnswerFragment.of(sheet, sheet.item_of(given_answer)).respond(request)
    return HttpResponseSeeOther(f"{sheet.quiz.module.get_absolute_url()}#question-{pk}")


def _refusal(
    request: HtmxRequest, sheet: AnswerSheet, question: int, refused: AnswerRefused
) -> HttpResponse:
    page, status = RefusedAnswer.of(sheet, question, refused), refused.status
    if not request.htmx:
        return render(request, "progress/answer_page.html", vars(page), status=status)
    if page.item is None:
        return note(request, page.message, status, address=page.address, link=page.link)
    return AnswerFragment.of(sheet, page.item).respond(request, status)


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


@require_POST
@sign_in_and_return
def stop_practice(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Quiz.objects.filter(readable_modules(request.user, "module__"))
    quiz = get_object_or_404(visible.select_related("module__course"), pk=pk)
    if Attempt.objects.filter(quiz=quiz, learner=signed_in(request)).stop():
        message = _("You have stopped practising. The answers you gave are kept.")
    else:
        message = _("No practice is under way here.")
    messages.info(request, message, extra_tags="quiz")
    return HttpResponseSeeOther(f"{quiz.module.get_absolute_url()}#quiz-message")


@login_required
@require_safe
def review(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    sheet = or_404(AnswerSheet.of_review(pk, signed_in(request), number))
    return Review.of(sheet).respond(request)
