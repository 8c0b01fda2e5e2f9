"""One-time codes of eight characters: what one types from paper in place of a one-time link.

A code is worked out of the site's secret key, a salt that is kept, and what the password is at the
moment. So a slip can be shown again, a code ends when a password is set, and neither the table nor
a backup of it holds anything that tells one, short as it is.
"""

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

# Without 0 and O, 1, I and L, which are mistaken for one another on paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
BATCH = 1000


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def valid(self) -> "OneTimeCodeQuerySet":
        """Those that are not too old; they expire as links do."""
        lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        return self.filter(made_at__gt=timezone.now() - lasts)

    def issue(self, people: Iterable[int]) -> None:
        """A new code for each of these people (ids), which ends the one before."""
        now = timezone.now()
        self.bulk_create(
            (OneTimeCode(person_id=person, salt=_salt(), made_at=now) for person in people),
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=["salt", "made_at"],
            batch_size=BATCH,
        )

    def of(self, person: "User") -> str:
        """The code of this person as it is printed; empty if none is valid."""
        code = self.valid().filter(person=person).first()
        return code.printed(person) if code else ""

    def redeem(self, person: "User | None", typed: str) -> "User | None":
        """The same person if this is their valid code; it stays so until a password is set."""
        code = self.valid().filter(person=person, person__is_active=True).first()
        # Somebody without a code, and nobody at all, take as long as one with it.
        expected = code.letters(person) if code and person else "-" * LENGTH
        is_right = constant_time_compare(typed_letters(typed), expected)
        return person if code and is_right else None


class OneTimeCode(models.Model):
    """That a person was given a code, and when; the latest one counts."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="one_time_code",
        verbose_name=_("person"),
    )
    salt = models.CharField(_("salt"), max_length=32)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self) -> str:
        return f"{self.person} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def expires_at(self) -> datetime:
        return self.made_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)

    def letters(self, person: "User") -> str:
        """The code of its person as it stands now: another password, another code."""
        state = f"{person.pk}:{person.password}:{person.last_login}:{self.salt}"
        number = int.from_bytes(salted_hmac("accounts.codes", state, algorithm="sha256").digest())
        code = ""
        for _place in range(LENGTH):
            number, place = divmod(number, len(LETTERS))
            code += LETTERS[place]
        return code

    def printed(self, person: "User") -> str:
        """In two groups, to be read and typed."""
        code = self.letters(person)
        return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def typed_letters(text: str) -> str:
    """What was typed, however: in small or full-width letters, with the hyphen or without."""
    normal = unicodedata.normalize("NFKC", text[: 8 * LENGTH]).upper()
    return "".join(letter for letter in normal if letter.isalnum())


def _salt() -> str:
    return secrets.token_hex(16)
