from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import signed_in
from courses.models import Cohort


@require_POST
@sign_in_and_return
def enter_code(request: HttpRequest) -> HttpResponse:
    cohort = Cohort.objects.with_code(request.POST.get("code", "")).first()
    if cohort is None:
        messages.error(
            request,
            _("There is no cohort with this code. Check it, or ask your facilitator."),
        )
        return redirect("progress:home")
    return HttpResponseRedirect(cohort.get_join_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.with_code(code).select_related("course"))
    user = signed_in(request)
    joined = cohort.enrolments.active().filter(learner=user).exists()
    if request.method == "POST" and not joined and not cohort.has_ended:
        cohort.enrol(user)
        messages.success(request, _("You have joined %(cohort)s.") % {"cohort": cohort.name})
        return redirect("progress:home")
    state = "joined" if joined else "ended" if cohort.has_ended else "open"
    status = 409 if request.method == "POST" and state == "ended" else 200
    return render(request, "progress/join.html", {"cohort": cohort, "state": state}, status=status)
