from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther, or_404
from accounts.words import note
from courses.former_addresses import follow_renames
from courses.models import SelfDiagnosis
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, DiagnosisDraft, DraftRefused
from progress.pages.self_diagnoses import SelfDiagnosisPage, readable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@follow_renames
def self_diagnosis(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    user = signed_in(request)
    if request.method != "POST":
        return or_404(SelfDiagnosisPage.of(user, course, slug)).respond(request)
    levels = or_404(readable(user, course, slug))
    form = DiagnosisForm.filled(levels, request.POST)
    if levels.after.is_open and not form.errors:
        Diagnosis.objects.take(user, levels, form.ratings(), shared=form.shared, form=form.on_page)
        messages.success(request, _("Your self-diagnosis is saved."))
        return HttpResponseSeeOther(f"{levels.get_absolute_url()}#result")
    status = 400 if form.errors else 409
    return or_404(SelfDiagnosisPage.refused(user, form)).respond(request, status)


@require_POST
@sign_in_and_return
@follow_renames
def self_diagnosis_draft(request: HtmxRequest, course: str, slug: str) -> HttpResponse:
    levels = or_404(readable(signed_in(request), course, slug))
    form = DiagnosisForm.filled(levels, request.POST)
    if form.is_too_long:
        raise BadRequest("More than the form lets anyone type.")
    if not levels.after.is_open:
        return note(request, _("This module is closed now, so nothing was saved."), 409)
    user = signed_in(request)
    try:
        draft = DiagnosisDraft.objects.keep(user, levels, form.contents(), form.on_page)
    except DraftRefused as refused:
        return _draft_refused(request, levels, form, refused)
    if request.htmx:
        return render(request, "progress/_draft_status.html", {"draft": draft})
    messages.success(request, _("What you wrote is kept. You can go on later."))
    return HttpResponseSeeOther(levels.get_absolute_url())


def _draft_refused(
    request: HtmxRequest, levels: SelfDiagnosis, form: DiagnosisForm, refused: DraftRefused
) -> HttpResponse:
    """Newer words are kept than these, which stay where they were typed."""
    if request.htmx:
        context = {"refused": refused, "self_diagnosis": levels}
        return render(request, "progress/_draft_refused.html", context, status=409)
    if refused.newest is None:
        messages.info(request, refused.message)
        return HttpResponseSeeOther(levels.get_absolute_url())
    page = SelfDiagnosisPage.refused(signed_in(request), form, refused.message)
    return or_404(page).respond(request, 409)
