import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther, or_404
from courses.kept import Kept
from courses.models import Lesson
from courses.opened import Opened
from progress.checklists import items_of
from progress.kept.lesson import KEPT_LESSONS
from progress.models import ChecklistTick, LessonRead, LessonVisit
from progress.pages.module import read_piece
from progress.pieces import respond_fragment
from progress.reading import Section


def get_lesson(request: HttpRequest, pk: int) -> Kept[Lesson]:
    """A section that this person may read, else 404."""
    reader = signed_in(request)
    copy, opened = or_404(
        KEPT_LESSONS.beside(lambda lesson: Opened.ask(reader, lesson.module.course), pk)
    )
    return or_404(copy if opened.may_read_module(copy.content.module) else None)


@require_POST
@sign_in_and_return
def read_lesson(request: HtmxRequest, pk: int) -> HttpResponse:
    copy = get_lesson(request, pk)
    lesson = copy.content
    user, shown = signed_in(request), request.POST.get("revision", "")
    revision = int(shown) if re.fullmatch("[1-9][0-9]{0,8}", shown) else lesson.revision
    LessonRead.objects.mark(user, lesson, revision)
    if request.htmx:
        section = Section(lesson, lesson.revision)
        return respond_fragment(request, read_piece(section), copy.edition)
    return HttpResponseSeeOther(f"{lesson.module.get_absolute_url()}#{lesson.slug}-read")


@require_POST
@sign_in_and_return
def visit_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    LessonVisit.objects.note(signed_in(request), get_lesson(request, pk).content)
    return HttpResponse(status=204)


@require_POST
@sign_in_and_return
def tick(request: HtmxRequest, pk: int) -> HttpResponse:
    """Only what differs from what its page showed: another page may have ticked more meanwhile."""
    lesson = get_lesson(request, pk).content
    items = items_of(Lesson.objects.values_list("body_html", flat=True).get(pk=pk))
    checked = [key for key in request.POST.getlist("check") if key in items]
    was = request.POST.get("was", "").split()
    ticked = {key: items[key] for key in checked if key not in was}
    unticked = [key for key in was if key in items and key not in checked]
    ChecklistTick.objects.change(signed_in(request), lesson, ticked, unticked)
    if request.htmx:
        return render(request, "progress/_was.html", {"was": " ".join(checked)})
    at = request.POST.get("at", "")
    place = f"{lesson.slug}-checks-{at}" if at in items else lesson.slug
    return HttpResponseSeeOther(f"{lesson.module.get_absolute_url()}#{place}")
