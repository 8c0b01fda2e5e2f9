"""What `make run` ends in: database up, migrated and filled, then gunicorn until it is stopped."""

import fcntl
import os
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from config import environment, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir()
HOST = "127.0.0.1"
ENDING = 20  # seconds in which what a killed one has left behind ends


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    port = _port()
    address = f"http://{HOST}:{port}"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with _only_one(address):
        _wait_for_the_one_before()
        listener = _listener(port)
        secret_key.keep(DATA_DIR)
        # Only now: these read the settings, which need the key.
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management.base import CommandError

        from config import database

        try:
            environment.demo()
            urls = environment.text("DATABASE_URL"), environment.text("DATABASE_DIRECT_URL")
            database.configure(urls[0], DATA_DIR, urls[1])
            if reason := database.why_unreachable():
                sys.exit(reason)
            settings.DATABASES  # noqa: B018 - a wrong value is told before anything is started
            with ThreadPoolExecutor(1) as beside:
                loading = beside.submit(_load)  # takes as long as the database does to recover
                with database.running():
                    loading.result()
                    beside.shutdown()
                    logins = _prepare()
                    sys.exit(_serve(listener, address, logins))
        except (ImproperlyConfigured, CommandError, database.DatabaseStartError) as error:
            sys.exit(str(error))


def _port() -> int:
    port = os.environ.get("PORT", "").strip() or "8000"
    if not (port.isascii() and port.isdigit()) or not 1 <= int(port) <= 65535:
        sys.exit(f"PORT={port!r}: takes a whole number from 1 to 65535.")
    return int(port)


@contextmanager
def _only_one(address: str) -> Iterator[None]:
    """Hold the run lock, or say where Dure is running already."""
    with open(DATA_DIR / "run.lock", "a+") as lock:
        try:
            # Of this process alone: what is forked from it may outlive it for a moment.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            lock.seek(0)
            sys.exit(f"Dure is already running: {lock.read().strip()}")
        lock.seek(0)
        lock.truncate()
        lock.write(f"{address} (process {os.getpid()})\n")
        lock.flush()
        yield


def _listener(port: int) -> socket.socket:
    """The socket of the site. It is ours, not gunicorn's: so it outlives a gunicorn that dies."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        sys.exit(
            f"Port {port} cannot be used ({error.strerror}). "
            f"Name another one: make run PORT={port + 1 if port < 65535 else 8000}"
        )
    return listener


def _wait_for_the_one_before() -> None:
    """Where config.serve was killed, its gunicorn takes a moment to go, and has the port till then.

    The lock is held by us and all that is forked from us.
    """
    lock = os.open(DATA_DIR / "web.lock", os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + ENDING
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit(
                    f"What ran here before does not end; see it with: fuser {DATA_DIR}/web.lock"
                )
            time.sleep(0.1)


def _load() -> None:
    """All of Dure and gunicorn, for every process that is forked from this one."""
    import django

    django.setup()
    from django.urls import get_resolver

    import_module("config.supervisor")
    get_resolver().url_patterns  # noqa: B018


def _prepare() -> list[str]:
    """Migrate, load what changed, render all by today's code, make the demo, collect files.

    Returns what whoever starts the site should know of its logins.
    """
    from django.core.management import CommandError, call_command
    from django.db import connection

    from accounts import demo
    from config import renderings, static_files, upgrading, version
    from config.checks import why_unfit

    if fault := why_unfit():
        raise CommandError(fault)
    if kept := upgrading.keep_before_migrating():
        print(f"Before the migration, what is there is kept in {kept}", flush=True)
    # Compressing, at a first start, takes as long as the database does: the one beside the other.
    with ThreadPoolExecutor(1) as beside:
        collected = beside.submit(static_files.collect)
        call_command("migrate", verbosity=0, interactive=False)
        courses = sorted(path.parent for path in (BASE_DIR / "fixtures").glob("*/course.yaml"))
        for course in courses:
            call_command("loaddata", str(course), if_changed=True, verbosity=0)
        renderings.render()
        if demo.is_due():
            call_command("makedemo")
        collected.result()
    version.note(DATA_DIR, *version.here())
    lines = _logins()
    connection.close()
    return lines


def _logins() -> list[str]:
    """Which logins everybody knows, and how to make the first superuser where there is none."""
    from django.conf import settings

    from accounts import demo
    from accounts.first_superuser.models import LASTS, new_link

    lines = []
    if names := " ".join(person.get_username() for person in demo.people_with_its_password()):
        lines.append(f"Demo logins: {names}, each with the password {demo.PASSWORD}")
        if settings.SET_FOR_OTHERS:
            lines.append(
                f"WARNING: everybody knows this password, and {settings.SET_FOR_OTHERS[0]} is set. "
                "Change it with manage.py changepassword, or make these accounts inactive."
            )
    if link := new_link():
        hours = round(LASTS.total_seconds() / 3600)
        lines.append(
            f"Nobody administers this site yet. Within {hours} hours, and until the next start, "
            f"this link makes the first superuser, once:\n  {link}"
        )
    return lines


def _serve(listener: socket.socket, address: str, logins: list[str]) -> int:
    """Run gunicorn until it is asked to stop; the exit status."""
    from django.core.wsgi import get_wsgi_application

    from config import database
    from config.supervisor import Supervisor
    from config.web import Web

    application = get_wsgi_application()

    def greet() -> None:
        print(f"Dure is running at {address}", *logins, "Ctrl-C stops it.", sep="\n", flush=True)

    postgres = None if environment.text("DATABASE_URL") else database.embedded(DATA_DIR)
    return Supervisor(Web(application, listener), postgres).run(greet)


if __name__ == "__main__":
    main()
