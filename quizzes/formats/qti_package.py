"""QTI packages: a .zip with a manifest."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from courses.archives import Archive, UnreadableArchiveError
from quizzes.formats.bank import UnreadableBankError
from quizzes.formats.xmltree import parse

MANIFEST = "imsmanifest.xml"


def item_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each item, in the manifest's order; else of all XML files by name."""
    try:
        package = Archive(data)
        for name in _items(package):
            yield name, package.read(name)
    except UnreadableArchiveError as error:
        raise UnreadableBankError(str(error)) from error


def _items(package: Archive) -> list[str]:
    manifest = next((name for name in package.names if PurePosixPath(name).name == MANIFEST), None)
    if manifest is None:
        return sorted(name for name in package.names if name.endswith(".xml"))
    folder = PurePosixPath(manifest).parent
    found = []
    for resource in parse(package.read(manifest)).iter():
        is_item = resource.get("type", "").startswith("imsqti_item")
        if resource.tag.rpartition("}")[2] == "resource" and is_item:
            name = str(folder / resource.get("href", ""))
            if name in package.names:
                found.append(name)
    return found
