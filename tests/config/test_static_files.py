"""Static files are collected at a start when they are other than those collected before."""

import json
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from pytest_django import Settings

from config import static_files

COLLECTED = "pages.css"


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Path:
    """The one file that there is to collect."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    source = tmp_path / "sources" / COLLECTED
    source.parent.mkdir()
    source.write_text("main { color: red }\n" * 20)  # long enough to be compressed
    static_files.collect()
    return source


@pytest.fixture
def collected(source: Path, settings: Settings) -> Path:
    """What was made of it, with a mark that another collection would wipe out."""
    collected = Path(settings.STATIC_ROOT) / COLLECTED
    collected.write_text("as it was")
    os.utime(collected, (0, 0))
    return collected


def _paths(settings: Settings) -> dict[str, str]:
    """The names in the manifest, with those that pages use for them."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    paths: dict[str, str] = json.loads(manifest.read_text())["paths"]
    return paths


def test_the_same_files_are_not_collected_again(collected: Path) -> None:
    static_files.collect()

    assert collected.read_text() == "as it was"


def test_a_changed_file_is(source: Path, collected: Path) -> None:
    source.write_text("main { color: tan }")

    static_files.collect()

    assert collected.read_text() == "main { color: tan }"


def test_a_file_that_is_only_newer_is_not_and_counts_as_collected(
    source: Path, collected: Path, settings: Settings
) -> None:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    os.utime(manifest, (0, 0))

    static_files.collect()

    assert collected.read_text() == "as it was"
    assert manifest.stat().st_mtime >= source.stat().st_mtime


def test_what_was_collected_by_hand_since_is_collected_again(source: Path, collected: Path) -> None:
    first = source.read_text()
    source.write_text("main { color: tan }")
    call_command("collectstatic", verbosity=0, interactive=False)
    source.write_text(first)
    os.utime(collected, (0, 0))

    static_files.collect()

    assert collected.read_text() == first


def test_a_folder_that_was_removed_is_made_again(collected: Path) -> None:
    for path in collected.parent.iterdir():
        path.unlink()

    static_files.collect()

    assert collected.exists()


@pytest.mark.parametrize("suffix", ["", ".br", ".gz"])
@pytest.mark.parametrize("is_hashed", [False, True], ids=["plain", "hashed"])
def test_a_file_that_was_removed_is_made_again(
    collected: Path, settings: Settings, is_hashed: bool, suffix: str
) -> None:
    name = _paths(settings)[COLLECTED] if is_hashed else COLLECTED
    removed = collected.parent / f"{name}{suffix}"
    removed.unlink()

    static_files.collect()

    assert removed.is_file()


def test_a_file_that_is_not_ignored_any_more_is_collected(
    source: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source.parent / "more.css").write_text("main { color: tan }")
    staticfiles = apps.get_app_config("staticfiles")
    with monkeypatch.context() as patched:
        patched.setattr(staticfiles, "ignore_patterns", ["more*"])
        static_files.collect()
        assert "more.css" not in _paths(settings)

    static_files.collect()

    assert "more.css" in _paths(settings)


def test_a_file_that_is_ignored_counts_for_nothing(
    source: Path, collected: Path, settings: Settings
) -> None:
    (source.parent / ".ignored").write_text("as Django ignores it")

    static_files.collect()

    assert collected.read_text() == "as it was"


def test_other_patterns_have_the_files_collected_again(
    source: Path, collected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apps.get_app_config("staticfiles"), "ignore_patterns", ["none-such*"])

    static_files.collect()

    assert collected.read_text() == source.read_text()


def test_another_setting_of_whitenoise_does(
    source: Path, collected: Path, settings: Settings
) -> None:
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = True

    static_files.collect()

    assert not collected.exists()


def test_another_storage_does(source: Path, collected: Path, settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }

    static_files.collect()

    assert collected.read_text() == source.read_text()


def test_a_storage_without_a_manifest_is_given_none(source: Path, settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = source.parent.parent / "plain"
    static_files.collect()

    static_files.collect()

    assert [path.name for path in Path(settings.STATIC_ROOT).iterdir()] == [COLLECTED]
