"""What `make service` does: the site as a service of systemd, from this folder, as its own user.

The code stays whose it is; the data becomes the user's `dure`.
"""

import argparse
import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import database, environment, environment_file, serve, serve_group

USER = "dure"
SAMPLES = serve.BASE_DIR / "deploy"
UNITS, LOGROTATE = Path("etc/systemd/system"), Path("etc/logrotate.d")
TARGETS = {
    "dure.service": UNITS / "dure.service",
    "dure-backup.service": UNITS / "dure-backup.service",
    "dure-backup.timer": UNITS / "dure-backup.timer",
    "dure.logrotate": LOGROTATE / "dure",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--destdir", type=Path, help="install below this folder, and start nothing")
    destdir = parser.parse_args().destdir
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with serve.refusals_in_one_line():
        if not destdir and os.geteuid() != 0:
            sys.exit("To install a service takes root: sudo make service")
        file = environment_file.path().absolute()
        if not file.exists():
            serve_group.ask(file)
        environment_file.load()
        data_dir = environment.data_dir()
        _refuse_while_it_runs(data_dir)
        serve_group.opening(file)  # what is wrong with what it is told is said now
        if not destdir:
            _refuse_a_socket_elsewhere(data_dir)
            _have_user()
            _refuse_what_the_user_cannot_read()
            _hand_over(data_dir, file)
        for path in _install(destdir or Path("/"), data_dir, file):
            print(f"Wrote {path}")
        if not destdir:
            _start()


def _refuse_while_it_runs(data_dir: Path) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "run.lock").open("a+") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise ImproperlyConfigured(f"Stop it first: {lock.read().strip()}") from error


def _refuse_a_socket_elsewhere(data_dir: Path) -> None:
    """The service has a temporary folder of its own: commands beside it would not find it there."""
    server = database.embedded(data_dir)
    if not environment.text("DATABASE_URL") and server.socket_dir != server.directory:
        raise ImproperlyConfigured(
            f"The path {server.directory} is too long for the database's socket, which is to be "
            f"the service's own: at most {database.LONGEST_SOCKET_DIR} bytes. Set DATA_DIR to a "
            "shorter one."
        )


def _have_user() -> None:
    try:
        pwd.getpwnam(USER)
    except KeyError:
        home, shell = str(serve.BASE_DIR), "/usr/sbin/nologin"
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", home]
        subprocess.run([_program("useradd"), *options, "--shell", shell, USER], check=True)
        print(f"Made the user {USER}.")


def _refuse_what_the_user_cannot_read() -> None:
    code = serve.BASE_DIR
    reading = [code / "manage.py", (code / ".venv/bin/python").resolve()]
    reading += [Path(path) for path in environment.certificate() if path]
    user = pwd.getpwnam(USER)
    groups = os.getgrouplist(USER, user.pw_gid)
    for path in reading:
        if path.is_relative_to(environment.data_dir()):
            continue  # is handed over
        tried = subprocess.run(
            [_program("test"), "-r", path],
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=groups,
            check=False,
        )
        if tried.returncode:
            raise ImproperlyConfigured(
                f"The user {USER} cannot read {path}: open it and the folders above, or move the "
                "project to a place such as /srv/dure/app, and install again."
            )


def _hand_over(data_dir: Path, file: Path) -> None:
    user = pwd.getpwnam(USER)
    owned = [data_dir, *data_dir.rglob("*")]
    for path in owned if file.is_relative_to(data_dir) else [*owned, file]:
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    data_dir.chmod(stat.S_IRWXU)


def _install(root: Path, data_dir: Path, file: Path) -> Iterator[Path]:
    """The samples with the folders of this installation."""
    places = {
        "/srv/dure/app/.data/dure.env": str(file),
        "/srv/dure/app/.data": str(data_dir),
        "/srv/dure/app": str(serve.BASE_DIR),
    }
    if odd := next((place for place in places.values() if set(place) & set(' "\\%$')), ""):
        raise ImproperlyConfigured(f"systemd takes no such path as {odd!r}: move the project.")
    for name, target in TARGETS.items():
        text = (SAMPLES / name).read_text(encoding="utf-8")
        for sample, place in places.items():
            text = text.replace(sample, place)
        path = root / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
        yield path


def _start() -> None:
    if not Path("/run/systemd/system").exists():
        print("systemd does not run here: nothing was started.")
        return
    for command in (["daemon-reload"], ["enable", "--now", "dure.service", "dure-backup.timer"]):
        subprocess.run([_program("systemctl"), *command], check=True)
    print("It starts. What it says, with the link for the first superuser: journalctl -fu dure")


def _program(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise ImproperlyConfigured(f"{name} is not installed.")
    return path


if __name__ == "__main__":
    main()
