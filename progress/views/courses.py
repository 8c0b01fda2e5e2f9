from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from accounts.responses import HttpResponseFile, or_404
from courses.former_addresses import follow_renames
from courses.models import Image
from progress.pages.courses import CoursePage, GlossaryPage, SearchPage
from progress.pages.module import ModulePage

HOUR = 3600  # seconds; then a browser asks whether this person may still see it


@login_required
@require_safe
@follow_renames
def course(request: HttpRequest, course: str) -> HttpResponse:
    page = or_404(CoursePage.of(signed_in(request), course))
    return page.respond(request)


@login_required
@require_safe
@follow_renames
def module(request: HttpRequest, course: str, module: str) -> HttpResponse:
    page = or_404(ModulePage.of(signed_in(request), course, module))
    return page.respond(request)


@login_required
@require_safe
@follow_renames
def glossary(request: HttpRequest, course: str) -> HttpResponse:
    page = or_404(GlossaryPage.of(signed_in(request), course))
    return page.respond(request)


@login_required
@require_safe
@follow_renames
@cache_control(private=True, max_age=HOUR)
def image(request: HttpRequest, course: str, name: str, digest: str) -> HttpResponse:
    """A picture's bytes; the digest in the address makes it another address when they change."""
    visible = Image.objects.visible_to(request.user)
    picture = get_object_or_404(visible, course__slug=course, name=name, digest=digest)
    content, file_name = bytes(picture.content), f"{picture.name}.webp"
    response = HttpResponseFile(content, "image/webp", file_name, is_shown=True)
    # Opened by itself it is a picture and nothing else.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = etag = f'"{digest}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@login_required
@require_safe
@follow_renames
def search(request: HttpRequest, course: str) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    page = or_404(SearchPage.of(signed_in(request), course, query))
    return page.respond(request, 400 if page.is_too_long else 200)
