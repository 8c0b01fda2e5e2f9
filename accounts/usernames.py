"""One form for usernames, at every door: roster, admin, shell, sign-in, throttle and database."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST_USERNAME = 150
# So many letters a username of that length can be typed with: Hangul may come in three parts.
MOST_TYPED = 4 * LONGEST_USERNAME


def username_form(username: str | None) -> str:
    """NFKC and casefold: 'Ｋim１２' and 'kim12' are one name.

    In lower case at last, as Postgres compares them: of all letters only Cherokee ones casefold
    to capitals.
    """
    folded = unicodedata.normalize("NFKC", username or "").casefold()
    return unicodedata.normalize("NFKC", folded.lower())


class UsernameField(models.CharField):
    """A username, brought into its one form whenever it is validated or saved."""

    default_validators = [
        UnicodeUsernameValidator(message=_("A username has letters, digits and @ . + - _ only."))
    ]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        # Migrations know it as a plain one: they import nothing of the apps.
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = username_form(value) if isinstance(value, str) else value
        return super().clean(value, model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        username = super().pre_save(model_instance, add)
        if isinstance(username, str) and not getattr(model_instance, "shares_username", False):
            username = username_form(username)
            setattr(model_instance, self.attname, username)
        return username


def as_postgres_compares(field: str) -> Lower:
    """The form of a username as an expression of the database."""
    in_nfkc = models.Func(models.F(field), template="normalize(%(expressions)s, NFKC)")
    return Lower(in_nfkc)
