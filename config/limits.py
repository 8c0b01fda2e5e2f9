"""How long one request waits for the database. Commands and background work wait as they must.

Whatever opens a connection decides: a thread that answers requests opens its own within the
first of them, and keeps it with these limits; commands and threads beside never do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

CONNECT_TIMEOUT = 3  # seconds
LIMITS = {
    "statement_timeout": "10s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "30s",
}
# Seconds until a server that says nothing at all, stopped or cut off, is given up: it cannot
# keep the limits above itself.
SILENCE = 15

_answering: ContextVar[bool] = ContextVar("answering", default=False)


@contextmanager
def answering_a_request() -> Iterator[None]:
    """Within this block connections are opened with the limits."""
    token = _answering.set(True)
    try:
        yield
    finally:
        _answering.reset(token)


def apply() -> bool:
    """Whether a connection that is opened now is to have the limits."""
    return _answering.get()


def limited(parameters: dict[str, Any]) -> dict[str, Any]:
    """These connection parameters with the limits; what DATABASE_URL says of them wins."""
    own = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
    options = f"{own} {parameters.get('options', '')}".strip()
    return {"connect_timeout": CONNECT_TIMEOUT, **parameters, "options": options}


class LimitsMiddleware:
    """The outermost: whatever asks the database for a request does so with the limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering_a_request():
            return self.get_response(request)
