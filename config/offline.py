"""The page for when the network is away, and the service worker that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

STYLE_SHEET = "joined/plain.css"


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the top, so that it may answer for every page; keeps nothing of a person's."""
    addresses = [reverse("offline"), static(STYLE_SHEET)]
    context = {"page": addresses[0], "kept": addresses}
    return render(request, "service-worker.js", context, content_type="text/javascript")


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")
