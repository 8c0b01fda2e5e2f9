from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from accounts.responses import or_404
from courses.former_addresses import follow_renames
from courses.models import Course
from progress.pages.home import HomePage, LeftPage, MinePage, RecordPage


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return HomePage.of(signed_in(request)).respond(request)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "progress/mine.html", vars(MinePage.of(signed_in(request))))


@login_required
@require_safe
@partial(follow_renames, courses=Course.objects.left_by)
def left(request: HttpRequest, course: str) -> HttpResponse:
    user = signed_in(request)
    closed = get_object_or_404(Course.objects.left_by(user), slug=course)
    return render(request, "progress/left.html", vars(or_404(LeftPage.of(user, closed))))


@login_required
@require_safe
@follow_renames
def record(request: HttpRequest, course: str) -> HttpResponse:
    page = or_404(RecordPage.of(signed_in(request), course))
    return render(request, "progress/record.html", vars(page))
