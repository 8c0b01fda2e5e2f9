"""QTI packages: a .zip with a manifest. They may come from anybody."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from quizzes.formats.bank import UnreadableBankError
from quizzes.formats.xmltree import parse

ZIP = b"PK\x03\x04"
MANIFEST = "imsmanifest.xml"
MOST_FILES, LARGEST_UNZIPPED = 20_000, 60 * 1024 * 1024


def item_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each item, in the manifest's order; else of all XML files by name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = _checked_names(package)
            left = LARGEST_UNZIPPED
            for name in _items(package, names):
                content = _read(package, name, left)
                left -= len(content)
                yield name, content
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise UnreadableBankError(_("This .zip file cannot be unpacked.")) from error


def _checked_names(package: zipfile.ZipFile) -> list[str]:
    entries = package.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_UNZIPPED:
        raise UnreadableBankError(_("The file is too large once unpacked."))
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            reason = _("The .zip file holds a path that leads out of it: %(path)s.")
            raise UnreadableBankError(reason % {"path": entry.filename})
    return [entry.filename for entry in entries if not entry.is_dir()]


def _items(package: zipfile.ZipFile, names: list[str]) -> list[str]:
    manifest = next((name for name in names if PurePosixPath(name).name == MANIFEST), None)
    if manifest is None:
        return sorted(name for name in names if name.endswith(".xml"))
    folder = PurePosixPath(manifest).parent
    found = []
    for resource in parse(_read(package, manifest, LARGEST_UNZIPPED)).iter():
        is_item = resource.get("type", "").startswith("imsqti_item")
        if resource.tag.rpartition("}")[2] == "resource" and is_item:
            name = str(folder / resource.get("href", ""))
            if name in names:
                found.append(name)
    return found


def _read(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The content, counted as it is unpacked: a header may lie about its size."""
    with package.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise UnreadableBankError(_("The file is too large once unpacked."))
    return content
