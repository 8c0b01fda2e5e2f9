"""The demo logins: made once, for trying Dure out on one's own machine, and known to everybody."""

import hashlib
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.db import models

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User

PASSWORD = "dure-demo-2026"  # noqa: S105 - known to everyone, and meant to be


class DemoAccount(models.Model):
    """That the demo made this account. It stays when the account goes, so that none comes back."""

    username = models.CharField(max_length=150, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.username


def was_made() -> bool:
    """Whether this database has had its demo, whatever became of it."""
    return DemoAccount.objects.exists()


def is_due() -> bool:
    """Whether a start makes the demo: nobody is here yet, or it was asked for; and only once."""
    if settings.DEMO == "off" or settings.SET_FOR_OTHERS or was_made():
        return False
    return settings.DEMO == "on" or not get_user_model().objects.exists()


def people_with_its_password() -> "list[User]":
    """Whose password everybody knows, whatever they are called now."""
    accounts = (
        DemoAccount.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    )
    return [
        account.user for account in accounts if account.user and _is_known(account.user.password)
    ]


@lru_cache(maxsize=64)
def _is_known(encoded: str) -> bool:
    """Checked once for each stored form and kept beside the data, as checking is slow on purpose:
    of six accounts it would take most of a start."""
    checked: Path = settings.DATA_DIR / "demo-passwords"
    digest = hashlib.sha256(f"{PASSWORD} {encoded}".encode()).hexdigest()
    verdicts = checked.read_text(encoding="ascii").split("\n") if checked.exists() else []
    if f"{digest} no" in verdicts or f"{digest} yes" in verdicts:
        return f"{digest} yes" in verdicts
    is_known = check_password(PASSWORD, encoded)
    # On a full disk it is checked again next time.
    with suppress(OSError), checked.open("a", encoding="ascii") as lines:
        lines.write(f"{digest} {'yes' if is_known else 'no'}\n")
    return is_known
