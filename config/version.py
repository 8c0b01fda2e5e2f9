"""Which Dure this is."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


@cache
def version() -> str:
    """As pyproject.toml has it."""
    with open(BASE_DIR / "pyproject.toml", "rb") as project:
        number: str = tomllib.load(project)["project"]["version"]
    return number


@cache
def commit() -> str:
    """What is checked out; empty where this is no clone or git is missing."""
    try:
        asked = subprocess.run(
            ["git", "-C", str(BASE_DIR), "rev-parse", "HEAD"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return asked.stdout.strip()
