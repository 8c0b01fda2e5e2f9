from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from courses.models import Cohort, Course
from progress.module_progress import standings


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
