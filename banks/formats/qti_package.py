"""QTI packages: a .zip with a manifest."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from banks.formats.bank import UnreadableBankError, at_most
from banks.formats.images import missing
from banks.formats.xmltree import AROUND, PER_QUESTION, XmlReader
from intake.archives import Archive, UnreadableArchiveError

MANIFEST = "imsmanifest.xml"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
ITEM_TYPES = ("imsqti_item", "imsqti_apipitem")
LONGEST_FOLDER = 1_000  # letters; what is cut off here is found nowhere
PER_FILE = 20  # elements of the manifest


class Package:
    """The files of a package; every method raises `UnreadableBankError`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = Archive(data)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error
        names = self._archive.names
        self._names = {_joined("", name): name for name in names}
        self._images: dict[str, bytes] = {}
        self._items = at_most(self._listed())
        self._held = frozenset(names)
        held = sum(name in self._held for name in self._items)
        self.xml = XmlReader(AROUND + PER_QUESTION * held)

    def items(self) -> Iterator[tuple[str, bytes | None]]:
        """Name and content of each item, in the manifest's order; else of all XML files by name.

        The content is None where the manifest names a file that is not in the package.
        """
        for name in self._items:
            yield name, self._read(name) if name in self._held else None

    def image(self, item: str, address: str) -> tuple[str, bytes]:
        """Name and content of the file that an item refers to, or `UnfitBankImageError`."""
        path = unquote(re.split("[?#]", address)[0])
        name = self._names.get(_joined(posixpath.dirname(item.replace("\\", "/")), path))
        if name is None:
            raise missing(address)
        if name not in self._images:
            self._images[name] = self._read(name)
        return name, self._images[name]

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error

    def _listed(self) -> Iterator[str]:
        """The items' files by their names in the archive; those not in it as they are called."""
        names = self._archive.names
        manifest = next((name for name in names if PurePosixPath(name).name == MANIFEST), None)
        if manifest is None:
            yield from sorted(name for name in set(names) if name.endswith(".xml"))
            return
        xml = XmlReader(AROUND + PER_FILE * len(names))
        root = xml.read(self._read(manifest))
        folder = posixpath.dirname(manifest.replace("\\", "/"))
        item_names: set[str] = set()
        for entry in _items(root, folder):
            name = self._found(*entry)
            if name not in item_names:
                item_names.add(name)
                yield name

    def _found(self, folder: str, href: str, identifier: str) -> str:
        """Addresses are to be percent-encoded, but not every program does so."""
        path = unquote(re.split("[?#]", href)[0])
        for address in filter(None, (path, href)):
            name = self._names.get(_joined(folder, address))
            if name is not None:
                return name
        return _joined(folder, path) if path else identifier


def _items(element: Element, folder: str) -> Iterator[tuple[str, str, str]]:
    """Folder, address and identifier of each item in the manifest."""
    if base := element.get(BASE):
        folder = posixpath.join(folder, unquote(base))[:LONGEST_FOLDER]
    if element.tag.rpartition("}")[2] != "resource":
        for child in element:
            yield from _items(child, folder)
    elif element.get("type", "").startswith(ITEM_TYPES):
        yield folder, element.get("href", ""), element.get("identifier", "")


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path).replace("\\", "/"))
