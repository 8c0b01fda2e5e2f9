"""Puts a bundle's version into a folder beside the one before, and takes it back.

`install.sh` runs it once it has compared every byte of the bundle. In the folder are `app`, which
leads to the version in use, `versions/`, `data/`, which all versions share, and `take-back`.
Nothing but Python itself is needed, which may be the bundle's, and nothing is asked of a network.
"""

import argparse
import fcntl
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DEFAULT = "~/dure"
UNFINISHED = ".unfinished"  # in a version that is being laid
MANIFEST = ".bundle.json"  # in a version: that of its bundle
BEFORE = ".before.json"  # in a version: which one was in use, and which backups there were
TAKE_BACK = """#!/bin/sh
# Goes back to the version before the last upgrade, with the loss of what came since.
folder=$(cd "$(dirname "$0")" && pwd) || exit 1
exec "$folder/app/.venv/bin/python" -B -E -s "$folder/app/deploy/bundle/install.py" \\
    --take-back "$folder"
"""


class Refusal(Exception):
    """Why it is not done, in one line."""


@dataclass(frozen=True)
class Bundle:
    """What `make bundle` has put beside this file."""

    folder: Path
    manifest: dict[str, Any]

    @classmethod
    def here(cls) -> "Bundle":
        return cls(HERE, json.loads((HERE / "manifest.json").read_text(encoding="utf-8")))

    @property
    def name(self) -> str:
        """Another one where the same commit comes with another Python, as that may mend one."""
        parts = (self.manifest[key] for key in ("version", "commit", "python_digest"))
        return "-".join(part[:12] for part in parts)

    def check_machine(self) -> None:
        made_for, machine = self.manifest["platform"], sysconfig.get_platform()
        if machine != made_for:
            raise Refusal(f"This bundle is for {made_for}, and this machine is {machine}.")
        library, version = platform.libc_ver()
        needed = self.manifest["glibc"]
        if library != "glibc" or _numbers(version) < _numbers(needed):
            raise Refusal(
                f"This bundle needs glibc {needed} or newer, and this machine has "
                f"{library or 'another C library'} {version}".rstrip()
                + "."
            )

    def unpack_into(self, version: Path) -> None:
        """Lay project and environment; what marks it as installed comes last."""
        archive = self.folder / "dure.tar.gz"
        _run("tar", "--no-same-owner", "-xzf", str(archive), "-C", str(version))
        environment = version / ".venv"
        _run(self.python_for(version), "-m", "venv", "--without-pip", str(environment))
        pip = next((self.folder / "wheels").glob("pip-*.whl"))
        _run(
            *(str(environment / "bin" / "python"), f"{pip}/pip", "install", "--quiet"),
            *("--no-index", "--find-links", str(self.folder / "wheels"), "--require-hashes"),
            *("--no-cache-dir", "--disable-pip-version-check"),
            *("--requirement", str(version / "requirements.txt")),
        )
        shutil.copy(self.folder / "manifest.json", version / MANIFEST)
        for mark in ("made", "installed-run"):  # so that make installs nothing
            (environment / mark).touch()

    def python_for(self, version: Path) -> str:
        """The one that runs this: of the machine, or the bundle's, which is then the version's."""
        own = self.folder / "python"
        if not Path(sys.base_prefix).resolve().is_relative_to(own):
            return sys.executable
        laid = version / "python"
        shutil.copytree(own, laid, copy_function=shutil.copyfile)
        for program in (laid / "bin").iterdir():
            program.chmod(0o755)
        python = str(laid / "bin" / Path(sys.executable).name)
        _run(python, "-m", "compileall", "-q", str(laid / "lib"))
        return python


@dataclass(frozen=True)
class Place:
    """The folder that bundles are installed into."""

    folder: Path

    @property
    def app(self) -> Path:
        return self.folder / "app"

    @property
    def versions(self) -> Path:
        return self.folder / "versions"

    @property
    def data(self) -> Path:
        path = os.environ.get("DATA_DIR", "").strip()
        return Path(path).absolute() if path else self.folder / "data"

    def current(self) -> Path | None:
        """The version in use."""
        return self.app.resolve() if self.app.is_symlink() else None

    def use(self, version: Path) -> None:
        """From one moment to the next."""
        beside = self.folder / "app.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(version.relative_to(self.folder))
        beside.replace(self.app)

    def check(self, size: int) -> None:
        """Refuse what is somebody else's, or too small."""
        if self.folder.is_dir() and not self.versions.is_dir() and self._holds_something():
            raise Refusal(f"{self.folder} holds something else: name an empty or a new folder.")
        above = next(path for path in (self.folder, *self.folder.parents) if path.exists())
        if not above.is_dir() or not os.access(above, os.W_OK):
            raise Refusal(f"{above} cannot be written to by this user.")
        if shutil.disk_usage(above).free < size:
            raise Refusal(f"{above} has no room: {size // 1_000_000} MB are needed.")
        if self.data.exists() and (owner := self.data.stat().st_uid) != os.geteuid():
            raise Refusal(f"{self.data} belongs to user {owner}: run this as that user.")

    def _holds_something(self) -> bool:
        """But for what a home begins with."""
        return any(not path.name.startswith(".") for path in self.folder.iterdir())

    def manage(self, version: Path, *command: str) -> bool:
        """Run a command of this version; whether it went well."""
        python = version / ".venv" / "bin" / "python"
        return not subprocess.run(
            [python, "manage.py", *command], cwd=version, check=False
        ).returncode

    def was_ever_started(self) -> bool:
        """Then there is something to bring up to a new version."""
        if os.environ.get("SECRET_KEY", "").strip() or (self.data / "secret-key").exists():
            return True
        if (self.data / "version").exists():
            raise Refusal("Set the variables of this site first (SECRET_KEY, DATABASE_URL, …).")
        return False

    def backups(self) -> list[str]:
        """Those that upgrades took, the oldest first."""
        return sorted(map(str, (self.data / "backups").glob("before-upgrade-*.dure")))

    def remove_old(self, *current: Path) -> None:
        for version in self.versions.iterdir():
            if version.is_dir() and version not in current:
                shutil.rmtree(version)


def install(bundle: Bundle, place: Place) -> str:
    """Install or upgrade; what to say of it."""
    before, version = place.current(), place.versions / bundle.name
    is_started = place.was_ever_started()
    if before == version:
        return f"Dure {bundle.name} is installed in {place.folder} already."
    if before and _committed(before) > bundle.manifest["committed"]:
        raise Refusal(f"{before.name} is newer than this bundle: to go back there is take-back.")
    lay(bundle, place, version)
    (place.folder / "take-back").write_text(TAKE_BACK, encoding="ascii")
    (place.folder / "take-back").chmod(0o755)
    if before is None:
        place.use(version)
        return f"Dure {bundle.name} is installed. Start it: cd {place.app} && make run"
    note = {"version": before.name, "backups": place.backups()}
    (version / BEFORE).write_text(json.dumps(note), encoding="utf-8")
    # Before the database is changed: a start meanwhile waits, and is then one of the new version.
    place.use(version)
    if is_started and not place.manage(version, "upgrade"):
        put_back(place, version)
        raise Refusal(f"The upgrade failed, for the reason above: {before.name} is in use again.")
    place.remove_old(before, version)
    return (
        f"Dure {bundle.name} is installed, {before.name} is kept. A site that still runs is of "
        f"that one: start it anew. To take this back: {place.folder / 'take-back'}"
    )


def lay(bundle: Bundle, place: Place, version: Path) -> None:
    """Have this version beside the one in use; what an interrupted try left is done again."""
    if version.exists() and not (version / UNFINISHED).exists():
        return
    shutil.rmtree(version, ignore_errors=True)
    version.mkdir(parents=True)
    (version / UNFINISHED).touch()
    python = f"Python {platform.python_version()} ({sys.base_prefix})"
    print(f"Installing Dure {bundle.name} in {place.folder} with {python} ...", flush=True)
    place.data.mkdir(exist_ok=True)
    (version / ".data").symlink_to(os.path.relpath(place.folder / "data", version))
    bundle.unpack_into(version)
    (version / UNFINISHED).unlink()


def take_back(place: Place) -> str:
    """Go back to the version before; what to say of it."""
    version = place.current()
    if version is None or not (version / BEFORE).exists():
        raise Refusal(f"There is no version before the one in {place.folder}.")
    before = put_back(place, version)
    return f"Dure {before.name} is in use again. Start the site."


def put_back(place: Place, version: Path) -> Path:
    """Use the version before this one, on the database as it was then."""
    note = json.loads((version / BEFORE).read_text(encoding="utf-8"))
    before: Path = place.versions / note["version"]
    if not (before / "manage.py").exists():
        raise Refusal(f"{before} is not there any more.")
    place.use(before)
    # The first since then holds what was there before anything of this version touched it.
    backup = next((path for path in place.backups() if path not in note["backups"]), None)
    if backup and not place.manage(version, "restore", "--no-input", backup):
        place.use(version)
        raise Refusal(f"{backup} could not be put back, for the reason above.")
    return before


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    with (folder / "versions" / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"Something is being installed in {folder} already.") from None
        yield


def _committed(version: Path) -> int:
    """When what is in this version was committed, in seconds."""
    moment: int = json.loads((version / MANIFEST).read_text(encoding="utf-8"))["committed"]
    return moment


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".") if number.isdigit()]


def _run(*command: str) -> None:
    """With no settings of the person's or the machine's that lead pip anywhere."""
    variables = {
        name: os.environ[name] for name in os.environ if not name.startswith(("PIP_", "PYTHON"))
    }
    done = subprocess.run(command, env={**variables, "PIP_CONFIG_FILE": os.devnull}, check=False)
    if done.returncode:
        raise Refusal(f"{Path(command[0]).name} failed, for the reason above; what was in use is.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="install.sh", description="Installs or upgrades Dure.")
    parser.add_argument("folder", nargs="?", default=DEFAULT, help=f"where to; {DEFAULT} if none")
    parser.add_argument("--take-back", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    place = Place(Path(options.folder).expanduser().absolute())
    os.umask(0o022)  # whoever serves it must read it
    try:
        if options.take_back:
            with one_at_a_time(place.folder):
                print(take_back(place))
            return
        bundle = Bundle.here()
        bundle.check_machine()
        place.check(bundle.manifest["installed_bytes"])
        with one_at_a_time(place.folder):
            print(install(bundle, place))
    except Refusal as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"{error.filename or place.folder}: {error.strerror}.")


if __name__ == "__main__":
    main()
