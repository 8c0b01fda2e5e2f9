from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


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
