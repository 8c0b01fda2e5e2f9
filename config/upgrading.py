"""What brings an installation from one version of Dure to another, however it is run."""

from pathlib import Path

from babel.messages.frontend import CommandLineInterface
from django.conf import settings
from django.db import connection

from config import checks, version
from config.backup import taking
from config.backup.programs import Place

KIND = "before-upgrade"
# Other versions that hold a connection, and from where.
OTHERS = """
    SELECT DISTINCT application_name, coalesce(host(client_addr), 'this machine')
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name LIKE 'Dure %%' AND application_name <> %s
    ORDER BY 1, 2
"""


def why_in_use() -> str:
    """Why this database may not be migrated now; empty if it may, or needs not be.

    A pooler's connections bear the names of those who used them last, so nothing is known there.
    """
    pending = checks.number_of_pending_migrations()
    if not pending or "POOLED" in connection.settings_dict:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [version.name()])
        others = [f"{name} at {place}" for name, place in cursor.fetchall()]
    if not others:
        return ""
    return (
        f"The database is in use by {', '.join(others)}, and this is {version.name()}, which has "
        f"{pending} migrations for it. Stop what runs there first: systemctl stop dure"
    )


def keep_before_migrating() -> Path | None:
    """A backup where migrations are about to change a database that has people in it."""
    return keep() if checks.number_of_pending_migrations() else None


def keep() -> Path | None:
    """A backup of a database that has people in it; a new one is not worth a file."""
    if not _has_people():
        return None
    path = taking.new_path(taking.folder_of(settings.DATA_DIR), KIND)
    taking.take(path, Place.of_settings())
    return path


def _has_people() -> bool:
    """Of any version: the models may not fit what is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_user') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_user)")
        return bool(cursor.fetchone()[0])


def compile_messages() -> None:
    """As `make messages` does, where there is no make."""
    for source in checks.messages_to_compile():
        files = [f"--input-file={source}", f"--output-file={source.with_suffix('.mo')}"]
        CommandLineInterface().run(["pybabel", "--quiet", "compile", *files])
