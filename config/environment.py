"""Reading deploy values from the environment; a wrong value stops the start with a clear line."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_HOST = re.compile(r"(?P<host>\*|\[[0-9A-Fa-f:.]+\]|\.?[\w-]+(?:\.[\w-]+)*)(?::(?P<port>\d{1,5}))?")


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


def set_for_others() -> list[str]:
    """Which variables are set that only a site for others than oneself needs."""
    names = [name for name in ("DATABASE_URL", "ALLOWED_HOSTS") if text(name)]
    return [*names, "HTTPS"] if flag("HTTPS", default=False) else names


def demo() -> str:
    """DEMO as on, off or, where nothing is said, empty; never on where others come."""
    if not text("DEMO"):
        return ""
    if not flag("DEMO", default=False):
        return "off"
    if others := set_for_others():
        raise ImproperlyConfigured(
            f"DEMO=on: everybody knows the passwords of the demo, so it takes effect without "
            f"{' and '.join(others)} only; leave out the one or the other."
        )
    return "on"


def public_address() -> str:
    """Where people find the site, as far as the other variables tell."""
    host = next(iter(words("ALLOWED_HOSTS")), "*").lstrip(".")
    host = "127.0.0.1" if host == "*" else host
    port = number("PORT", 8000, low=1, high=65535)
    return f"https://{host}" if flag("HTTPS", default=False) else f"http://{host}:{port}"


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


def hosts(name: str) -> list[tuple[str, str]]:
    """Each host name of a variable with the port that stands after it, if any."""
    hosts = [(word, _HOST.fullmatch(word)) for word in words(name)]
    if wrong := [word for word, match in hosts if match is None]:
        raise ImproperlyConfigured(
            f"{name}={wrong[0]!r}: takes host names separated by commas, such as dure.example, "
            "10.0.0.5 or dure.example:8443."
        )
    return [(match["host"], match["port"] or "") for _, match in hosts if match]


def origins(scheme: str, named: Sequence[tuple[str, str]]) -> list[str]:
    """Where forms may come from; a port counts, for a proxy may lose it on the way to us."""
    return [
        f"{scheme}://{'*' if host.startswith('.') else ''}{host}{port and f':{port}'}"
        for host, port in named
        if host != "*"
    ]


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
