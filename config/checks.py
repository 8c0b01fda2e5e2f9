"""What Django's system checks say of this installation, each in one line with what mends it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

CREATEDB = "createdb --encoding=UTF8 --template=template0 --locale=C.UTF-8 --owner=dure dure"


@register(Tags.database)
def database_keeps_every_text(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to `migrate` a database that counts bytes for letters or cannot hold Hangul."""
    faults = [why_unfit(alias) for alias in databases or ()]
    return [Error(fault, id="dure.E001") for fault in faults if fault]


def why_unfit(alias: str = DEFAULT_DB_ALIAS) -> str:
    """Why this database cannot keep our texts; empty if it can, or does not answer now."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            encoding = cursor.fetchone()[0]
    except OperationalError:
        return ""
    if encoding == "UTF8":
        return ""
    return (
        f"DATABASE_URL names a database whose encoding is {encoding}; Dure needs UTF8. "
        f"Make one with: {CREATEDB}"
    )
