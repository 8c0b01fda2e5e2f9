"""Browsers with which a person has signed in before: they keep their way in while others guess.

After OWASP's device cookies (Slow Down Online Guessing Attacks with Device Cookies): a signed
cookie, bound to the account and to its password as it is. It names nobody: without the site's key
nobody can tell whose it is. On a PC of several people it holds a place for each.
"""

import re
import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.failed_tries import SpentDevice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
PEOPLE = 16  # of one browser, those who signed in last
PLACE = re.compile(r"([\w-]{16})\.([0-9a-f]{32})", re.ASCII)


def cookie_name() -> str:
    return "__Host-device" if settings.HTTPS else "device"


def is_known(request: "HttpRequest", user: "User") -> bool:
    """Whether this person has signed in with this browser since their password was set."""
    return bool(number_of(request, user))


def number_of(request: "HttpRequest", user: "User") -> str:
    """The number of this browser as this person's; empty where it is not known, or not any more."""
    for number, seal in _places(request):
        if constant_time_compare(seal, _seal(user, number)):
            return "" if SpentDevice.objects.filter(number=number).exists() else number
    return ""


def remember(request: "HttpRequest", response: "HttpResponse", user: "User") -> None:
    """This person has got in with this browser: to be called with the answer to that."""
    number = number_of(request, user) or secrets.token_urlsafe(12)
    places = [f"{number}.{_seal(user, number)}"]
    for other, seal in _places(request):
        if other != number:
            places.append(f"{other}.{seal}")
    response.set_cookie(
        cookie_name(),
        ":".join(places[:PEOPLE]),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def _places(request: "HttpRequest") -> Iterator[tuple[str, str]]:
    for place in request.COOKIES.get(cookie_name(), "").split(":")[:PEOPLE]:
        if match := PLACE.fullmatch(place):
            yield match[1], match[2]


def _seal(user: "User", number: str) -> str:
    secret_state = f"{user.pk}:{user.password}:{number}"
    return salted_hmac("accounts.known_device", secret_state, algorithm="sha256").hexdigest()[:32]
