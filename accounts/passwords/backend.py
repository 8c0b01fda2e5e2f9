"""A wrong password takes as long for whoever it is, also for nobody."""

import time
import unicodedata
from collections import Counter
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import (
    BasePasswordHasher,
    get_hasher,
    get_hashers,
    identify_hasher,
    is_password_usable,
)
from django.http import HttpRequest

from accounts.models import User

OLD = "pbkdf2_sha256"  # as passwords were kept before Argon2id
ASKED_AGAIN = 600  # seconds


class SameTime(BaseBackend):
    """Comes last, when nobody could be signed in, and spends what others would have taken.

    Accounts that have not signed in since Argon2id came are checked in the old way, which is
    slower: the time would tell them from others, and those from nobody.
    """

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - as Django names it
        username: str | None = None,
        password: str | None = None,
        **_credentials: Any,
    ) -> None:
        if username is None or password is None:
            return
        forms = len({password, unicodedata.normalize("NFKC", password)})
        due = dict.fromkeys(_in_use(), forms)
        for algorithm, times in (Counter(due) - _done(username, forms)).items():
            hasher = get_hasher(algorithm)
            for _time in range(times):
                hasher.encode(password, hasher.salt())


def _done(username: str, forms: int) -> Counter[str]:
    """What Django's own backend has just worked out; of nobody's password one form alone."""
    try:
        encoded = User.objects.get_by_natural_key(username).password
    except User.DoesNotExist:
        return Counter({_name(get_hasher()): 1})
    hasher = identify_hasher(encoded) if is_password_usable(encoded) else get_hasher()
    return Counter({_name(hasher): forms})


def _name(hasher: BasePasswordHasher) -> str:
    return hasher.algorithm or ""


_looked_until = 0.0
_old_in_use = False


def _in_use() -> set[str]:
    """The ways in which passwords are kept, as far as is asked: every ten minutes."""
    global _looked_until, _old_in_use
    preferred = _name(get_hasher())
    if OLD not in {hasher.algorithm for hasher in get_hashers()}:
        return {preferred}
    if time.monotonic() > _looked_until:
        _old_in_use = User.objects.filter(password__startswith=OLD).exists()
        _looked_until = time.monotonic() + ASKED_AGAIN
    return {preferred, OLD} if _old_in_use else {preferred}
