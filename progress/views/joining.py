from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import signed_in
from courses.models import Cohort
from progress.pages.joining import JoinPage


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
    page = JoinPage.of(user, cohort)
    if request.method == "POST" and page.state == "open":
        cohort.enrol(user)
        messages.success(request, _("You have joined %(cohort)s.") % {"cohort": cohort.name})
        return redirect("progress:home")
    status = 409 if request.method == "POST" and page.state == "ended" else 200
    return render(request, "progress/join.html", vars(page), status=status)
