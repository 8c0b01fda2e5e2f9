"""The variables of an installation, kept in a file as systemd's `EnvironmentFile` takes it.

What is set in the environment itself wins, so that a single command can be told otherwise.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import environment

NAME = "dure.env"
_LINE = re.compile(
    r"""(?P<name>[A-Z][A-Z0-9_]*)=(?:"(?P<double>[^"\\]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'\\]*))"""
)


def path() -> Path:
    """CONFIG, or the one beside the data."""
    value = environment.text("CONFIG")
    return Path(value) if value else environment.data_dir() / NAME


def load() -> None:
    """Set what the file says, where there is one and the environment says nothing."""
    file = path()
    if not file.exists() and not environment.text("CONFIG"):
        return
    for name, value in read(file).items():
        if not environment.text(name):
            os.environ[name] = value


def read(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "it is no text of UTF-8")
        raise ImproperlyConfigured(f"{file} cannot be read: {why}.") from error
    variables = {}
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ImproperlyConfigured(
                f'{file}, line {number}: takes NAME="value", without a backslash.'
            )
        values = (match["double"], match["single"], match["bare"])
        variables[match["name"]] = next(value for value in values if value is not None)
    return variables


def write(file: Path, variables: Mapping[str, str], title: str) -> None:
    """Keep them for our own eyes: a password of the database may be among them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# {title}", *(f'{name}="{value}"' for name, value in variables.items())]
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write("\n".join(lines) + "\n")
