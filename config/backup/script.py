"""A dump as statements, on its way from pg_restore to psql."""

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, cast

from config.backup import archive
from config.backup.archive import Backup, BackupError
from config.backup.programs import Programs
from config.backup.psql import Session
from config.backup.taking import Note

# Whoever owns no more than a database may not say what an extension or the schema is about.
NOT_PUT_BACK = re.compile(r"^\d+; \d+ \d+ (COMMENT - (EXTENSION|SCHEMA) |SCHEMA - )")
UNKNOWN_BEFORE = {17: b"SET transaction_timeout ="}


class Script:
    """The statements of one backup."""

    def __init__(self, backup: Backup, programs: Programs, note: Note) -> None:
        self.backup = backup
        self.pg_restore = programs.path("pg_restore")
        self.note = note

    def pass_on(self, session: Session, major: int) -> None:
        unknown = tuple(line for since, line in UNKNOWN_BEFORE.items() if major < since)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as entries:
            entries.writelines(self._entries())
            entries.flush()
            owned = ("--no-owner", "--no-privileges", f"--use-list={entries.name}")
            with self._output(*owned, "--file=-") as script:
                self._pass_lines(script, session, unknown)

    def _entries(self) -> list[str]:
        with self._output("--list") as listed:
            lines = [line.decode() for line in listed]
        return [line for line in lines if not NOT_PUT_BACK.match(line)]

    def _pass_lines(self, script: IO[bytes], session: Session, unknown: tuple[bytes, ...]) -> None:
        """A row may hold anything, also what looks like a statement: it is passed as it is."""
        is_row, begins, done, total = False, True, 0, 2 * len(self.backup.manifest.tables)
        while line := script.readline(archive.CHUNK):
            if begins and not is_row:
                if unknown and line.startswith(unknown):
                    continue
                if line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
                    is_row, done = True, done + 1
                    self.note(done, total)
            elif begins and line == b"\\.\n":
                is_row = False
            session.write(line)
            begins = line.endswith(b"\n")

    @contextmanager
    def _output(self, *options: str) -> Iterator[IO[bytes]]:
        """What pg_restore makes of the dump."""
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(
                [self.pg_restore, *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "LC_ALL": "C"},
            ) as restoring,
        ):
            feeding = threading.Thread(target=self._feed, args=(restoring.stdin,))
            feeding.start()
            try:
                yield cast("IO[bytes]", restoring.stdout)
            except BaseException:
                restoring.kill()
                raise
            finally:
                feeding.join()
            if restoring.wait():
                errors.seek(0)
                why = " ".join(errors.read().decode(errors="replace").split())
                raise BackupError(f"The dump cannot be read: {why}")

    def _feed(self, stdin: IO[bytes]) -> None:
        # Who wants the list alone does not read to the end.
        with suppress(BrokenPipeError):
            self.backup.copy_dump(stdin.write)
        with suppress(BrokenPipeError):
            stdin.close()
