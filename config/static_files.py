"""The files of the pages: collected, named by their content and compressed when they have changed.

Compressing takes most of a start's time, and comes out the same at most starts.
"""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

if TYPE_CHECKING:
    from django.contrib.staticfiles.apps import StaticFilesConfig

# What decides how files are named and compressed.
PACKAGES = ("django", "whitenoise", "brotli")


def collect() -> None:
    """Collect them unless those that are collected were made of the files that are there now."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    mark = Path(settings.STATIC_ROOT).with_suffix(".collected")
    sources = _digest_of_sources()
    digest = sources + _digest_of_made(manifest)
    if manifest.exists() and mark.exists() and mark.read_text(encoding="ascii") == digest:
        manifest.touch()  # newer than any source, as config.checks looks at it
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    # Somebody may collect other files by hand, or take some away: that shows in what was made.
    mark.write_text(sources + _digest_of_made(manifest), encoding="ascii")


def _digest_of_sources() -> str:
    """One word for the names and contents of all source files, and for what makes files of them."""
    ignored = cast("StaticFilesConfig", apps.get_app_config("staticfiles")).ignore_patterns
    digest = hashlib.sha256(" ".join(version(package) for package in PACKAGES).encode())
    digest.update(repr([ignored, settings.STORAGES["staticfiles"], _whitenoise()]).encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=ignored):
            with storage.open(path) as file:
                content = file.read()
            prefix = getattr(storage, "prefix", None) or ""
            digest.update(f"{prefix} {path} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _whitenoise() -> list[tuple[str, object]]:
    names = sorted(name for name in dir(settings) if name.startswith("WHITENOISE_"))
    return [(name, getattr(settings, name)) for name in names]


def _digest_of_made(manifest: Path) -> str:
    """One word for the manifest and for which of the files it names are there.

    Whether a file has compressed ones depends on its content: those are looked for that were there
    once it was collected.
    """
    if not manifest.exists():
        return "none"
    content = manifest.read_bytes()
    digest = hashlib.sha256(content)
    paths = json.loads(content)["paths"]
    for name in sorted({*paths, *paths.values()}):
        for variant in (name, f"{name}.br", f"{name}.gz"):
            if (manifest.parent / variant).is_file():
                digest.update(f"{variant}\n".encode())
    return digest.hexdigest()
