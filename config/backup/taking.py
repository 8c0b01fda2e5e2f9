"""Taking a backup: a dump and the count and hash of every table, all of one moment."""

import io
import re
import subprocess
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from django.conf import settings
from django.utils import timezone
from psycopg.sql import SQL, Composed, Identifier, Literal

from config import environment, secret_key, version
from config.backup import archive, rows
from config.backup.archive import BackupError, Manifest, Table
from config.backup.programs import Place, Programs

FOLDER = "backups"  # in .data
MOMENT = "%Y-%m-%d-%H%M%S"
DUMPING = re.compile(r'dumping contents of table "')
Note = Callable[[int, int], None]  # how many of how many steps are done


def folder_of(data_dir: Path) -> Path:
    """Where backups go that nobody names; others cannot look into it."""
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def new_path(folder: Path, kind: str = "dure") -> Path:
    """A name in this folder, by the moment."""
    return folder / f"{kind}-{timezone.localtime().strftime(MOMENT)}.dure"


def take(
    path: Path, place: Place, *, overwrite: bool = False, note: Note = lambda _done, _total: None
) -> Manifest:
    """Write a backup of this database and of the key of this installation."""
    try:
        with archive.writing(path, overwrite=overwrite) as parts, place.connect() as connection:
            manifest = _Taking(place, connection, note).write(parts)
            if key := _key():
                parts.add(archive.KEY, io.BytesIO(key.encode("ascii")))
            parts.add_manifest(manifest)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    except psycopg.Error as error:
        raise BackupError(f"The database cannot be read: {' '.join(str(error).split())}") from error
    return manifest


def _key() -> str:
    """None where DEBUG does without."""
    is_kept = secret_key.path(settings.DATA_DIR).exists()
    return settings.SECRET_KEY if is_kept or environment.text("SECRET_KEY") else ""


class _Taking:
    """One backup; its connection holds the moment that everything is of."""

    def __init__(self, place: Place, connection: "psycopg.Connection[Any]", note: Note) -> None:
        self.place = place
        self.connection = connection
        self.note = note
        self.programs = Programs.at_least(connection.info.server_version // 10_000)
        self.schema = self._ask("SELECT coalesce(current_schema(), 'public')")[0][0]
        self.names = [name for (name,) in self._ask(rows.tables_query(self.schema))]
        connection.rollback()

    def _ask(self, query: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def write(self, parts: archive.Parts) -> Manifest:
        snapshot = self._begin()
        made_at = timezone.now()
        self._dump(parts, snapshot)
        return self._manifest(made_at)

    def _begin(self) -> str:
        """Locked before the moment is fixed, no table changes its shape between the two."""
        self.connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self.connection.read_only = True
        for limit in ("statement", "lock", "idle_in_transaction_session"):
            self.connection.execute(SQL(f"SET {limit}_timeout = 0"))
        if self.names:
            names = SQL(", ").join(Identifier(self.schema, name) for name in self.names)
            self.connection.execute(SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(names))
        snapshot: str = self._ask("SELECT pg_export_snapshot()")[0][0]
        return snapshot

    def _dump(self, parts: archive.Parts, snapshot: str) -> None:
        command = [
            self.programs.path("pg_dump"),
            *("--format=custom", "--no-owner", "--no-privileges", "--no-password", "--verbose"),
            f"--schema={_pattern(self.schema)}",
            *(f"--extension={_pattern(name)}" for (name,) in self._ask(self._extensions())),
            f"--snapshot={snapshot}",
        ]
        lines: deque[str] = deque(maxlen=5)
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.place.environment(),
        ) as dumping:
            listening = threading.Thread(target=self._listen, args=(dumping.stderr, lines))
            listening.start()
            try:
                parts.add(archive.DUMP, cast("IO[bytes]", dumping.stdout))
            except BaseException:
                dumping.kill()
                raise
            finally:
                listening.join()
        if dumping.returncode:
            raise BackupError(f"pg_dump failed: {' '.join(lines)}")

    def _extensions(self) -> Composed:
        """Those whose functions and types the tables may use."""
        return SQL(
            "SELECT extname FROM pg_extension WHERE extnamespace = {}::regnamespace ORDER BY 1"
        ).format(Literal(Identifier(self.schema).as_string(None)))

    def _listen(self, output: IO[bytes], lines: "deque[str]") -> None:
        done = 0
        for line in output:
            text = line.decode(errors="replace").strip()
            lines.append(text)
            if DUMPING.search(text):
                done += 1
                self.note(min(done, len(self.names)), 2 * len(self.names))

    def _manifest(self, made_at: datetime) -> Manifest:
        migrations = []
        if "django_migrations" in self.names:
            query = SQL("SELECT app, name FROM {} ORDER BY id").format(
                Identifier(self.schema, "django_migrations")
            )
            migrations = [(app, name) for app, name in self._ask(query)]
        number, commit = version.noted(settings.DATA_DIR) or version.here()
        return Manifest(
            made_at=made_at.isoformat(timespec="seconds"),
            dure=number,
            commit=commit,
            postgres=self.connection.info.server_version // 10_000,
            programs=self.programs.major,
            schema=self.schema,
            migrations=migrations,
            tables=self._fingerprints(),
        )

    def _fingerprints(self) -> dict[str, Table]:
        self.connection.execute(rows.WRITTEN_ALIKE)
        tables: dict[str, Table] = {}
        for done, name in enumerate(self.names, len(self.names) + 1):
            tables.update(map(rows.read, self._ask(rows.fingerprint_query(self.schema, name))))
            self.note(done, 2 * len(self.names))
        return tables


def _pattern(name: str) -> str:
    """The name as a pattern that matches it alone."""
    return '"' + name.replace('"', '""') + '"'


def summary(path: Path, manifest: Manifest) -> str:
    """What a backup holds, in a line."""
    rows_held = f"{len(manifest.tables)} tables, {manifest.rows} rows"
    return f"{path}: {rows_held}, {_size_of(path)}"


def _size_of(path: Path) -> str:
    size = float(path.stat().st_size)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
