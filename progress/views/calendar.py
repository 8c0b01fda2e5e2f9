import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.responses import HttpResponseFile
from cohorts.models import Plan, TargetDate
from cohorts.plan.calendar import calendar as calendar_of


@require_safe
def calendar(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A plan for programs that cannot sign in: whoever has the address may read it."""
    plan = get_object_or_404(Plan, calendar_token=token)
    targets = TargetDate.objects.in_force().filter(
        cohort=plan.cohort_id, module__course__is_published=True
    )
    host = request.get_host().rpartition(":")[0] or request.get_host()
    text = calendar_of(plan, targets, host)
    return HttpResponseFile(text, "text/calendar; charset=utf-8", "plan.ics")
