"""How long one request waits for the database. Commands and background work wait as they must.

Whatever opens a connection decides: a thread that answers requests opens its own within the
first of them, and keeps it with these limits; commands and threads beside never do.
"""

import threading
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
# A server that is stopped or cut off cannot keep the limits above itself: after so many seconds
# without a word it is looked at by another connection, and given up where that is not answered.
SILENCE = 2
HURRY = 1  # seconds that the look at a kept connection may take, before each request
LOOK_TIMEOUT = 2
BUSY = 3  # seconds that a whole request waits for a thread

_too_busy: ContextVar[bool] = ContextVar("too_busy", default=False)
# The databases that this request has waited for in vain; None where no request is answered.
_given_up: ContextVar[set[str] | None] = ContextVar("given_up", default=None)


@contextmanager
def answering_a_request() -> Iterator[None]:
    """Within this block connections are opened with the limits."""
    token = _given_up.set(set())
    try:
        yield
    finally:
        _given_up.reset(token)


def apply() -> bool:
    """Whether a connection that is opened now is to have the limits."""
    return _given_up.get() is not None


def given_up() -> set[str]:
    """The databases that a request need not wait for a second time."""
    aliases = _given_up.get()
    return set() if aliases is None else aliases


def limited(parameters: dict[str, Any]) -> dict[str, Any]:
    """These connection parameters with the limits; what DATABASE_URL says of them wins."""
    return {"connect_timeout": CONNECT_TIMEOUT, **_with(LIMITS, parameters)}


def lifted(parameters: dict[str, Any]) -> dict[str, Any]:
    """These connection parameters without the limits that their role has."""
    return _with(dict.fromkeys(LIMITS, "0"), parameters)


def _with(limits: dict[str, str], parameters: dict[str, Any]) -> dict[str, Any]:
    own = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {**parameters, "options": f"{own} {parameters.get('options', '')}".strip()}


@contextmanager
def too_busy() -> Iterator[None]:
    """Within this block a request is told that every thread has been busy for long."""
    token = _too_busy.set(True)
    try:
        yield
    finally:
        _too_busy.reset(token)


def is_too_busy() -> bool:
    return _too_busy.get()


# Set where a request found no memory: this process is to end, and another takes its place.
memory_ran_out = threading.Event()


class TooBusyError(Exception):
    """Every thread has been busy for long."""


class LimitsMiddleware:
    """The outermost: whatever asks the database for a request does so with the limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering_a_request():
            return self.get_response(request)
