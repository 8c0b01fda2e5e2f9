"""What browsers and proxies may keep of what this site answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NothingIsStoredMiddleware:
    """Let nothing be kept of what a view answers, unless the view says otherwise.

    Pages, fragments and files show what this person has done until now: kept, they come back as
    they were before, or to the next person at the same computer. Static files never come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
