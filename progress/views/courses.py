from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.responses import HttpResponseFile
from courses.models import Course, GlossaryTerm, Image, Module
from courses.outline import Outline
from courses.search import LONGEST, words_of
from courses.search import search as search_course

HOUR = 3600  # seconds; then a browser asks whether this person may still see it


def _get_course(request: HttpRequest, slug: str) -> Course:
    return get_object_or_404(Course.objects.visible_to(request.user), slug=slug)


def _get_module(request: HttpRequest, course: str, slug: str) -> Module:
    visible = Module.objects.visible_to(request.user).select_related("course", "quiz")
    lessons = visible.prefetch_related("lessons")
    return get_object_or_404(lessons, course__slug=course, slug=slug)


@login_required
@require_safe
def course(request: HttpRequest, course: str) -> HttpResponse:
    this = _get_course(request, course)
    return render(
        request,
        "progress/course.html",
        {"course": this, "outline": Outline.of_course(this, request.user)},
    )


@login_required
@require_safe
def module(request: HttpRequest, course: str, module: str) -> HttpResponse:
    this = _get_module(request, course, module)
    texts = [this.lead_html, *(lesson.body_html for lesson in this.lessons.all())]
    return render(
        request,
        "progress/module.html",
        {
            "module": this,
            "terms": GlossaryTerm.objects.used_in(*texts),
            "pager": Outline.of_course(this.course, request.user).around(this),
        },
    )


@login_required
@require_safe
def glossary(request: HttpRequest, course: str) -> HttpResponse:
    this = _get_course(request, course)
    return render(request, "progress/glossary.html", {"course": this, "terms": this.glossary.all()})


@login_required
@require_safe
@cache_control(private=True, max_age=HOUR)
def image(request: HttpRequest, course: str, name: str, digest: str) -> HttpResponse:
    """A picture's bytes; the digest in the address makes it another address when they change."""
    visible = Image.objects.visible_to(request.user)
    this = get_object_or_404(visible, course__slug=course, name=name, digest=digest)
    content, file_name = bytes(this.content), f"{this.name}.webp"
    response = HttpResponseFile(content, "image/webp", file_name, is_shown=True)
    # Opened by itself it is a picture and nothing else.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = etag = f'"{digest}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@login_required
@require_safe
def search(request: HttpRequest, course: str) -> HttpResponse:
    this = _get_course(request, course)
    query = request.GET.get("q", "").strip()
    words, is_too_long = words_of(query), len(query) > LONGEST
    found = search_course(this, request.user, words) if words and not is_too_long else None
    context = {
        "course": this,
        "query": query[:LONGEST],
        "found": found,
        "is_too_long": is_too_long,
        "longest": LONGEST,
    }
    return render(request, "progress/search.html", context, status=400 if is_too_long else 200)
