"""Which Dure this is, and which one kept this installation last."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path

NOTED = "version"  # in .data
BASE_DIR = Path(__file__).resolve().parent.parent
# `git archive`, as for a bundle, puts the commit into this file (.gitattributes).
ARCHIVED = BASE_DIR / "config" / "archived-commit"


@cache
def version() -> str:
    """As pyproject.toml has it."""
    with (BASE_DIR / "pyproject.toml").open("rb") as project:
        number: str = tomllib.load(project)["project"]["version"]
    return number


@cache
def commit() -> str:
    """What is checked out or was archived; empty where neither is known."""
    archived = ARCHIVED.read_text(encoding="ascii").strip()
    if not archived.startswith("$"):
        return archived
    try:
        process = subprocess.run(
            ["git", "-C", str(BASE_DIR), "rev-parse", "HEAD"],  # noqa: S607 - whichever git there is
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return process.stdout.strip()


def here() -> tuple[str, str]:
    """Version and commit of the code that runs."""
    return version(), commit()


@cache
def name() -> str:
    """What it is called where versions are told apart: Dure 0.2.0 (0123abc)."""
    return f"Dure {version()} ({commit()[:7]})" if commit() else f"Dure {version()}"


def note(data_dir: Path, number: str, commit: str) -> None:
    """The database, the texts and the files are of this version."""
    (data_dir / NOTED).write_text(f"{number} {commit}\n", encoding="ascii")


def noted(data_dir: Path) -> tuple[str, str] | None:
    """Version and commit of the code that the database is of, as far as it is known."""
    path = data_dir / NOTED
    if not path.is_file():
        return None
    number, _space, commit = path.read_text(encoding="ascii").strip().partition(" ")
    return number, commit
