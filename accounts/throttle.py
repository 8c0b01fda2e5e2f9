"""How wrong passwords are counted, and what a person is told while the account is locked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.requests import is_background
from accounts.usernames import username_form
from accounts.words import note

# Wrong codes and passwords of one address within the time of a lock.
MOST_OF_ADDRESS = 50


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The username a sign-in is counted under: that of its account, however it is typed."""
    typed = (credentials or request.POST).get("username") or ""
    return username_form(typed.replace("\0", "").strip())


@contextmanager
def only_sign_in_of(username: str) -> Iterator[bool]:
    """Whether this is the only sign-in of the account at this moment.

    The throttle counts failures after a password was checked, so a burst sent in parallel would
    have every guess checked; one at a time per account closes that (an advisory lock).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in:{username}"]
        )
        yield cursor.fetchone()[0]


def locked_until(username: str) -> datetime | None:
    """The minute from which on a sign-in is checked again; None if the account is not locked.

    Then enough of the failures are too old to count.
    """
    cool_off = get_cool_off()
    attempts = AccessAttempt.objects.filter(
        username=username, attempt_time__gt=timezone.now() - cool_off
    )
    failures = 0
    for attempt in attempts.order_by("-attempt_time"):
        failures += attempt.failures_since_start
        if failures >= settings.AXES_FAILURE_LIMIT:
            return _whole_minute_after(attempt.attempt_time + cool_off)
    return None


def address_paused_until(address: str | None) -> datetime | None:
    """Until when no code is checked that comes from there, after too many that were wrong.

    An office may have one address: so many are let it that a group can mistype, and a wrong
    password counts as well, else one could hide codes among passwords.
    """
    cool_off = get_cool_off()
    attempts = AccessAttempt.objects.filter(
        ip_address=address, attempt_time__gt=timezone.now() - cool_off
    )
    if sum(attempts.values_list("failures_since_start", flat=True)) < MOST_OF_ADDRESS:
        return None
    return _whole_minute_after(max(attempts.values_list("attempt_time", flat=True)) + cool_off)


def _whole_minute_after(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def paused(request: HttpRequest, until: datetime) -> HttpResponse:
    """The page of an account, or a place, from which too much was wrong."""
    return render(request, "registration/locked_out.html", {"until": until}, status=429)


def locked_out(request: HttpRequest, response: object, credentials: object) -> HttpResponse:
    """The page of a locked account: until when, as a try meanwhile changes nothing of it."""
    until = locked_until(username_of(request))
    if is_background(request):
        time = time_format(localtime(until)) if until else ""
        sentence = _(
            "The password was wrong too many times. You can sign in again from %(time)s on."
        )
        return note(request, sentence % {"time": time}, 429)
    return render(request, "registration/locked_out.html", {"until": until}, status=429)


def busy(request: HttpRequest) -> HttpResponse:
    """Another sign-in of this account is being checked at this moment."""
    if is_background(request):
        sentence = _(
            "Another sign-in for this account is being checked. Try again in a few seconds."
        )
        return note(request, sentence, 429)
    return render(request, "registration/busy.html", status=429)
