"""When somebody last showed who they are, in a session: at signing in, and each time after."""

import time
from typing import Any

from django.contrib.auth import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

SHOWN_AT = "authenticated-at"
LASTS = 15 * 60  # seconds


def note_now(session: SessionBase) -> None:
    session[SHOWN_AT] = int(time.time())


def is_recent(session: SessionBase) -> bool:
    """A session from before this was noted tells nothing, so it is asked."""
    shown_at = session.get(SHOWN_AT)
    return isinstance(shown_at, int) and time.time() - shown_at < LASTS


def _note_sign_in(request: HttpRequest, **_signal: Any) -> None:
    note_now(request.session)


# Django's own signal, as there are many doors: the form, a link, the organisation's sign-in.
user_logged_in.connect(_note_sign_in)
