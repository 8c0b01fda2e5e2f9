from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import signed_in
from courses.access import readable_modules
from courses.models import Cohort, Course, Lesson, SelfDiagnosis
from courses.outline import Outline
from courses.responses import HttpResponseSeeOther
from progress.forms import DiagnosisForm
from progress.models import Diagnosis, LessonRead
from progress.profile import Profile
from progress.standing import standings


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    found = standings(Course.objects.visible_to(user), user)
    begun = [standing for standing in found if standing.is_begun and standing.next_step]
    resume = begun[0] if begun else next((one for one in found if one.next_step), None)
    return render(
        request,
        "progress/home.html",
        {"standings": found, "resume": resume, "upcoming": Cohort.objects.upcoming_for(user)},
    )


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    found = standings(Course.objects.visible_to(user), user)
    return render(request, "progress/mine.html", {"standings": found})


@require_POST
@sign_in_and_return
def read_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Lesson.objects.filter(readable_modules(request.user, "module__"))
    lesson = get_object_or_404(visible.select_related("module__course"), pk=pk)
    LessonRead.objects.mark(signed_in(request), lesson)
    return HttpResponseSeeOther(f"{lesson.module.get_absolute_url()}#{lesson.slug}-read")


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
    form, status = DiagnosisForm.blank(page), 200
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
    context = {
        "self_diagnosis": page,
        "form": form,
        "history": history,
        "profile": Profile.of(history),
        "pager": Outline.of_course(page.course, user).around(page),
    }
    return render(request, "progress/self_diagnosis.html", context, status=status)
