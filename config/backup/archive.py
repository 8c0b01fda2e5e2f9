"""The file of a backup: a zip archive of a dump, the secret key and a manifest that tells of both.

Its comment is the checksum of every byte before it, so that a byte that changed, or an end that is
missing, is found before anything is put back; `unzip` reads it without Dure.
"""

import fcntl
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError

FORMAT = 1
DUMP = "database.dump"
KEY = "secret-key"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
_SEAL = b"sha256 "
_SEALED = len(_SEAL) + 64  # bytes of the comment
UNFINISHED = ".unfinished"


class BackupError(CommandError):
    """What the operator is told, in one sentence."""


@dataclass(frozen=True)
class Table:
    """How many rows a table has, and a word for what is in them."""

    rows: int
    hash: str


@dataclass
class Manifest:
    """What a backup holds, and of which versions."""

    made_at: str
    dure: str
    commit: str
    postgres: int  # major version of the server
    programs: int  # major version of pg_dump
    schema: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        values = json.loads(text)
        if values["format"] > FORMAT:
            raise BackupError(
                f"The backup has format {values['format']}, and this Dure reads up to {FORMAT}: "
                f"restore it with Dure {values['dure']} or newer."
            )
        values["tables"] = {name: Table(**table) for name, table in values["tables"].items()}
        values["migrations"] = [(app, name) for app, name in values["migrations"]]
        return cls(**values)


class Parts:
    """The parts of a backup that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.written: dict[str, dict[str, Any]] = {}

    def add(self, name: str, source: IO[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o600 << 16
        with self._archive.open(entry, "w", force_zip64=True) as part:
            while chunk := source.read(CHUNK):
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.written[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def add_manifest(self, manifest: Manifest) -> None:
        manifest.parts = self.written
        self._archive.writestr(MANIFEST, manifest.to_json())


@contextmanager
def writing(path: Path, *, overwrite: bool) -> Iterator[Parts]:
    """Write parts into a file that has its name once it is whole, and that others cannot read."""
    _refuse_existing(path, overwrite)
    _remove_unfinished(path.parent)
    descriptor, name = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                yield Parts(archive)
                archive.comment = _SEAL + b"0" * 64
            _seal(file)
            os.fsync(file.fileno())
            _refuse_existing(path, overwrite)
            unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _refuse_existing(path: Path, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise BackupError(f"{path} is there already: name another file, or add --overwrite.")


def _remove_unfinished(folder: Path) -> None:
    """Those of backups that were killed: nobody holds them any more."""
    for path in folder.glob(f".*{UNFINISHED}"):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _seal(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    digest = _digest(file, size - 64)
    file.seek(size - 64)
    file.write(digest.encode())
    file.flush()


def _digest(file: IO[bytes], size: int) -> str:
    file.seek(0)
    digest, left = hashlib.sha256(), size
    while chunk := file.read(min(CHUNK, left)):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


class Backup:
    """A backup that is whole, to read from."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    @property
    def secret_key(self) -> str:
        if KEY not in self.manifest.parts:
            return ""
        return self._archive.read(KEY).decode("ascii")

    def copy_dump(self, write: Callable[[bytes], Any]) -> None:
        with self._archive.open(DUMP) as part:
            while chunk := part.read(CHUNK):
                write(chunk)


@contextmanager
def reading(path: Path) -> Iterator[Backup]:
    """Open a backup, every byte of which is checked before the first is used."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        _check_seal(path, file)
        with zipfile.ZipFile(file) as archive:
            yield Backup(archive, Manifest.from_json(archive.read(MANIFEST)))


def _check_seal(path: Path, file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _SEALED))
    comment = file.read()
    file.seek(0)
    if file.read(2) != b"PK":
        raise BackupError(f"{path} is no backup that Dure made.")
    if not comment.startswith(_SEAL):
        raise BackupError(f"{path} is not whole: its end is missing.")
    if _digest(file, size - 64) != comment[len(_SEAL) :].decode("ascii", "replace"):
        raise BackupError(f"{path} is not as it was made: its checksum differs.")
