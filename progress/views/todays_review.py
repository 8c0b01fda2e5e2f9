from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther, or_404
from accounts.sessions.store import store_of
from accounts.words import note
from progress.pages.todays_review import (
    RefusedInReview,
    ReviewedFragment,
    TodaysReviewPage,
)
from quizzes.answer_refused import AnswerRefused, NotDue
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Attempt
from quizzes.todays_review import TodaysReview


@login_required
@require_safe
def todays_review(request: HttpRequest) -> HttpResponse:
    return TodaysReviewPage.of(TodaysReview.of(signed_in(request))).respond(request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reviewed_question(request: HtmxRequest, pk: int) -> HttpResponse:
    review = TodaysReview.of(signed_in(request), pk)
    if request.method == "POST":
        return _answer(request, review, pk)
    if review.place_of(pk) is None:
        return HttpResponseSeeOther(reverse("progress:todays-review"))
    return TodaysReviewPage.of(review, pk).respond(request)


def _answer(request: HtmxRequest, review: TodaysReview, pk: int) -> HttpResponse:
    sent = {name: request.POST.get(name, "") for name in ("option", "confidence", "attempt")}
    of_review = review.sheet_of(pk)
    sheet = of_review or or_404(AnswerSheet.of_question(pk, signed_in(request)))
    try:
        if of_review is None and not sheet.is_taken_back:
            raise NotDue
        given_answer = sheet.choose(pk, **sent)
        store_of(request).use()  # a person chose, though a script of the page sent it
    except AnswerRefused as refusal:
        return _refusal(request, review, RefusedInReview.of(sheet, pk, refusal), refusal.status)
    if request.htmx:
        item = sheet.item_of(given_answer)
        return ReviewedFragment.of(review, item).respond(request)
    address = reverse("progress:reviewed-question", args=[pk])
    return HttpResponseSeeOther(f"{address}#question-{pk}")


def _refusal(
    request: HtmxRequest, review: TodaysReview, page: RefusedInReview, status: int
) -> HttpResponse:
    if not request.htmx:
        return render(request, "progress/answer_page.html", vars(page), status=status)
    if page.item is None:
        return note(request, page.message, status, address=page.address, link=page.link)
    return ReviewedFragment.of(review, page.item).respond(request, status)


@require_POST
@sign_in_and_return
def stop_review(request: HttpRequest) -> HttpResponse:
    reviews = Attempt.objects.filter(learner=signed_in(request), scope=Attempt.Scope.DUE)
    reviews.stop()
    messages.info(request, _("You have stopped the review. The answers you gave are kept."))
    return HttpResponseSeeOther(reverse("progress:home"))
