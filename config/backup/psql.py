"""One transaction in psql, which knows how a dump is put back, with a look before it is kept."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, cast

from psycopg.sql import Composable

from config.backup.archive import BackupError
from config.backup.programs import Place, Programs

END = "that was all"


@contextmanager
def transaction(programs: Programs, place: Place) -> Iterator["Session"]:
    """What is written into it is kept at its end; after a kill or an error all is as it was."""
    command = [
        *(programs.path("psql"), "--no-psqlrc", "--quiet", "--no-password"),
        *("--no-align", "--tuples-only", "--field-separator=\t", "--set=ON_ERROR_STOP=1"),
    ]
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=place.environment(),
        ) as psql,
    ):
        session = Session(psql, errors)
        try:
            session.begin()
            yield session
            session.commit()
        except BaseException:
            psql.kill()
            with suppress(BrokenPipeError):
                session.stdin.close()
            raise


class Session:
    """A psql that waits for what is written into it."""

    def __init__(self, psql: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
        self._psql = psql
        self._errors = errors
        self.stdin = cast("IO[bytes]", psql.stdin)
        self._stdout = cast("IO[bytes]", psql.stdout)

    def begin(self) -> None:
        self.write(b"SET client_min_messages = warning;\n")
        for limit in ("statement", "lock", "idle_in_transaction_session"):
            self.write(f"SET {limit}_timeout = 0;\n".encode())
        # What a dump selects is of no use to anybody.
        self.write(b"BEGIN;\n\\o /dev/null\n")

    def write(self, text: bytes) -> None:
        try:
            self.stdin.write(text)
        except BrokenPipeError:
            raise self._failure() from None

    def ask(self, queries: Iterable[Composable]) -> list[list[str]]:
        """The rows of these queries."""
        self.write(b"\\o\n")
        for query in queries:
            self.write(query.as_string(None).encode() + b";\n")
        self.write(f"\\echo {END}\n".encode())
        rows = []
        while (line := self._read_line()) != END:
            rows.append(line.split("\t"))
        self.write(b"\\o /dev/null\n")
        return rows

    def _read_line(self) -> str:
        try:
            self.stdin.flush()
        except BrokenPipeError:
            raise self._failure() from None
        line = self._stdout.readline()
        if not line:
            raise self._failure()
        return line.decode().rstrip("\n")

    def commit(self) -> None:
        self.write(b"COMMIT;\n")
        self.ask([])
        # A new table is planned for badly until somebody has looked at it; no more than that.
        self.write(b"\\set ON_ERROR_STOP 0\nANALYZE;\n")
        self.ask([])

    def _failure(self) -> BackupError:
        self._psql.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        errors = [line for line in lines if "ERROR:" in line or "FATAL:" in line] or lines
        why = errors[0] if errors else "psql ended"
        return BackupError(f"The database did not take it and is as it was. {why}")
