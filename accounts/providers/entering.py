"""What all other ways in share: let somebody in, or say that it did not work."""

import logging

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import Act, note_access
from accounts.letting_in import let_in
from accounts.providers.people import Claims, NotAdmittedError, person_of
from accounts.second_factor.sessions import is_half_way
from accounts.second_factor.sign_in import begin_second_step

logger = logging.getLogger(__name__)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest, claims: Claims, address: str) -> HttpResponse:
    """Sign in who this is and lead on; the same page for everybody who gets no further."""
    try:
        person = person_of(claims)
    except NotAdmittedError as error:
        logger.warning("A sign-in by %s was refused: %s.", claims.provider, error)
        return failed(request, claims.provider, 403)
    login(request, person, BACKEND)
    if is_half_way(request):
        return begin_second_step(request, safe_address(address))
    response = HttpResponseRedirect(safe_address(address))
    let_in(request, response, person)
    return response


def failed(request: HttpRequest, provider: str, status: int) -> HttpResponse:
    """403: not admitted; 400: what came was wrong or old; 503: the provider does not answer."""
    note_access(request, Act.FAILED_SIGN_IN, what=provider)
    page = {"status": status}
    return render(request, "registration/provider_failed.html", page, status=status)


def safe_address(address: str) -> str:
    is_safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_safe else resolve_url(settings.LOGIN_REDIRECT_URL)
