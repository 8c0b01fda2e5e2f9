"""What `make run` ends in: database up, migrated and filled, then gunicorn until it is stopped.

`make serve` ends in the same, opened for others by config/serve_group.py.
"""

import errno
import fcntl
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from config import database, database_url, environment, environment_file, owner, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
ENDING = 20  # seconds in which what a killed one has left behind ends
ROOM = 300_000_000  # bytes that a new installation fills, and a little more


@dataclass(frozen=True)
class Opening:
    """How a site is opened, for oneself or for others."""

    host: str
    address: str  # what people type
    mend: Callable[[int], str]  # how to name another port than this one
    load_courses: Callable[[], None]
    more_to_say: Sequence[str] = ()


def main() -> None:
    """For oneself: on this machine alone, with the courses of the repository."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with refusals_in_one_line():
        environment_file.load()
        host, port = environment.text("HOST", "127.0.0.1"), _port()
        shown = f"[{host}]" if ":" in host else host
        run(Opening(host, f"http://{shown}:{port}", _name_another_port, _load_all_courses))


@contextmanager
def refusals_in_one_line() -> Iterator[None]:
    """Whatever an operator can mend is told without a traceback."""
    try:
        yield
    except (ImproperlyConfigured, CommandError, database.DatabaseStartError) as error:
        sys.exit(str(error))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise
        place = error.filename or environment.data_dir()
        sys.exit(f"{place} cannot be written: {error.strerror}.")


def run(opening: Opening) -> NoReturn:
    """Have the database up, all in it as this version wants it, and serve until told to stop."""
    port, data_dir = _port(), environment.data_dir()
    owner.become(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    with _only_one(data_dir, opening.address):
        _wait_for_the_one_before(data_dir)
        listener = _listener(opening, port)
        _need_room(data_dir)
        secret_key.keep(data_dir)
        environment.demo()
        urls = environment.text("DATABASE_URL"), environment.text("DATABASE_DIRECT_URL")
        database.configure(urls[0], data_dir, urls[1])
        # Read only now that there is the key; a wrong value is told before anything is made.
        settings.DATABASES  # noqa: B018
        if name := database_url.make_missing():
            print(f"Made the database {name}.", flush=True)
        if reason := database_url.why_unreachable():
            sys.exit(reason)
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(_load)  # takes as long as the database does to recover
            with database.running():
                loading.result()
                beside.shutdown()
                lines = [*opening.more_to_say, *_prepare(opening.load_courses)]
                sys.exit(_serve(listener, opening.address, lines))


def _port() -> int:
    port = os.environ.get("PORT", "").strip() or "8000"
    if not (port.isascii() and port.isdigit()) or not 1 <= int(port) <= 65535:
        sys.exit(f"PORT={port!r}: takes a whole number from 1 to 65535.")
    return int(port)


def _name_another_port(port: int) -> str:
    return f"Name another one: make run PORT={port + 1 if port < 65535 else 8000}"


def _need_room(data_dir: Path) -> None:
    """A new installation on a full disk would end half made."""
    is_new = not (data_dir / "static").exists()
    if is_new and (free := shutil.disk_usage(data_dir).free) < ROOM:
        sys.exit(
            f"The disk of {data_dir} has {free // 1_000_000} MB left; a new installation needs "
            f"{ROOM // 1_000_000}. Make room, or name a folder elsewhere in DATA_DIR."
        )


@contextmanager
def _only_one(data_dir: Path, address: str) -> Iterator[None]:
    """Hold the run lock, or say where Dure is running already."""
    with (data_dir / "run.lock").open("a+") as lock:
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


def _listener(opening: Opening, port: int) -> socket.socket:
    """The socket of the site. It is ours, not gunicorn's: so it outlives a gunicorn that dies."""
    try:
        addresses = socket.getaddrinfo(opening.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        sys.exit(f"HOST={opening.host!r}: takes an address of this machine, or :: for all of them.")
    family, _kind, _protocol, _name, place = addresses[0]
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, opening.host != "::")
    try:
        listener.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            sys.exit(f"HOST={opening.host!r}: this machine has no such address.")
        why = f"Port {port} cannot be used ({error.strerror})."
        if error.errno == errno.EACCES:
            sys.exit(f"{why} One below 1024 takes root, or `make service`.")
        sys.exit(f"{why} {opening.mend(port)}")
    return listener


def _wait_for_the_one_before(data_dir: Path) -> None:
    """Where config.serve was killed, its gunicorn takes a moment to go, and has the port till then.

    The lock is held by us and all that is forked from us.
    """
    lock = os.open(data_dir / "web.lock", os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + ENDING
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit(
                    f"What ran here before does not end; see it with: fuser {data_dir}/web.lock"
                )
            time.sleep(0.1)


def _load() -> None:
    """All of Dure and gunicorn, for every process that is forked from this one."""
    import django

    django.setup()
    from django.urls import get_resolver

    import_module("config.supervisor")
    get_resolver().url_patterns  # noqa: B018


def _load_all_courses() -> None:
    """Those of the repository whose files have changed; what cannot be loaded stays as it is."""
    from authoring.management.commands.loaddata import ChangesWhatWasAnswered, UndoesWork
    from courses.models import Course

    for folder in sorted(path.parent for path in (BASE_DIR / "fixtures").glob("*/course.yaml")):
        try:
            call_command("loaddata", str(folder), if_changed=True, verbosity=0)
        except CommandError as error:
            if not Course.objects.filter(slug=folder.name).exists():
                raise
            why, command = "have faults", f"checkcontent {folder}"
            if isinstance(error, UndoesWork):
                why, command = "would undo what people made here", f"loaddata {folder} --dry-run"
            elif isinstance(error, ChangesWhatWasAnswered):
                why, command = "say otherwise what people answered", f"loaddata {folder} --dry-run"
            print(
                f"The course {folder.name} stays as it is: its files {why}. "
                f"See: manage.py {command}",
                flush=True,
            )


def _prepare(load_courses: Callable[[], None]) -> list[str]:
    """Migrate, load courses, render all by today's code, make the demo, collect files.

    Returns what whoever starts the site should know of its logins.
    """
    from accounts import demo
    from config import renderings, static_files, upgrading, version
    from config.checks import why_unfit

    if fault := why_unfit() or upgrading.why_in_use():
        raise CommandError(fault)
    if backup := upgrading.keep_before_migrating():
        print(f"Before the migration, what is there is kept in {backup}", flush=True)
    # Compressing, at a first start, takes as long as the database does: the one beside the other.
    with ThreadPoolExecutor(1) as beside:
        collected = beside.submit(static_files.collect)
        call_command("migrate", verbosity=0, interactive=False)
        load_courses()
        renderings.render()
        if demo.is_due():
            call_command("makedemo")
        collected.result()
    version.note(environment.data_dir(), *version.here())
    lines = _logins()
    connection.close()
    return lines


def _logins() -> list[str]:
    """Which logins everybody knows, and how to make the first superuser where there is none."""
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

    from config.supervisor import Supervisor
    from config.web import Web

    application = get_wsgi_application()

    def greet() -> None:
        print(f"Dure is running at {address}", *logins, "Ctrl-C stops it.", sep="\n", flush=True)

    postgres = (
        None if environment.text("DATABASE_URL") else database.embedded(environment.data_dir())
    )
    return Supervisor(Web(application, listener), postgres).run(greet)


if __name__ == "__main__":
    main()
