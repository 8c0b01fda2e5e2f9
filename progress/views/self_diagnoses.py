from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.words import note
from courses.models import SelfDiagnosis
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, DiagnosisDraft
from progress.pages.self_diagnoses import SelfDiagnosisPage


def _get_self_diagnosis(request: HttpRequest, course: str, slug: str) -> SelfDiagnosis:
    visible = SelfDiagnosis.objects.visible_to(request.user).select_related(
        "course", "after__course"
    )
    return get_object_or_404(visible, course__slug=course, slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def self_diagnosis(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    levels = _get_self_diagnosis(request, course, slug)
    user = signed_in(request)
    form, status = None, 200
    if request.method == "POST":
        form = DiagnosisForm.filled(levels, request.POST)
        if levels.after.is_open and not form.errors:
            Diagnosis.objects.take(
                user, levels, form.ratings(), shared=form.shared, submission=form.submission
            )
            messages.success(request, _("Your self-diagnosis is saved."))
            return HttpResponseSeeOther(f"{levels.get_absolute_url()}#result")
        status = 400 if form.errors else 409
    page = SelfDiagnosisPage.of(user, levels, form)
    return render(request, "progress/self_diagnosis.html", vars(page), status=status)


@require_POST
@sign_in_and_return
def self_diagnosis_draft(request: HtmxRequest, course: str, slug: str) -> HttpResponse:
    levels = _get_self_diagnosis(request, course, slug)
    form = DiagnosisForm.filled(levels, request.POST)
    if form.is_too_long:
        raise BadRequest("More than the form lets anyone type.")
    if not levels.after.is_open:
        return note(request, _("This module is closed now, so nothing was saved."), 409)
    user = signed_in(request)
    draft = DiagnosisDraft.objects.keep(user, levels, form.contents(), form.submission)
    if draft is None:
        return _draft_too_late(request, levels)
    if request.htmx:
        return render(request, "progress/_draft_status.html", {"draft": draft})
    messages.success(request, _("What you wrote is kept. You can go on later."))
    return HttpResponseSeeOther(levels.get_absolute_url())


def _draft_too_late(request: HtmxRequest, levels: SelfDiagnosis) -> HttpResponse:
    """The form was sent before its draft came: there is nothing left to keep."""
    message = _("This self-diagnosis is sent already. Send it again if you changed something.")
    if request.htmx:
        return note(request, message, 409)
    messages.info(request, message)
    return HttpResponseSeeOther(levels.get_absolute_url())
