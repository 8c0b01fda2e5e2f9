"""How far a sign-in has come: after the password of somebody with a second factor, half way."""

import time
from typing import Any

from django.contrib import auth
from django.contrib.auth import user_logged_in
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as otp_login
from django_otp.models import Device

from accounts.models import Session, User
from accounts.reauthentication.moments import note_now
from accounts.second_factor.factors import is_set_up

HALF_WAY = "second-factor-due"
PATIENCE = 10 * 60  # seconds from the password to the code


def _ask_for_the_second(request: HttpRequest, user: User, **_signal: Any) -> None:
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    request.session.pop(HALF_WAY, None)
    if is_set_up(user):
        request.session[HALF_WAY] = int(time.time())
        request.user = AnonymousUser()


# Django's own signal, as there are many doors: the form, a link, the organisation's sign-in.
user_logged_in.connect(_ask_for_the_second)


def is_half_way(request: HttpRequest) -> bool:
    return HALF_WAY in request.session


def person_half_way(request: HttpRequest) -> User | None:
    """Whose password was right a moment ago; None where nobody's second factor is waited for."""
    since = request.session.get(HALF_WAY)
    if since is None:
        return None
    if time.time() - since > PATIENCE:
        auth.logout(request)
        return None
    person = auth.get_user(request)
    return person if isinstance(person, User) else None


def complete(request: HttpRequest, person: User, device: Device) -> None:
    """Signed in whole, in a session of a new number."""
    request.session.pop(HALF_WAY, None)
    request.session.cycle_key()
    request.user = person
    confirm(request, device)


def confirm(request: HttpRequest, device: Device) -> None:
    """This session has shown the second factor, now."""
    otp_login(request, device)
    note_now(request.session)


def forget(request: HttpRequest) -> None:
    """The second factor that this session has shown is there no longer."""
    request.session.pop(DEVICE_ID_SESSION_KEY, None)


def is_confirmed(request: HttpRequest) -> bool:
    return DEVICE_ID_SESSION_KEY in request.session


def end_all(person: User, but: str = "") -> None:
    """End the sessions of this person, but for the one of this mark: none is left that has not
    shown the factor, or that showed one that is gone."""
    rows = Session.objects.live().filter(person=person).exclude(pk=but)
    Session.objects.end(rows)
