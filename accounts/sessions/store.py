"""The store of sessions (SESSION_ENGINE): Django's, in a table that knows whose a session is."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices import address_of, device_of
from accounts.sessions.models import Session, kept_key


class SessionStore(DatabaseStore):
    """Written when its contents change, and every few minutes while a person uses it."""

    row: Session | None = None  # as it is stored
    why_over: Session.End | None = None  # of the session that the browser came with
    device, address = "", None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def came_with(self, request: HttpRequest) -> None:
        self.device, self.address = device_of(request), address_of(request)

    # --- Django's interface -----------------------------------------------------------------------

    def _get_session_from_db(self) -> Session | None:
        self.row = Session.objects.filter(pk=kept_key(self.session_key or "")).first()
        self.why_over = self.row.why_over() if self.row else None
        if self.row is None or self.why_over:
            self._session_key: str | None = None
            self.row = None
        return self.row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=kept_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        person = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        now = timezone.now()
        row = Session(
            session_key=kept_key(key),
            session_data=self.encode(data),
            person_id=person,
            started_at=now,
            used_at=now,
            device=self.device,
            address=self.address,
        )
        if self.row and self.row.person_id == person:
            row.started_at, row.used_at = self.row.started_at, self.row.used_at
        row.expire_date = row.end
        return row

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        contents = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = self.create_model_instance(contents)
        if must_create:
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError as error:
                raise CreateError from error
        elif not self._update(row):
            raise UpdateError
        self.row = row
        return None

    @staticmethod
    def _update(row: Session) -> bool:
        """Whether it is still there: one that was ended meanwhile does not come to life again."""
        fields = {
            field.attname: getattr(row, field.attname)
            for field in Session._meta.concrete_fields
            if field.attname not in {"session_key", "ended_at"}
        }
        return bool(Session.objects.filter(pk=row.pk, ended_at=None).update(**fields))

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            Session.objects.filter(pk=kept_key(key)).delete()

    def flush(self) -> None:
        if self.row and self.row.person_id:
            self.why_over = Session.End.PASSWORD
        super().flush()
        self.row = None

    # --- While it is used -------------------------------------------------------------------------

    def use(self, at: datetime | None = None) -> None:
        """The person has done something, now or a little while ago."""
        row, at = self.row, at or timezone.now()
        if row is None or row.person_id is None:
            return
        if at - row.used_at < settings.SESSION_WRITTEN_AFTER:
            return
        row.used_at = at
        row.device, row.address = self.device, self.address
        row.expire_date = row.end
        Session.objects.live().filter(pk=row.pk, used_at__lt=at).update(
            used_at=at, expire_date=row.expire_date, device=row.device, address=row.address
        )

    @property
    def seconds_left(self) -> int:
        """Until it ends unless it is used."""
        return int((self.row.expire_date - timezone.now()).total_seconds()) if self.row else 0

    @property
    def ends_for_good(self) -> bool:
        """Whether no use makes it last longer."""
        return self.row is not None and self.row.expire_date >= self.row.longest


def store_of(request: HttpRequest) -> SessionStore:
    """The session of a request, as what it is."""
    return cast("SessionStore", request.session)
