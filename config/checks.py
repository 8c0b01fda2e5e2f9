"""What Django's system checks say of this installation, each in one line with what mends it."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config import connection_limits, database_url, triggers
from config.database_url import CREATEDB

MANAGE = ".venv/bin/python manage.py"
OWN_APPS = {"accounts", "courses", "quizzes", "progress", "authoring"}  # with migrations
OLDEST = "af24963"  # the version whose databases are upgraded


@register(Tags.database)
def database_can_be_used(databases: Sequence[str] | None, **_options: Any) -> list[CheckMessage]:
    """Refuse to `migrate` a database that cannot hold Hangul, or whose way here is not known."""
    faults = [why_unfit(alias) for alias in databases or ()]
    return [Error(fault, id="dure.E001") for fault in faults if fault]


def why_unfit(alias: str = DEFAULT_DB_ALIAS) -> str:
    """Why this database cannot be used; empty if it can, or does not answer now."""
    try:
        return (
            _why_another_server(alias)
            or _why_no_text_fits(alias)
            or _why_of_others(alias)
            or _why_too_old(alias)
            or _why_too_new(alias)
        )
    except OperationalError:
        return ""


def _why_no_text_fits(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding == "UTF8":
        return ""
    return (
        f"DATABASE_URL names a database whose encoding is {encoding}; Dure needs UTF8. "
        f"Make one with: {CREATEDB}"
    )


def _why_another_server(alias: str) -> str:
    try:
        connections[alias].ensure_connection()
    except NotSupportedError as error:  # older than what Django itself takes
        return f"{' '.join(str(error).split())} Dure needs {database_url.OLDEST_POSTGRES} or newer."
    return database_url.why_too_old(connections[alias].connection.info.server_version)


def _why_of_others(alias: str) -> str:
    """Our tables would stand among somebody else's, and go with them one day."""
    introspection = connections[alias].introspection
    tables = set(introspection.table_names())
    # A first `migrate` that was cut off has left some of ours.
    own = {*introspection.django_table_names(), MigrationRecorder.Migration._meta.db_table}
    if "accounts_user" in tables or tables <= own:
        return ""
    return (
        f"The database is in use by something else ({', '.join(sorted(tables - own)[:3])} …). "
        f"Make one for Dure alone: {CREATEDB}"
    )


def _why_too_new(alias: str) -> str:
    """What a newer version has made is not known here, and nothing here goes back to before it."""
    loader = MigrationLoader(None)
    migrations = set(loader.disk_migrations) | {
        name for squash in loader.replacements.values() for name in squash.replaces
    }
    unknown = {
        f"{app}.{name}"
        for app, name in MigrationRecorder(connections[alias]).applied_migrations()
        if app in OWN_APPS and (app, name) not in migrations
    }
    if not unknown:
        return ""
    return (
        f"The database is of a newer Dure than this ({min(unknown)} is not known here). "
        "Fetch that version (git pull), or restore a backup of this one: make restore FILE=…"
    )


def _why_too_old(alias: str) -> str:
    """Django goes on where some of the migrations that were squashed are missing, and so is what
    they made."""
    applied = set(MigrationRecorder(connections[alias]).applied_migrations())
    squashed = MigrationLoader(None).replacements.items()
    # Those of which it is known themselves ran whole, as in a first `migrate` that was cut off.
    # Those of libraries are their own, and come in with the version that first has them.
    replaced = {
        name
        for key, squash in squashed
        if key[0] in OWN_APPS and key not in applied
        for name in squash.replaces
    }
    if replaced <= applied or not replaced & applied:
        return ""
    return (
        f"The database is older than {OLDEST}. Upgrade it to that first: "
        f"git checkout {OLDEST}, make messages, {MANAGE} migrate"
    )


def why_unguarded() -> str:
    """Why this database may not be served; empty if it may, or does not answer now."""
    try:
        faults = triggers.why_unguarded()
    except OperationalError:
        return ""
    return f"What guards the data is not whole ({faults}): {MANAGE} migrate" if faults else ""


@register(Tags.translation)
def messages_are_compiled(**_options: Any) -> list[CheckMessage]:
    """A page without compiled messages is in English, whatever its `lang` says."""
    return [checks.Warning(line, id="dure.W001") for line in _messages()]


def say_what_is_missing() -> None:
    """Log what an installation or an upgrade has left out, and what it asks more of than there is,
    a line each; for a thread of its own."""
    log = logging.getLogger(__name__)
    try:
        for line in [*what_is_missing(), *connection_limits.too_many()]:
            log.warning("%s", line)
    except OperationalError:
        log.warning("The database does not answer.")
    finally:
        connections.close_all()


def what_is_missing() -> Iterator[str]:
    """A line for each step of an installation or upgrade that was left out."""
    yield from static_files()
    yield from what_differs()


def what_differs() -> Iterator[str]:
    """A line for each way in which the database or what people see is of other code than this."""
    yield from list(_migrations()) or _rendering()
    yield from _messages()


def what_is_shown_otherwise() -> Iterator[str]:
    """The same, of a database that is migrated."""
    yield from _rendering()
    yield from _messages()


def _messages() -> Iterator[str]:
    for source in messages_to_compile():
        language = source.parent.parent.name
        yield f"The messages of {language!r} are not compiled as they stand now: make messages"


def messages_to_compile() -> list[Path]:
    """The translations whose compiled form is missing or older."""
    sources = [path for place in settings.LOCALE_PATHS for path in Path(place).glob("*/*/*.po")]
    return [path for path in sources if not _is_made_of(path.with_suffix(".mo"), [path])]


def static_files() -> Iterator[str]:
    # Templates say which classes are used (config/used_rules.py).
    folders = [settings.BASE_DIR / name for name in ("static", "templates")]
    own = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    if not settings.DEBUG and not _is_made_of(settings.STATIC_ROOT / "staticfiles.json", own):
        yield (
            "The static files are not collected as they stand now: "
            f"{MANAGE} collectstatic --no-input"
        )


def _migrations() -> Iterator[str]:
    if pending := number_of_pending_migrations():
        yield f"{pending} migrations are not applied: {MANAGE} migrate"


def number_of_pending_migrations() -> int:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _rendering() -> Iterator[str]:
    # This module is needed before the apps are ready, and models only then.
    from authoring import rendered_by  # noqa: PLC0415

    if not rendered_by.is_this_code():
        yield f"The texts were rendered by another version: {MANAGE} rendercourses"


def _is_made_of(target: Path, sources: Iterable[Path]) -> bool:
    """Whether it is there and no older than any of its sources, as `make` looks at it."""
    if not target.is_file():
        return False
    compiled_at = target.stat().st_mtime
    return all(source.stat().st_mtime <= compiled_at for source in sources)
