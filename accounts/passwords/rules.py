"""What a new password must be. One that is in use already stays: it is only told (SignIn)."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.passwords.common import LEFT_OVER, is_common, unguessed
from accounts.passwords.keyboard import keys_of

if TYPE_CHECKING:
    from accounts.models import User

GIVEN_NAME = 2  # syllables of most Korean ones, after that of the family
SHORTEST_NAME = 3  # in keys


class PasswordRule:
    """Long, and neither a person's own name nor what many choose; says which in a sentence."""

    def __init__(self, least: int = 10) -> None:
        self.least = least

    def validate(self, password: str, user: "User | None" = None) -> None:
        password = unicodedata.normalize("NFKC", password)
        if len(password) < self.least:
            sentence = _(
                "Choose a password of at least %(least)s characters; this one has %(has)s."
            )
            raise ValidationError(
                sentence, "password_too_short", {"least": self.least, "has": len(password)}
            )
        if is_common(password):
            sentence = _(
                "Choose a password that is made of more than well-known words, rows of keys and "
                "digits."
            )
            raise ValidationError(sentence, "password_too_common")
        if user is not None and unguessed(password, *_names_of(user)) <= LEFT_OVER:
            sentence = _(
                "Choose a password that is made of more than your name, your username and digits."
            )
            raise ValidationError(sentence, "password_too_similar")

    def get_help_text(self) -> str:
        sentence = _(
            "At least %(least)s characters, not only digits, nothing like your name or username, "
            "and none that many people use."
        )
        return sentence % {"least": self.least}


def _names_of(user: "User") -> set[str]:
    """What a person is called, as keys: whole, in parts, and without the family's name."""
    parts = [user.name[-GIVEN_NAME:], user.name[1:]]
    for name in (user.username, user.name, user.email):
        parts += [name, *re.split(r"[\W_]+", name)]
    keys = {keys_of(part.casefold()) for part in parts}
    return {part for part in keys if len(part) >= SHORTEST_NAME}
