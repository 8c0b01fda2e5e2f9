"""Reports read from the replica of DATABASE_REPLICA_URL where there is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

_reporting: ContextVar[bool] = ContextVar("reporting", default=False)


@contextmanager
def reading_reports() -> Iterator[None]:
    """Within this block what is read comes from the replica; what is written never does."""
    token = _reporting.set(True)
    try:
        yield
    finally:
        _reporting.reset(token)


class ReportsRouter:
    """Django's database router for the replica; see `DATABASE_ROUTERS`."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        has_replica = "replica" in settings.DATABASES
        return "replica" if has_replica and _reporting.get() else "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, *objects: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"
