"""QTI packages: a .zip with a manifest."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from courses.archives import Archive, UnreadableArchiveError
from quizzes.formats.bank import UnreadableBankError, at_most
from quizzes.formats.pictures import missing
from quizzes.formats.xmltree import AROUND, PER_QUESTION, XmlReader

MANIFEST = "imsmanifest.xml"
PER_FILE = 20  # elements of the manifest


class Package:
    """The files of a package; every method raises `UnreadableBankError`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = Archive(data)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error
        names = self._archive.names
        self._names = {posixpath.normpath(name.replace("\\", "/")): name for name in names}
        self._pictures: dict[str, bytes] = {}
        self._items = at_most(self._listed())
        self.xml = XmlReader(AROUND + PER_QUESTION * len(self._items))

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each item, in the manifest's order; else of all XML files by name."""
        for name in self._items:
            yield name, self._read(name)

    def picture(self, item: str, address: str) -> tuple[str, bytes]:
        """Name and content of the file that an item refers to; `UnfitPictureError` without one."""
        path = unquote(re.split("[?#]", address)[0])
        name = self._names.get(posixpath.normpath(posixpath.join(posixpath.dirname(item), path)))
        if name is None:
            raise missing(address)
        if name not in self._pictures:
            self._pictures[name] = self._read(name)
        return name, self._pictures[name]

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error

    def _listed(self) -> Iterable[str]:
        names = dict.fromkeys(self._archive.names)
        manifest = next((name for name in names if PurePosixPath(name).name == MANIFEST), None)
        if manifest is None:
            return sorted(name for name in names if name.endswith(".xml"))
        folder = PurePosixPath(manifest).parent
        found: dict[str, None] = {}
        xml = XmlReader(AROUND + PER_FILE * len(names))
        for resource in xml.read(self._read(manifest)).iter():
            is_item = resource.get("type", "").startswith("imsqti_item")
            if resource.tag.rpartition("}")[2] == "resource" and is_item:
                found[str(folder / resource.get("href", ""))] = None
        return [name for name in found if name in names]
