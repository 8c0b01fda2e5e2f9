from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import is_background, is_in_admin
from accounts.second_factor.sessions import is_confirmed, is_half_way
from accounts.words import note, words_of


class HalfWayMiddleware:
    """Who has shown the password alone, of two factors, is nobody yet: on every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_half_way(request):
            request.user = AnonymousUser()
        return self.get_response(request)


class RequiredMiddleware:
    """With REQUIRE_2FA nobody comes into the admin, its reports and authoring without a second
    factor; who has none is led to where it is set up. Learners are not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not settings.REQUIRE_2FA or not is_in_admin(request):
            return None
        if not request.user.is_staff or is_confirmed(request) or request.path == _sign_out():
            return None
        sentence = _("Set up a second factor first; this site asks everybody for one who is here.")
        if is_background(request):
            return note(request, sentence, 403)
        if request.method in {"GET", "HEAD"}:
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('second-factor')}?{query}")
        context = {"message": sentence, "words": words_of(request)}
        return render(request, "words/refused.html", context, status=403)


def _sign_out() -> str:
    return reverse("admin:logout")
