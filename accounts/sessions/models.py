"""A sign-in on one device: whose it is, from where, since when, and until when it lasts."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.devices import place

if TYPE_CHECKING:
    from accounts.models import User

# So long somebody whose session has ended can be told why.
REMEMBERED = timedelta(days=1)


def kept_key(key: str) -> str:
    """What is stored of a session's key: whoever reads the table or a backup signs in as nobody."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionQuerySet(models.QuerySet["Session"]):
    def live(self) -> "SessionQuerySet":
        return self.filter(expire_date__gt=timezone.now())

    def of(self, person: "User") -> list["Session"]:
        """Where this person is signed in now, the last used first.

        A session of before a change of the password opens nothing any more.
        """
        now = person.get_session_auth_hash()
        return [
            session
            for session in self.live().filter(person=person).order_by("-used_at")
            if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), now)
        ]

    def end(self, sessions: Iterable["Session"]) -> int:
        """Whoever has them is sent to the sign-in page, and told that they were ended."""
        now = timezone.now()
        ended = self.live().filter(pk__in=[session.pk for session in sessions])
        return ended.update(ended_at=now, expire_date=now, session_data="")

    def forget_old(self) -> None:
        self.filter(expire_date__lt=timezone.now() - REMEMBERED).delete()


class Session(AbstractBaseSession):
    """Kept under the digest of its key; of somebody who is not signed in it has no person."""

    class End(models.TextChoices):
        """Why a session is over."""

        UNUSED = "unused", _("You were signed out because this was not used for a while.")
        LONGEST = "longest", _("You were signed out because you signed in a long time ago.")
        ENDED = "ended", _("This sign-in was ended from another device.")
        PASSWORD = "password", _("You were signed out because the password was changed.")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name=_("person"),
    )
    started_at = models.DateTimeField(_("signed in"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)
    device = models.CharField(_("device"), max_length=60, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        return place(self.device, self.address)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from accounts.sessions.store import SessionStore  # noqa: PLC0415 - it stands on this model

        return SessionStore

    @property
    def longest(self) -> datetime:
        """When it ends however it is used."""
        return self.started_at + settings.SESSION_LONGEST

    @property
    def end(self) -> datetime:
        """When it ends unless it is used; before signing in nothing is idle."""
        if self.person_id is None:
            return self.longest
        return min(self.used_at + settings.SESSION_IDLE, self.longest)

    def why_over(self) -> End | None:
        """None while it lasts."""
        if self.ended_at:
            return self.End.ENDED
        if timezone.now() < self.expire_date:
            return None
        return self.End.LONGEST if self.expire_date >= self.longest else self.End.UNUSED
