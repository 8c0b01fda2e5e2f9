"""The second factors of a person: which there are, whether a code is right, taking them off."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_otp.models import Device

from accounts.models import User
from accounts.second_factor.models import PRINTED_LENGTH, Authenticator, PrintedCodes

LONGEST = 64  # characters of a code that are looked at
OF_APP = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Factors:
    """What of this person's is set up."""

    app: Authenticator | None
    printed: PrintedCodes | None

    @classmethod
    def of(cls, person: User) -> "Factors":
        apps = Authenticator.objects.filter(user=person, confirmed=True)
        printed = PrintedCodes.objects.filter(user=person)
        return cls(apps.first(), printed.first())

    @property
    def are_set_up(self) -> bool:
        return self.app is not None


@dataclass(frozen=True)
class Verdict:
    """The factor whose code it was; or none, and then until when no other is looked at, and how
    many in a row were wrong with this one."""

    device: Device | None = None
    until: datetime | None = None
    failures: int = 0


def is_set_up(person: User) -> bool:
    """One query, asked at every sign-in."""
    return bool(Authenticator.objects.filter(user=person, confirmed=True).exists())


def normal(typed: str) -> str:
    """A code however it is typed: full-width, in groups, in small letters."""
    letters = unicodedata.normalize("NFKC", typed[:LONGEST]).upper()
    return "".join(letter for letter in letters if letter.isalnum())


@transaction.atomic
def verify(person: User, typed: str) -> Verdict:
    """Whether this code of the app or the paper is right now; a right one is used up by it.

    The factor's row is locked: of a burst sent at once each is looked at by itself.
    """
    code = normal(typed)
    of_app = OF_APP.fullmatch(code) is not None
    own = Authenticator.objects if of_app else PrintedCodes.objects
    device = own.select_for_update().filter(user=person, confirmed=True).first()
    if device is None or not (of_app or len(code) == PRINTED_LENGTH):
        return Verdict()
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        return Verdict(until=why["locked_until"])
    if device.verify_token(code):
        return Verdict(device)
    return Verdict(None, _next_after(device), device.throttling_failure_count)


def _next_after(device: Device) -> datetime | None:
    """When the wait is worth telling."""
    _is_allowed, why = device.verify_is_allowed()
    until: datetime | None = why and why["locked_until"]
    return until if until and (until - timezone.now()).total_seconds() > 3 else None


def new_app(person: User, salt: str) -> Authenticator:
    """One that is not kept before a code of it was right."""
    return Authenticator(user=person, key=salt, name="app", confirmed=False)


def new_salt() -> str:
    return secrets.token_hex(20)


@transaction.atomic
def set_up_app(person: User, salt: str, code: str) -> Authenticator | None:
    """In place of the one before, if this code is right."""
    _lock(person)
    app, before = new_app(person, salt), Authenticator.objects.filter(user=person)
    if not OF_APP.fullmatch(normal(code)) or not app.confirm(normal(code)):
        return None
    before.exclude(pk=app.pk).delete()
    if not PrintedCodes.objects.filter(user=person).exists():
        print_codes(person)
    return app


@transaction.atomic
def print_codes(person: User) -> PrintedCodes:
    """Ten new ones; those before end."""
    _lock(person)
    PrintedCodes.objects.filter(user=person).delete()
    printed = PrintedCodes(user=person, name=secrets.token_hex(16), confirmed=True)
    printed.print()
    return printed


@transaction.atomic
def take_off_factors(person: User) -> bool:
    """The app and the paper, which stands in for it alone. Whether there was any."""
    _lock(person)
    numbers = [
        devices.filter(user=person).delete()[0]
        for devices in (Authenticator.objects, PrintedCodes.objects)
    ]
    return any(numbers)


def _lock(person: User) -> None:
    User.objects.select_for_update().get(pk=person.pk)
