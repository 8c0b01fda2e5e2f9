"""QTI packages and Common Cartridges: a .zip with a manifest, which seldom lists all it holds."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from banks.formats.bank import MOST_QUESTIONS, UnreadableBankError, at_most
from banks.formats.blackboard_pool import KINDS as POOL_KINDS
from banks.formats.images import missing
from banks.formats.xmltree import AROUND, XmlReader
from intake.archives import Archive, UnreadableArchiveError

MANIFEST = "imsmanifest.xml"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
BLACKBOARD_FILE = "{http://www.blackboard.com/content-packaging/}file"
ITEM_TYPES = ("imsqti_item", "imsqti_apipitem")
QUESTIONS = {
    *("assessmentItem", "item", "qti-assessment-item"),
    *(f"QUESTION_{kind}" for kind in ("MULTIPLECHOICE", "TRUEFALSE", *POOL_KINDS)),
}
_DOCUMENTS = {".dat", ".qti", ".xml"}
# What a document with questions begins with, after declarations and comments.
_BEGINNING = re.compile(rb"<(?:\w+:)?(?:questestinterop|assessmentItem|qti-assessment-item|POOL)\b")
_SNIFFED = 8_192  # bytes
LONGEST_FOLDER = 1_000  # letters; what is cut off here is found nowhere
PER_FILE = 20  # elements of the manifest
# Where programs say that the files of a text are; Canvas has them in web_resources.
_FOLDERS = re.compile(
    r"\$IMS[-_]CC[-_]FILE_?BASE\$/?|@X@EmbeddedFile\.(?:requestUrlStub|location)@X@/?"
)
_OF_BLACKBOARD = re.compile(r"xid-\d+_\d+")
# Canvas writes each quiz of a cartridge twice: for others, and whole for itself.
_WHOLE, _FOR_OTHERS = "non_cc_assessments", "assessment_qti.xml"


@dataclass(frozen=True)
class Listed:
    """A document of the package; `is_item` says that the manifest calls it one."""

    name: str
    is_item: bool = False


class Package:
    """The files of a package; every method raises `UnreadableBankError`."""

    def __init__(self, data: bytes, most: int = MOST_QUESTIONS) -> None:
        try:
            self._archive = Archive(data)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error
        names = self._archive.names
        self._names = {_joined("", name): name for name in names}
        self._base_names = _by_base_name(names)
        self._images: dict[str, bytes] = {}
        self._held = frozenset(names)
        self.twice = 0  # documents that say again what others say
        self._documents = at_most(self._listed(), most)
        self.xml = XmlReader(questions=QUESTIONS, most=most)

    def documents(self) -> Iterator[tuple[Listed, bytes | None]]:
        """What may hold questions: in the manifest's order, then the other files by their names.

        The content is None where the manifest names a file that is not in the package.
        """
        for document in self._documents:
            is_held = document.name in self._held
            yield document, self._read(document.name) if is_held else None

    def image(self, item: str, address: str) -> tuple[str, bytes]:
        """Name and content of the file that an item refers to, or `UnfitBankImageError`."""
        name = self._image_name(item, address)
        if name is None:
            raise missing(address)
        if name not in self._images:
            self._images[name] = self._read(name)
        return name, self._images[name]

    def _image_name(self, item: str, address: str) -> str | None:
        path = unquote(re.split("[?#]", address)[0])
        bare = _FOLDERS.sub("", path)
        folder = posixpath.dirname(item.replace("\\", "/"))
        for place in (folder, "", "web_resources"):
            if name := self._names.get(_joined(place, bare)):
                return name
        if bare == path:
            return None
        if match := _OF_BLACKBOARD.search(bare):
            return next((name for name in self._held if match[0] in _base_name(name)), None)
        same = self._base_names.get(_base_name(bare), [])
        ending = [name for name in same if f"/{name}".endswith(f"/{bare}")]
        return (ending or same)[0] if 1 in (len(ending), len(same)) else None

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error

    def _begins_as_document(self, name: str) -> bool:
        try:
            head = self._archive.head(name, _SNIFFED)
        except UnreadableArchiveError as error:
            raise UnreadableBankError(str(error)) from error
        return _BEGINNING.search(head.replace(b"\0", b"")) is not None

    def _listed(self) -> Iterator[Listed]:
        """Items by their names in the archive, those not in it as they are called; then others."""
        names = self._archive.names
        manifest = next((name for name in names if _base_name(name) == MANIFEST), None)
        listed: dict[str, Listed] = {}
        if manifest is not None:
            xml = XmlReader(AROUND + PER_FILE * len(names))
            folder = posixpath.dirname(manifest.replace("\\", "/"))
            for resource in _resources(xml.read(self._read(manifest)), folder):
                name = self._found(resource)
                if resource.is_item:
                    listed.setdefault(name, Listed(name, is_item=True))
                elif name in self._held and _is_document(name):
                    listed.setdefault(name, Listed(name))
        others = sorted(
            filter(_is_document, self._held - listed.keys() - {manifest}), key=_numbered
        )
        whole = {
            _base_name(name).split(".")[0]
            for name in self._held
            if _WHOLE in PurePosixPath(name).parts
        }
        for document in (*listed.values(), *map(Listed, sorted(others, key=_numbered))):
            path = PurePosixPath(document.name)
            if path.name == _FOR_OTHERS and path.parent.name in whole:
                self.twice += 1
            elif document.is_item or self._begins_as_document(document.name):
                yield document

    def _found(self, resource: "_Resource") -> str:
        """Addresses are to be percent-encoded, but not every program does so."""
        path = unquote(re.split("[?#]", resource.href)[0])
        for address in filter(None, (path, resource.href)):
            name = self._names.get(_joined(resource.folder, address))
            if name is not None:
                return name
        return _joined(resource.folder, path) if path else resource.identifier


@dataclass(frozen=True)
class _Resource:
    """What the manifest says of a file."""

    folder: str
    href: str
    identifier: str
    is_item: bool


def _resources(element: Element, folder: str) -> Iterator[_Resource]:
    if base := element.get(BASE):
        folder = posixpath.join(folder, unquote(base))[:LONGEST_FOLDER]
    if element.tag.rpartition("}")[2] != "resource":
        for child in element:
            yield from _resources(child, folder)
        return
    kind = element.get("type", "")
    file = next((child.get("href") for child in element if child.get("href")), "")
    href = element.get("href") or element.get(BLACKBOARD_FILE) or file or ""
    yield _Resource(folder, href, element.get("identifier", ""), kind.startswith(ITEM_TYPES))


def _is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _DOCUMENTS


def _base_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _by_base_name(names: Iterable[str]) -> dict[str, list[str]]:
    """The files by their names without their folders."""
    same: dict[str, list[str]] = {}
    for name in names:
        same.setdefault(_base_name(name), []).append(name)
    return same


def _numbered(name: str) -> str:
    """To sort by, so that 10 comes after 9."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), name)


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path).replace("\\", "/"))
