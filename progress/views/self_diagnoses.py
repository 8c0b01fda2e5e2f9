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
from courses.outline import Outline
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, DiagnosisDraft
from progress.profile import Profile


def _get_self_diagnosis(request: HttpRequest, course: str, slug: str) -> SelfDiagnosis:
    visible = SelfDiagnosis.objects.visible_to(request.user).select_related(
        "course", "after__course"
    )
    return get_object_or_404(visible, course__slug=course, slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def self_diagnosis(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    page = _get_self_diagnosis(request, course, slug)
    user = signed_in(request)
    draft = DiagnosisDraft.objects.of(user, page).first()
    form, status = DiagnosisForm.restored(page, draft.contents if draft else {}), 200
    if request.method == "POST":
        form = DiagnosisForm.filled(page, request.POST)
        if page.after.is_open and not form.errors:
            Diagnosis.objects.take(
                user, page, form.ratings(), shared=form.shared, submission=form.submission
            )
            messages.success(request, _("Your self-diagnosis is saved."))
            return HttpResponseSeeOther(f"{page.get_absolute_url()}#result")
        status = 400 if form.errors else 409
    history = list(Diagnosis.objects.of(user, page))
    outline = Outline.of_course(page.course, user)
    context = {
        "self_diagnosis": page,
        "form": form,
        "draft": draft,
        "history": history,
        "sent_forms": " ".join(str(diagnosis.form) for diagnosis in history),
        "profile": Profile.of(history),
        "pager": outline.around(page),
        "modules_before": outline.modules_before(page),
    }
    return render(request, "progress/self_diagnosis.html", context, status=status)


@require_POST
@sign_in_and_return
def self_diagnosis_draft(request: HtmxRequest, course: str, slug: str) -> HttpResponse:
    page = _get_self_diagnosis(request, course, slug)
    form = DiagnosisForm.filled(page, request.POST)
    if form.is_too_long:
        raise BadRequest("More than the form lets anyone type.")
    if not page.after.is_open:
        return note(request, _("This module is closed now, so nothing was saved."), 409)
    user = signed_in(request)
    draft = DiagnosisDraft.objects.keep(user, page, form.contents(), form.submission)
    if draft is None:
        return _draft_too_late(request, page)
    if request.htmx:
        return render(request, "progress/_draft_status.html", {"draft": draft})
    messages.success(request, _("What you wrote is kept. You can go on later."))
    return HttpResponseSeeOther(page.get_absolute_url())


def _draft_too_late(request: HtmxRequest, page: SelfDiagnosis) -> HttpResponse:
    """The form was sent before its draft came: there is nothing left to keep."""
    message = _("This self-diagnosis is sent already. Send it again if you changed something.")
    if request.htmx:
        return note(request, message, 409)
    messages.info(request, message)
    return HttpResponseSeeOther(page.get_absolute_url())
