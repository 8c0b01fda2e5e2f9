from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Act, note_access
from accounts.decorators import sign_in_and_return
from accounts.requests import signed_in
from accounts.throttle import Guess, one_at_a_time, paused
from courses.models import Cohort
from progress.forms import JoinCodeForm
from progress.pages.joining import JoinPage


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_and_return
def enter_code(request: HttpRequest) -> HttpResponse:
    form = JoinCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        guess = Guess.at_join_code(request, signed_in(request))
        with one_at_a_time(request, guess) as refusal:
            if refusal:
                return refusal
            if form.is_valid():
                return HttpResponseRedirect(form.cleaned_data["code"].get_join_url())
            if form.is_nobodys_code:
                _note_wrong(request, guess)
    status = 400 if form.is_bound else 200
    return render(request, "progress/enter_code.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    user = signed_in(request)
    guess = Guess.at_join_code(request, user)
    if pause := guess.pause:
        return paused(request, pause)
    cohort = Cohort.objects.with_code(code).select_related("course").first()
    if cohort is None:
        _note_wrong(request, guess)
        raise Http404
    page = JoinPage.of(user, cohort)
    if request.method == "POST" and page.state == "open":
        cohort.enrol(user)
        messages.success(request, _("You have joined %(cohort)s.") % {"cohort": cohort.name})
        return redirect("progress:home")
    status = 409 if request.method == "POST" and page.state == "ended" else 200
    return render(request, "progress/join.html", vars(page), status=status)


def _note_wrong(request: HttpRequest, guess: Guess) -> None:
    """Without what was typed: it may be anything."""
    guess.failed(request)
    note_access(request, Act.FAILED_SIGN_IN, what="join code")
