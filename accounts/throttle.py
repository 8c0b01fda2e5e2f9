"""One throttle for all that can be guessed: passwords, one-time codes, join codes.

Wrong tries are counted by account (or by what was typed as one), by the address they come from, and
on a known device by that device alone; a try while it is paused is not checked and counts nothing.
"""

import ipaddress
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.base import AxesHandler
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.access import Act, note_access
from accounts.failed_tries import FailedTry, FailedTryQuerySet, SpentDevice
from accounts.known_device import number_of
from accounts.models import User
from accounts.requests import is_background
from accounts.usernames import MOST_TYPED, username_form
from accounts.words import note

# So many wrong ones of an account from one address, or on one known device, pause it there …
MOST = 10
# … and so many from everywhere pause it for all but known devices: a hundred an hour.
MOST_FROM_EVERYWHERE = 25
# An office may have one address. Where more people's than these were wrong and not put right, the
# next waits after each wrong one, a second longer for every further person.
PEOPLE_AT_AN_ADDRESS = 20
LONGEST_WAIT = timedelta(minutes=1)
# Of a network of the newer kind, one customer has all addresses that begin alike.
CUSTOMER = 64  # bits


@dataclass(frozen=True)
class Pause:
    """Until when no try is checked; `is_of_address` where others of that address caused it."""

    until: datetime
    is_of_address: bool = False

    @property
    def seconds(self) -> int:
        return max(math.ceil((self.until - timezone.now()).total_seconds()), 1)


@dataclass(frozen=True)
class Guess:
    """A try at a secret: whose it is, from which address it comes, and on which known device."""

    whose: str
    address: str | None
    device: str = ""
    account: int | None = None

    @classmethod
    def at_username(cls, request: HttpRequest, typed: str) -> "Guess":
        """At the password or a one-time code of whoever is meant, be there such a person or not."""
        person = User.objects.by_username(typed)
        if person is not None:
            return cls.at_account(request, person)
        return cls(_digest(f"name {username_form(typed)}"), address_of(request))

    @classmethod
    def at_account(cls, request: HttpRequest, user: User) -> "Guess":
        device = number_of(request, user)
        return cls(_digest(f"account {user.pk}"), address_of(request), device, user.pk)

    @classmethod
    def at_join_code(cls, request: HttpRequest, user: User) -> "Guess":
        """By somebody signed in: a device of theirs has no tries of its own, but never waits for
        others of its address."""
        address = None if number_of(request, user) else address_of(request)
        return cls(_digest(f"joining {user.pk}"), address, account=user.pk)

    @property
    def place(self) -> str:
        """Where only one is checked at a time: others' do not keep a known device waiting."""
        return f"{self.whose} {self.device}"

    @property
    def pause(self) -> Pause | None:
        if until := self._paused_until():
            return Pause(_whole_minute_after(until))
        until = self.waits_until
        if until is not None and until > timezone.now():
            return Pause(until, is_of_address=True)
        return None

    @property
    def waits_until(self) -> datetime | None:
        """When the wait after the last wrong one of its address is over; None without any wait."""
        if self.device or self.address is None:
            return None
        of_address = FailedTry.objects.filter(address=self.address, device="")
        people, last = of_address.spread()
        if last is None or people <= PEOPLE_AT_AN_ADDRESS:
            return None
        return last + min(timedelta(seconds=people - PEOPLE_AT_AN_ADDRESS), LONGEST_WAIT)

    def failed(self, request: HttpRequest) -> None:
        """It counts; where it was the last one let, the access record has that too."""
        FailedTry.objects.forget_old()
        FailedTry.objects.create(whose=self.whose, address=self.address, device=self.device)
        if self.device and self._here().fewer_than(MOST):
            # From now on it is as any other, and what was wrong with it counts so.
            SpentDevice.objects.get_or_create(number=self.device)
            self._here().update(device="")
        pause = replace(self, device=self._device_that_is_known()).pause
        if pause and not pause.is_of_address:
            whose = [] if self.account is None else [self.account]
            note_access(request, Act.LOCKED, whose=whose)

    def _device_that_is_known(self) -> str:
        is_spent = SpentDevice.objects.filter(number=self.device).exists()
        return "" if is_spent else self.device

    def succeeded(self) -> None:
        """What was wrong before it from there is put right; others' guesses count as before."""
        self._here().delete()

    def _paused_until(self) -> datetime | None:
        until = [self._here().fewer_than(MOST)]
        if not self.device:
            until.append(self._unknown().fewer_than(MOST_FROM_EVERYWHERE))
        return max((time for time in until if time), default=None)

    def _unknown(self) -> FailedTryQuerySet:
        return FailedTry.objects.filter(whose=self.whose, device="")

    def _here(self) -> FailedTryQuerySet:
        if self.device:
            return FailedTry.objects.filter(whose=self.whose, device=self.device)
        return self._unknown().filter(address=self.address)


def forget(user: User) -> int:
    """End what keeps this person out, wherever it was guessed. How many wrong tries that were."""
    whose = [_digest(f"{what} {user.pk}") for what in ("account", "joining")]
    return FailedTry.objects.filter(whose__in=whose).delete()[0]


def forget_address(address: str) -> int:
    return FailedTry.objects.filter(address=_customer(address)).delete()[0]


def paused_accounts() -> list[tuple[User, datetime]]:
    """Those that nobody on an unknown device gets into from somewhere at this moment."""
    counted = FailedTry.objects.recent().filter(device="")
    whose = dict.fromkeys(counted.values_list("whose", flat=True))
    people = {_digest(f"account {user.pk}"): user for user in User.objects.all()} if whose else {}
    paused = []
    for digest in whose:
        tries = counted.filter(whose=digest)
        times = [tries.fewer_than(MOST_FROM_EVERYWHERE)]
        for address in set(tries.values_list("address", flat=True)):
            times.append(tries.filter(address=address).fewer_than(MOST))
        until = max((time for time in times if time), default=None)
        if digest in people and until:
            paused.append((people[digest], _whole_minute_after(until)))
    return paused


def slowed_addresses() -> list[tuple[str, int]]:
    """Where one waits after each wrong try, and at how many people's secrets they were."""
    counted = FailedTry.objects.recent().filter(device="", address__isnull=False)
    people = Count("whose", distinct=True)
    return list(
        counted.values_list("address")
        .annotate(people=people)
        .filter(people__gt=PEOPLE_AT_AN_ADDRESS)
        .order_by("address")
    )


def typed_username(request: HttpRequest) -> str:
    """The username as it was typed; nobody's is longer, or has a NUL."""
    return _cut(request.POST.get("username"))


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """In the form of all usernames: for axes, which asks before a password is checked."""
    return username_form(_cut((credentials or request.POST).get("username")))


def address_of(request: HttpRequest) -> str | None:
    """Of the visitor, as config/proxies.py has found it; None on a socket without any."""
    return _customer(request.META.get("REMOTE_ADDR", ""))


def _customer(text: str) -> str | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, CUSTOMER), strict=False).network_address)


def _cut(typed: str | None) -> str:
    # One letter more, so that a longer one is not taken for its beginning.
    return (typed or "").replace("\0", "").strip()[: MOST_TYPED + 1]


def _digest(text: str) -> str:
    return salted_hmac("accounts.throttle", text, algorithm="sha256").hexdigest()


def _whole_minute_after(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


# --- What a view asks -----------------------------------------------------------------------------


@contextmanager
def one_at_a_time(request: HttpRequest, guess: Guess) -> Iterator[HttpResponse | None]:
    """The answer where this try is not checked; None where it is, while no other is.

    A try counts once it was checked, so of a burst sent in parallel every guess would be checked:
    of an account one at a time closes that, and of an address that has to wait (advisory locks).
    """
    with alone(guess) as is_alone:
        if not is_alone:
            yield busy(request)
        else:
            pause = guess.pause
            yield paused(request, pause) if pause else None


@contextmanager
def alone(guess: Guess) -> Iterator[bool]:
    """The same for what answers otherwise than by a page: whether no other is checked there."""
    with transaction.atomic():
        yield _is_alone(guess)


def _is_alone(guess: Guess) -> bool:
    is_alone_there = _takes(f"sign-in:{guess.place}")
    if is_alone_there and guess.waits_until:
        return _takes(f"sign-in:from {guess.address}")
    return is_alone_there


def _takes(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def paused(request: HttpRequest, pause: Pause) -> HttpResponse:
    """Until when nothing is checked; a try meanwhile changes nothing of it."""
    if is_background(request):
        if pause.is_of_address:
            sentence = _("Too much was wrong from your network. Try again in %(seconds)d seconds.")
            sentence %= {"seconds": pause.seconds}
        else:
            sentence = _("Too much was wrong. You can try again from %(time)s on.")
            sentence %= {"time": time_format(localtime(pause.until))}
        response = note(request, sentence, 429)
    else:
        response = render(request, "registration/locked_out.html", {"pause": pause}, status=429)
    response.headers["Retry-After"] = str(pause.seconds)
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """Another try at this account, or from an address that has to wait, is being checked."""
    if is_background(request):
        sentence = _("Another sign-in is being checked. Try again in a few seconds.")
        return note(request, sentence, 429)
    return render(request, "registration/busy.html", status=429)


# --- What axes asks -------------------------------------------------------------------------------


class Counting(AxesHandler):
    """Stands before every `authenticate()`, also where no view has asked the throttle before."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return self._guess(request, credentials).pause is None

    def user_login_failed(
        self, _sender: object, credentials: dict[str, Any], request: Any = None, **_more: Any
    ) -> None:
        if request is None or request.axes_locked_out:
            return
        self._guess(request, credentials).failed(request)
        # The last wrong one that is let is told so; who waits for others is told what was wrong.
        pause = self._guess(request, credentials).pause
        request.axes_locked_out = pause is not None and not pause.is_of_address
        request.axes_credentials = credentials

    def user_logged_in(
        self, _sender: object, request: HttpRequest, user: User, **_more: Any
    ) -> None:
        Guess.at_account(request, user).succeeded()

    @staticmethod
    def _guess(request: HttpRequest, credentials: dict[str, Any] | None) -> Guess:
        return Guess.at_username(request, _cut((credentials or request.POST).get("username")))


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """In place of the answer to a try that was not checked, or that was the last one let."""
    typed = _cut((credentials or request.POST).get("username"))
    pause = Guess.at_username(request, typed).pause
    return paused(request, pause) if pause else response
