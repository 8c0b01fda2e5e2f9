from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from pghistory.middleware import HistoryMiddleware


class AdminHistoryMiddleware(HistoryMiddleware):
    """Tells the database who changes content: in the admin, as nobody does elsewhere."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")):
            return super().__call__(request)
        return self.get_response(request)

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk}


class LanguageMiddleware:
    """Speak the language the person chose, in the account or before signing in, else the site's.

    The browser's own language is left aside: a Korean office PC with an English Windows
    should not turn a Korean course site English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "") or self.kept_by_visitor(request)
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    @staticmethod
    def kept_by_visitor(request: HttpRequest) -> str:
        """The choice of somebody not signed in, else the site's language."""
        chosen = "" if request.user.is_authenticated else request.COOKIES.get("language", "")
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
