"""Reading deploy values from the environment; a wrong value stops the start with a clear line."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def data_dir() -> Path:
    """Where this installation keeps its database, key and collected files."""
    return Path(text("DATA_DIR") or Path(__file__).resolve().parent.parent / ".data").absolute()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: takes 1/true/yes/on or 0/false/no/off.")


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r}: takes a whole number from {low} to {high}.")
    return int(value)


def choice(name: str, default: str, choices: Sequence[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: takes one of {', '.join(choices)}.")
    return value


def words(name: str) -> list[str]:
    """The comma-separated values of a variable, empty ones left out."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret_key(kept: Path, *, required: bool) -> str:
    """SECRET_KEY from the environment, else the one that `make run` keeps in this file."""
    value = text("SECRET_KEY")
    if not value and kept.is_file():
        value = kept.read_text(encoding="ascii").strip()
    if not value and required:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it 50 or more random characters, "
            "or run `make run` once, which makes one and keeps it in .data/."
        )
    return value or "insecure-key-for-debug-only"
