"""Bundles of the files that are here, made and unpacked for tests."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.site import NOT_INHERITED, Site

ROOT: Path = settings.BASE_DIR
NEWER = "0.99.0"
MIGRATION = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "{leaf}")]
    operations = [
        migrations.CreateModel(
            name="Novelty", fields=[("id", models.BigAutoField(primary_key=True))]
        ),
    ]
"""


def run(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in NOT_INHERITED and not name.startswith("COVERAGE")
    }
    return subprocess.run(
        command,
        cwd=cwd,
        env=kept,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=300,
    )


def git(clone: Path, *command: str) -> None:
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@dure.example")
    done = run("git", *who, *command, cwd=clone)
    assert done.returncode == 0, done.stderr


def commit_what_is_here(clone: Path) -> None:
    """A repository of one commit, with what is not committed yet in it."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    git(clone, "init", "--quiet")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=Now")
    git(clone, "tag", "now")


def commit_a_newer_version(clone: Path) -> None:
    """One that changes the database."""
    git(clone, "checkout", "--quiet", "--detach", "now")
    project = clone / "pyproject.toml"
    text = re.sub(r'(?m)^version = ".+"', f'version = "{NEWER}"', project.read_text())
    project.write_text(text)
    leaf = max(path.stem for path in (clone / "courses/migrations").glob("[0-9]*.py"))
    migration = clone / "courses/migrations/0999_novelty.py"
    migration.write_text(MIGRATION.format(leaf=leaf))
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=Newer")


def commit_a_broken_version(clone: Path) -> None:
    """One whose last migration fails, after another has gone well."""
    commit_a_newer_version(clone)
    migration = clone / "courses/migrations/0999_novelty.py"
    broken = MIGRATION.format(leaf="0999_novelty")
    start, end = broken.index("        migrations."), broken.index("    ]\n")
    operation = '        migrations.RunSQL("SELECT 1 / 0"),\n'
    broken = broken[:start] + operation + broken[end:]
    migration.with_name("1000_broken.py").write_text(broken)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=Broken")


def make(clone: Path, into: Path, wheels: Path | None = None) -> Path:
    """The bundle of what is checked out there."""
    module = ("-m", "deploy.bundle.make")
    made = run(sys.executable, *module, into, str(wheels or ""), cwd=clone)
    assert made.returncode == 0, made.stderr
    (bundle,) = into.glob("*.tar")
    assert made.stdout.startswith(str(bundle))
    return bundle


@dataclass(frozen=True)
class Unpacked:
    """A bundle, as one has it after `tar -xf`."""

    folder: Path
    within: tuple[str, ...] = ()  # what runs its installer

    @classmethod
    def made(cls, clone: Path, into: Path, wheels: Path | None = None) -> "Unpacked":
        bundle = make(clone, into, wheels)
        unpacked = run("tar", "-xf", bundle, cwd=into)
        assert unpacked.returncode == 0, unpacked.stderr
        return cls.of(into)

    @classmethod
    def of(cls, into: Path) -> "Unpacked":
        (folder,) = (path for path in into.iterdir() if path.is_dir())
        return cls(folder)

    @property
    def name(self) -> str:
        manifest = json.loads((self.folder / "manifest.json").read_text())
        named = ("version", "commit", "python_digest")
        return "-".join(manifest[key][:12] for key in named)

    def copy(self, into: Path) -> "Unpacked":
        """To be changed: its files are the same ones until they are written anew."""
        shutil.copytree(self.folder, into, copy_function=os.link)
        return Unpacked(into)

    def write(self, name: str, content: bytes) -> None:
        mode = (self.folder / name).stat().st_mode if (self.folder / name).exists() else 0o644
        (self.folder / name).unlink(missing_ok=True)
        (self.folder / name).write_bytes(content)
        (self.folder / name).chmod(mode)

    def seal(self) -> None:
        """As `make bundle` does it, so that what was changed belongs to it."""
        find = "find . -type f ! -path ./SHA256SUMS -exec sha256sum {} + | LC_ALL=C sort"
        sums = run("sh", "-c", find, cwd=self.folder).stdout
        self.write("SHA256SUMS", sums.encode())

    def install(self, folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
        named = [f"{name}={value}" for name, value in variables.items()]
        installer = self.folder / "install.sh"
        return run(*self.within, "env", *named, installer, folder, cwd=self.folder.parent)


@dataclass
class InstalledSite(Site):
    """What a bundle has put into a folder, as `make run` serves it."""

    within: tuple[str, ...] = ()  # what runs it

    @property
    def app(self) -> Path:
        return self.data_dir.parent / "app"

    def environment(self, **changes: str) -> dict[str, str]:
        kept = super().environment(**changes)
        return {name: kept[name] for name in kept if name != "DATA_DIR"}

    def launch(self, *command: str) -> None:
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [*self.within, "make", "run"],
                cwd=self.app,
                env=self.environment(),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def command(self, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [".venv/bin/python", *arguments],
            cwd=self.app,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            check=False,
        )

    def stop(self) -> int:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=60)
