"""The whole site as `make run` serves it, with data of its own, for tests from outside."""

import fcntl
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.demo import PASSWORD
from config.database import NAME, EmbeddedPostgres

START_TIMEOUT = 180
NOT_INHERITED = {
    *("DATABASE_URL", "DATABASE_DIRECT_URL", "DATABASE_REPLICA_URL", "SECRET_KEY"),
    *("ALLOWED_HOSTS", "HTTPS", "DEMO", "DJANGO_SETTINGS_MODULE"),
    *("CONFIG", "PUBLIC_URL", "HOST", "TRUSTED_PROXIES", "CERTIFICATE", "KEY", "HSTS"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """A person at the site, with cookies and no browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)  # what a proxy makes of his own

    def connect(self) -> http.client.HTTPConnection:
        if self.tls:
            return http.client.HTTPSConnection(self.host, self.port, timeout=60, context=self.tls)
        return http.client.HTTPConnection(self.host, self.port, timeout=60)

    def request(self, method: str, path: str, data: dict[str, Any] | None = None) -> Response:
        connection = self.connect()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body: str | bytes | None = None
        if data is not None:
            cookies = [self.cookies.get(name) for name in ("__Host-csrftoken", "csrftoken")]
            form = {"csrfmiddlewaretoken": next(filter(None, cookies), ""), **data}
            if any(hasattr(value, "read") for value in form.values()):
                body, headers["Content-Type"] = encode_multipart(BOUNDARY, form), MULTIPART_CONTENT
            else:
                body = urllib.parse.urlencode(form)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"
        connection.request(method, path, body, headers | self.headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, value = header.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        response = Response(answer.status, dict(answer.headers), answer.read().decode())
        connection.close()
        return response

    def get(self, path: str) -> Response:
        return self.request("GET", path)

    def post(self, path: str, **data: Any) -> Response:
        return self.request("POST", path, data)


@dataclass
class Site:
    """A running `python -m config.serve`."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    variables: dict[str, str] = field(default_factory=dict)
    prepared: Path | None = None
    is_measured: bool = True
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        if self.prepared:
            # With its owners: root may not run Postgres.
            subprocess.run(["cp", "-a", self.prepared, self.data_dir], check=True)

    @property
    def log(self) -> Path:
        """What it prints."""
        return self.data_dir.with_name(f"{self.data_dir.name}.log")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def postgres(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.data_dir / "postgres")

    def environment(self, **changes: str) -> dict[str, str]:
        own = {"DATA_DIR": str(self.data_dir), "PORT": str(self.port)}
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        if not self.is_measured:
            kept = {name: kept[name] for name in kept if not name.startswith("COVERAGE")}
        return kept | own | self.variables | changes

    def command(self, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
        """Run a Python command line of the project beside the site."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=START_TIMEOUT,
            check=False,
        )

    def start(self, *command: str, until: str = "\nCtrl-C") -> None:
        """Start `make run`'s or another command, and wait until it has printed this."""
        self.launch(*command)
        self.wait_for(lambda log: until in log)

    def launch(self, *command: str) -> None:
        # Into a file: a pipe that nobody reads is full one day, and then the site waits.
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, *(command or ("-m", "config.serve"))],
                cwd=settings.BASE_DIR,
                env=self.environment(),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, is_said: Callable[[str], bool]) -> None:
        """Wait until what the site has printed is so."""
        assert self.process is not None
        deadline = time.monotonic() + START_TIMEOUT
        while not is_said(self.log.read_text()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("The site did not say it:\n" + self.log.read_text())
            time.sleep(0.05)

    def is_ready_soon(self, patience: float = START_TIMEOUT) -> bool:
        """Whether /readyz says so in time: asked once, a slow machine may have said no."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):
                if Visitor(self.port).get("/readyz").text == "ok\n":
                    return True
            time.sleep(0.05)
        return False

    def stop(self) -> int:
        """End it as Ctrl-C does; its exit status."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=60)

    def kill_everything(self) -> None:
        """kill -9 of the server, its workers and Postgres."""
        assert self.process is not None
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=60)
        deadline = time.monotonic() + 60
        while self.postgres.is_live() and time.monotonic() < deadline:
            time.sleep(0.05)

    def processes(self) -> list[int]:
        """All that it has started, its Postgres and what watches that included."""
        variable = f"DATA_DIR={self.data_dir}\0".encode()
        processes = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if variable in (entry / "environ").read_bytes():
                    processes.append(int(entry.name))
        return processes

    def masters(self) -> list[int]:
        """The process of gunicorn that starts the workers, if it is there now."""
        assert self.process is not None
        masters = []
        for pid in self.children(self.process.pid):
            with suppress(OSError):
                # What stops Postgres is a child of config.serve too.
                if b"config.serve" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    masters.append(pid)
        return masters

    def master(self) -> int:
        """The same, once it is there."""
        assert self.process is not None
        while not (masters := self.masters()):
            assert self.process.poll() is None, self.log.read_text()
        return masters[0]

    @staticmethod
    def children(pid: int) -> list[int]:
        """The processes that this one has started, the eldest first."""
        try:
            listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return sorted(int(child) for child in listed)

    def postgres_pid(self) -> str:
        return (self.postgres.cluster / "postmaster.pid").read_text().split("\n", 1)[0]

    def hurry(self) -> None:
        """Let its Postgres give up surviving a power cut from the next start on."""
        with (self.postgres.cluster / "postgresql.conf").open("a") as conf:
            conf.write("fsync = off\nfull_page_writes = off\n")

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(
            host=str(self.postgres.socket_dir), user="postgres", dbname=NAME
        ) as connection:
            return connection.execute(statement, values or None).fetchall()

    def shell(self, code: str) -> str:
        """Run this beside the site; what it printed."""
        done = self.command(
            *("manage.py", "shell", "--verbosity=0", "--command", code),
            SECRET_KEY=(self.data_dir / "secret-key").read_text(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sessions(self, *usernames: str) -> dict[str, str]:
        """Signed-in sessions of these people: members of the demo cohort where they are new."""
        code = f"from tests.members import print_sessions; print_sessions(*{usernames!r})"
        printed: dict[str, str] = json.loads(self.shell(code))
        return printed

    def sign_in(self, username: str) -> Visitor:
        visitor = Visitor(self.port)
        visitor.get("/login/")
        response = visitor.post("/login/", username=username, password=PASSWORD)
        assert response.status == 302, response.text
        return visitor


@contextmanager
def made_once(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder of all processes of this test run, which the first to come here is to make."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield base / name


def questions_on(html: str) -> list[tuple[int, list[int]]]:
    """The questions of a module page: each id with its options' ids, in order."""
    found = []
    for section in re.split(r"(?=<section[^>]*data-question)", html)[1:]:
        question = re.search(r'data-question="(\d+)"', section)
        assert question is not None
        options = re.findall(r'name="option" value="(\d+)"', section)
        found.append((int(question[1]), [int(option) for option in options]))
    return found
