import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther
from courses.access import readable_modules
from courses.models import Lesson
from progress.models import LessonRead, LessonVisit
from progress.reading import Section


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
