"""Pages for what went wrong, in the site's own design; each gives back what was typed."""

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.template.loader import get_template
from django.utils.translation import gettext as _

from accounts.requests import is_background
from accounts.too_large import why_refused
from accounts.views import sign_in_of_before
from accounts.words import note, words_of
from config.limits import BUSY, TooBusyError, is_too_busy, memory_ran_out
from config.outages import outage

RETRY_AFTER = 5  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing, or older than the last signing in: nothing was stored."""
    if request.path == resolve_url(settings.LOGIN_URL) and not is_background(request):
        return sign_in_of_before(request)
    sentence = _("Not saved: you have signed in anew since.")
    return _error_page(request, "403_csrf.html", 403, sentence)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something in the request makes no sense."""
    why = why_refused(request, exception)
    sentence = why or _("Something in the request was not right, so this was not saved.")
    return _error_page(request, "400.html", 400, sentence, {"why": why})


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This person may not do that."""
    return _error_page(request, "403.html", 403, _("You may not do that, so it was not saved."))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is here for this person."""
    sentence = _("This page is not open to you now, so nothing was saved.")
    return _error_page(request, "404.html", 404, sentence)


def _error_page(
    request: HttpRequest,
    template: str,
    status: int,
    sentence: str,
    more: dict[str, str] | None = None,
) -> HttpResponse:
    """A page for a person, the sentence for what a script sent."""
    if is_background(request) and request.method == "POST":
        return note(request, sentence, status)
    context = {"words": words_of(request), **(more or {})}
    return render(request, template, context, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is away for a moment: then it is worth trying again.

    The page asks nobody anything: who is signed in stands in the database.
    """
    error = sys.exception()
    is_away = bool(outage(error))
    if isinstance(error, MemoryError):
        memory_ran_out.set()
    context = {"words": words_of(request), "csrf_token": get_token(request)}
    page = get_template("503.html" if is_away else "500.html").render(context)
    if is_away:
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(page, status=500)


class ErrorPageMiddleware:
    """Refuse addresses with a NUL, which no database takes, and what would wait for ever; give
    Django's empty "method not allowed" answer a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META["QUERY_STRING"]:
            raise BadRequest("A NUL in the address.")
        if is_too_busy():
            raise TooBusyError(f"no thread was free for {BUSY} s")
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page
