"""The one-time link with which whoever started the site makes its first superuser."""

import datetime
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone

LASTS = datetime.timedelta(hours=24)
# The number of an advisory lock: one person at a time, on all nodes.
LOCK = 0x64757265


class FirstSuperuserLink(models.Model):
    """The link that was given out last; of its secret only the digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


def is_needed() -> bool:
    """Whether the site has no superuser, not even one that is switched off."""
    return not get_user_model().objects.filter(is_superuser=True).exists()


def new_link() -> str:
    """The full address, which ends those given out before; empty where there is a superuser."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if not is_needed():
            return ""
        FirstSuperuserLink.objects.all().delete()
        FirstSuperuserLink.objects.create(digest=_digest(token))
    return f"{settings.PUBLIC_ADDRESS}{reverse('first-superuser-link', args=[token])}"


def is_valid(token: str) -> bool:
    """Whether this is the link given out last, not too old, and still needed."""
    since = timezone.now() - LASTS
    links = FirstSuperuserLink.objects.filter(digest=_digest(token), made_at__gt=since)
    return links.exists() and is_needed()


@contextmanager
def one_at_a_time() -> Iterator[bool]:
    """Whether nobody else makes the first superuser at this moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        yield cursor.fetchone()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
