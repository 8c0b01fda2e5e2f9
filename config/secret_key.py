"""The key that signs sessions and links, where an installation keeps it itself."""

import os
import secrets
from pathlib import Path

from config import environment


def path(data_dir: Path) -> Path:
    return data_dir / "secret-key"


def keep(data_dir: Path) -> None:
    """Make a key on the first run and keep it, readable by us alone."""
    if not environment.text("SECRET_KEY") and not path(data_dir).exists():
        put(data_dir, secrets.token_urlsafe(50))


def put(data_dir: Path, key: str) -> None:
    """Keep this key, whole or not at all."""
    data_dir.mkdir(parents=True, exist_ok=True)
    unfinished = data_dir / "secret-key.unfinished"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    unfinished.rename(path(data_dir))
