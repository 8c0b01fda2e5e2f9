"""The page in between: what was sent waits on it, and goes on once one has shown who one is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.reauthentication.forms import OnceMore
from accounts.reauthentication.moments import is_recent, note_now
from accounts.requests import is_background, signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.words import note

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]
SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class ConfirmPage:
    """The form, and what waits: fields that are sent along to this address, or a page to go to."""

    form: OnceMore
    address: str
    fields: list[tuple[str, str]]


def recently_authenticated(view: View[Arguments]) -> View[Arguments]:
    """Ask for password or code where one was given more than a quarter of an hour ago.

    For views whose person is known to be signed in and to be let do it.
    """

    @wraps(view)
    def asking(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        page = asked_once_more(request)
        return view(request, *args, **kwargs) if page is None else page

    return asking


def asked_once_more(request: HttpRequest) -> HttpResponse | None:
    """What asks who it is, before this request is done; None where it may be."""
    if request.method in SAFE:
        return None if is_recent(request.session) else _before(request)
    form = _form(request, signed_in(request))
    if is_recent(request.session) or (form.is_bound and form.is_valid()):
        if not is_recent(request.session):
            note_now(request.session)
        _take_out_of_post(request)
        return None
    if is_background(request):
        sentence = _(
            "Not done yet: show first who you are, in a new tab. Nothing of this page is lost."
        )
        return note(request, sentence, 403)
    page = ConfirmPage(form, request.get_full_path(), _waiting(request))
    return render(request, "reauthentication/confirm.html", vars(page), status=401)


@never_cache
@sensitive_post_parameters("confirm-password", "confirm-code")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Where one is led before a page or a file; then on to it."""
    address = request.GET.get("next", "")
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
        address = resolve_url("account")
    if request.method in SAFE and is_recent(request.session):
        return HttpResponseRedirect(address)
    form = _form(request, signed_in(request))
    if form.is_bound and form.is_valid():
        note_now(request.session)
        return HttpResponseSeeOther(address)
    page = ConfirmPage(form, request.get_full_path(), [])
    status = 400 if request.method == "POST" else 200
    return render(request, "reauthentication/confirm.html", vars(page), status=status)


def _form(request: HttpRequest, person: User) -> OnceMore:
    own = f"{OnceMore.prefix}-"
    is_sent = any(name.startswith(own) for name in request.POST)
    return OnceMore(request, person, request.POST if is_sent else None)


def _before(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()})
    address = f"{reverse('confirm')}?{query}"
    if is_background(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _waiting(request: HttpRequest) -> list[tuple[str, str]]:
    """The form that was sent, without the answer to the question asked here."""
    own = ("csrfmiddlewaretoken", f"{OnceMore.prefix}-")
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(own)
    ]


def _take_out_of_post(request: HttpRequest) -> None:
    left = request.POST.copy()
    for name in request.POST:
        if name.startswith(f"{OnceMore.prefix}-"):
            del left[name]
    left._mutable = False
    request.POST = left  # type: ignore[assignment]
