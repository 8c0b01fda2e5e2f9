from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from cohorts.models import Plan, PlanOvertaken
from cohorts.pages import cohort_page, facilitators_only
from cohorts.plan.form import PlanForm
from cohorts.plan.page import PlanPage, modules_of
from courses.models import Cohort


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def plan(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    if request.method != "POST":
        query = request.GET if "start" in request.GET else None
        return _page(request, cohort, PlanPage.stored(cohort, query), 200)
    form, revision = PlanForm(cohort, modules_of(cohort), request.POST), _revision(request)
    if not form.is_valid():
        return _page(request, cohort, PlanPage.typed(form, revision), 400)
    try:
        Plan.objects.keep(cohort, signed_in(request), form.days, revision)
    except PlanOvertaken as overtaken:
        page = PlanPage.typed(form, revision, overtaken.newest)
        return _page(request, cohort, page, 409)
    except IntegrityError:
        # The course or the cohort was changed between the check and the storing.
        form.add_error(None, _("The course or the cohort was changed just now: please look again."))
        return _page(request, cohort, PlanPage.typed(form, revision), 409)
    messages.success(request, _("The plan is saved. Members see it on their first page."))
    return HttpResponseSeeOther(request.path)


@require_POST
@facilitators_only
def renew_calendar(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    get_object_or_404(Plan, cohort=cohort).renew_calendar()
    messages.success(request, _("The calendar has a new address. The old one is closed."))
    return HttpResponseSeeOther(reverse("cohorts:plan", args=[cohort.slug]))


def _revision(request: HttpRequest) -> int:
    """That of the plan on the page; of none that is stored if the page told none."""
    number = request.POST.get("revision", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _page(request: HttpRequest, cohort: Cohort, page: PlanPage, status: int) -> HttpResponse:
    context = cohort_page(cohort, _("Plan")) | vars(page)
    context["calendar"] = request.build_absolute_uri(page.plan.calendar_address)
    return render(request, "cohorts/plan.html", context, status=status)
