"""Browsers with which a person has signed in before: they keep their way in while others guess.

After OWASP's device cookies (Slow Down Online Guessing Attacks with Device Cookies): a signed
cookie, bound to the account and to its password as it is. It names nobody: without the site's key
nobody can tell whose it is. On a PC of several people it holds a place for each.

Its number outlives the password: with another password the browser keeps no way in, and yet is not
told of as new.
"""

import base64
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
CHANCE = 8  # characters of a number; the others are worked out of them and the account
PLACE = re.compile(r"([\w-]{16})\.([0-9a-f]{32})", re.ASCII)


def cookie_name() -> str:
    return "__Host-device" if settings.HTTPS else "device"


def is_known(request: "HttpRequest", user: "User") -> bool:
    """Whether this person has signed in with this browser since their password was set."""
    return bool(number_of(request, user))


def has_let_in(request: "HttpRequest", user: "User") -> bool:
    """Whether this person has ever got in with this browser, whatever their password was then."""
    return bool(_own_number(request, user))


def number_of(request: "HttpRequest", user: "User") -> str:
    """The number of this browser as this person's; empty where it is not known, or not any more."""
    for number, seal in _places(request):
        if constant_time_compare(seal, _seal(user, number)):
            return "" if _is_spent(number) else number
    return ""


def _own_number(request: "HttpRequest", user: "User") -> str:
    for number, _seal_of_then in _places(request):
        if constant_time_compare(number, _number(user, number[:CHANCE])):
            return "" if _is_spent(number) else number
    return ""


def _is_spent(number: str) -> bool:
    return SpentDevice.objects.filter(number=number).exists()


def remember(request: "HttpRequest", response: "HttpResponse", user: "User") -> None:
    """This person has got in with this browser: to be called with the answer to that."""
    number = _own_number(request, user) or _number(user, secrets.token_urlsafe(CHANCE * 3 // 4))
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


def _number(user: "User", chance: str) -> str:
    """Of this account alone, so that one knows its own also after the password was changed."""
    digest = salted_hmac(
        "accounts.known_device.number", f"{user.pk}:{chance}", algorithm="sha256"
    ).digest()
    return chance + base64.urlsafe_b64encode(digest[:6]).decode()


def _seal(user: "User", number: str) -> str:
    secret_state = f"{user.pk}:{user.password}:{number}"
    return salted_hmac("accounts.known_device", secret_state, algorithm="sha256").hexdigest()[:32]
