"""The files of the pages: collected, named by their content and compressed when they have changed.

Compressing takes most of a start's time, and comes out the same at most starts.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# What decides how files are named and compressed.
PACKAGES = ("django", "whitenoise", "brotli")


def collect() -> None:
    """Collect them unless those that are collected were made of the files that are there now."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    mark = Path(settings.STATIC_ROOT).with_suffix(".collected")
    sources = _digest_of_sources()
    if mark.exists() and mark.read_text(encoding="ascii") == sources + _digest(manifest):
        manifest.touch()  # newer than any source, as config.checks looks at it
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    # Somebody may collect other files by hand: that shows in the manifest.
    mark.write_text(sources + _digest(manifest), encoding="ascii")


def _digest_of_sources() -> str:
    """One word for the names and contents of all source files, and for what makes files of them."""
    seen = hashlib.sha256(" ".join(version(package) for package in PACKAGES).encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            with storage.open(path) as file:
                content = file.read()
            prefix = getattr(storage, "prefix", None) or ""
            seen.update(f"{prefix} {path} {len(content)}\n".encode())
            seen.update(content)
    return seen.hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "none"
