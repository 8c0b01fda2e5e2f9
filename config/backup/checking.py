"""What is looked at before a backup is put back; each refusal tells what to do."""

import time

from django.db.migrations.loader import MigrationLoader

from config.backup import rows
from config.backup.archive import BackupError, Manifest
from config.backup.programs import Place

OLDEST_POSTGRES = 15
PATIENCE = 2  # seconds, for connections of those who have just gone


def check(manifest: Manifest) -> None:
    """Refuse what this code cannot serve."""
    loader = MigrationLoader(None)
    migrations = set(loader.disk_migrations)
    migrations.update(
        name for squash in loader.disk_migrations.values() for name in squash.replaces
    )
    if unknown := [name for name in manifest.migrations if name not in migrations]:
        raise BackupError(
            f"The backup is of a newer Dure, {manifest.dure}{_at(manifest)}: this one does not "
            f"know the migration {'.'.join(unknown[0])}. Restore it with that version."
        )


def _at(manifest: Manifest) -> str:
    return f" at {manifest.commit[:12]}" if manifest.commit else ""


def check_server(manifest: Manifest, place: Place) -> None:
    """Refuse a database that could not take it."""
    with place.connect() as connection:
        major = connection.info.server_version // 10_000
        row = connection.execute("SELECT current_schema(), current_setting('server_encoding')")
        schema, encoding = row.fetchone() or ("", "")
    if major < OLDEST_POSTGRES:
        raise BackupError(f"The server is PostgreSQL {major}; it takes {OLDEST_POSTGRES} or newer.")
    if encoding != "UTF8":
        raise BackupError(f"The encoding of the database is {encoding}; Dure needs UTF8.")
    if schema != manifest.schema:
        raise BackupError(
            f"The tables of the backup are in the schema {manifest.schema}, and this database "
            f"looks for them in {schema}: set its search_path to the former."
        )


def check_unused(place: Place) -> None:
    """Refuse a database in which the site goes on working: the two would wait for each other."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
    """
    deadline = time.monotonic() + PATIENCE
    with place.connect(autocommit=True) as connection:
        while (row := connection.execute(query).fetchone()) and row[0]:
            if time.monotonic() > deadline:
                raise BackupError(
                    f"The database is in use, by {row[0]} connections: stop the site first, "
                    "systemctl stop dure."
                )
            time.sleep(0.1)


def number_of_tables(place: Place) -> int:
    with place.connect() as connection:
        schema = connection.execute("SELECT coalesce(current_schema(), 'public')").fetchone()
        return len(connection.execute(rows.tables_query((schema or ["public"])[0])).fetchall())
