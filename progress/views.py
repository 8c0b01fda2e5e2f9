import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.words import note
from courses.access import readable_modules
from courses.models import Cohort, Course, Lesson, SelfDiagnosis
from courses.outline import Outline
from courses.responses import HttpResponseSeeOther
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, DiagnosisDraft, LessonRead, LessonVisit
from progress.profile import Profile
from progress.reading import Section
from progress.standing import standings


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    found = standings(Course.objects.visible_to(user), user)
    to_do = [standing for standing in found if standing.next_step]
    resume = max(to_do, key=lambda one: (one.is_begun, str(one.visited_at or "")), default=None)
    return render(
        request,
        "progress/home.html",
        {"standings": found, "resume": resume, "upcoming": Cohort.objects.upcoming_for(user)},
    )


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    context = {
        "standings": standings(Course.objects.visible_to(user), user),
        "left": Course.objects.left_by(user),
    }
    return render(request, "progress/mine.html", context)


@login_required
@require_safe
def left(request: HttpRequest, course: str) -> HttpResponse:
    """One's own answers and self-diagnoses in a course that one can no longer read."""
    user = signed_in(request)
    this = get_object_or_404(Course.objects.left_by(user), slug=course)
    standing = standings([this], user, left=True)[0]
    return render(request, "progress/left.html", {"standing": standing})


@login_required
@require_safe
def record(request: HttpRequest, course: str) -> HttpResponse:
    user = signed_in(request)
    this = get_object_or_404(Course.objects.visible_to(user), slug=course)
    enrolments = user.enrolments.active().filter(cohort__course=this)
    context = {
        "standing": standings([this], user)[0],
        "cohorts": list(enrolments.values_list("cohort__name", flat=True)),
        "now": timezone.localdate(),
    }
    return render(request, "progress/record.html", context)


def _get_lesson(request: HttpRequest, pk: int) -> Lesson:
    visible = Lesson.objects.filter(readable_modules(request.user, "module__"))
    return get_object_or_404(visible.select_related("module__course"), pk=pk)


@require_POST
@sign_in_and_return
def read_lesson(request: HtmxRequest, pk: int) -> HttpResponse:
    lesson = _get_lesson(request, pk)
    user, shown = signed_in(request), request.POST.get("revision", "")
    revision = int(shown) if re.fullmatch("[1-9][0-9]{0,8}", shown) else lesson.revision
    LessonRead.objects.mark(user, lesson, revision)
    if request.htmx:
        section = Section(lesson, lesson.revision)
        return render(request, "progress/_lesson_read.html", {"section": section})
    return HttpResponseSeeOther(f"{lesson.module.get_absolute_url()}#{lesson.slug}-read")


@require_POST
@sign_in_and_return
def visit_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    LessonVisit.objects.note(signed_in(request), _get_lesson(request, pk))
    return HttpResponse(status=204)


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
