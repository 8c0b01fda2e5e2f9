import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from accounts.forms import SignInForm
from accounts.requests import is_background, is_in_admin
from accounts.sessions.store import store_of
from accounts.words import note, words_of

LED_ON = {302, 303}
FORM_NUMBER = re.compile(r"[0-9a-f]{16}")
OF_SCRIPTS = {"session", "use-session"}
NUMBERS_KEPT = 8  # of forms sent from several tabs at once


class AdminHistoryMiddleware(HistoryMiddleware):
    """Tells the database who changes content: in the admin, as nobody does elsewhere."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_in_admin(request):
            return super().__call__(request)  # type: ignore[no-any-return,no-untyped-call]
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


class SignInAgainMiddleware:
    """Send nobody to the sign-in page who would lose something on the way.

    What a script sent in the background gets 401 and a sentence, for htmx and `fetch` follow
    a redirect and the page with the words is gone. A form with something typed or chosen in it gets
    a page that signs in and takes that along. Everything else goes to the sign-in page as before.
    Who is signed in already and sent there may not do it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_sent_to_sign_in(response):
            return response
        if request.user.is_authenticated:
            if request.method == "POST":
                raise PermissionDenied  # the admin would have them sign in as somebody else
            return response
        if is_background(request):
            return note(request, _("You are signed out, so this was not saved."), 401)
        _tell_why(request)
        words = words_of(request)
        if words is None or not words.is_filled_in:
            return response
        return render(request, "401.html", {"carried": words, "form": SignInForm()}, status=401)


class SamePersonMiddleware:
    """Refuse what a page of one person writes by itself once somebody else is signed in.

    The token alone does not tell: an answer that was on its way while they signed in may have
    brought the one of before back into the browser. The page says whose it is (`X-Written-By`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        writer = request.headers.get("X-Written-By", "")
        if not writer or not request.user.is_authenticated or writer == str(request.user.pk):
            return None
        return note(request, _("Somebody else has signed in in this browser: not saved."), 403)


class SessionUseMiddleware:
    """Let a session last while a person uses it: what a script of a page sends by itself is no use.

    Opening a page and sending a form is; asking how long the session lasts is not
    (accounts/sessions/views.py). An answer is, though htmx sends it: its view says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        store_of(request).came_with(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        is_page = request.resolver_match and request.resolver_match.view_name not in OF_SCRIPTS
        if request.user.is_authenticated and is_page and not is_background(request):
            store_of(request).use()


class StoredWordsMiddleware:
    """Tell the next page which forms the server has taken: until then the tab keeps their words.

    A form says its number (`kept-as`, static/js/kept.js); what leads on to another page has stored
    what was sent. The numbers travel in a cookie, as only what comes next can be told.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code not in LED_ON:
            return response
        number = request.POST.get("kept-as", "")
        if not _is_sent_to_sign_in(response) and FORM_NUMBER.fullmatch(number):
            before = request.COOKIES.get("stored", "").split(".")
            stored = [number, *filter(FORM_NUMBER.fullmatch, before)][:NUMBERS_KEPT]
            response.set_cookie(
                "stored",
                ".".join(stored),
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response


def _tell_why(request: HttpRequest) -> None:
    """On the sign-in page, to whom came with a session that is over; a picture shows no page."""
    why = store_of(request).why_over
    if why and request.headers.get("Sec-Fetch-Dest", "") in {"", "document"}:
        messages.info(request, why.label)


def _is_sent_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    sign_in_pages = {resolve_url(settings.LOGIN_URL), reverse("admin:login")}
    return response.headers["Location"].partition("?")[0] in sign_in_pages
