"""Files that go on where another ended: `03-sizing.part2.yaml` has more of `03-sizing.yaml`.

It holds nothing but more entries of the lists of the first: lessons and quiz.questions of a module,
images and glossary of a course.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from authoring.coursefiles.yaml_lines import (
    Listing,
    Mapping,
    Node,
    UnreadableFile,
    check_size,
    read,
)
from texts import Fault

_PART = re.compile(r"(?P<first>.+)\.part(?P<number>\d+)\.yaml")
LISTS = (("images",), ("glossary",), ("lessons",), ("quiz", "questions"))


def first_file_of(file: Path) -> Path | None:
    """The file that this one goes on; None if it is a first one itself."""
    match = _PART.fullmatch(file.name)
    return file.with_name(f"{match['first']}.yaml") if match else None


def first_files(folder: Path) -> list[Path]:
    """The course files of a folder without those that go on with one of them."""
    files = sorted(folder.glob("*.yaml"))
    return [file for file in files if first_file_of(file) not in files]


def read_with_parts(text: str, file: Path | None) -> Node:
    """The tree of a file and of those that go on with it; `UnreadableFile` if it is none."""
    first = first_file_of(file) if file else None
    if first is not None:
        reason = _("This file goes on with %(file)s: both belong in one folder.")
        raise UnreadableFile(Fault(message=reason % {"file": first.name}))
    check_size(len(text.encode(errors="surrogatepass")))
    tree = _read(text)
    for part in parts_of(file) if file else ():
        try:
            check_size(part.stat().st_size)
            join(tree, _read(part.read_text(encoding="utf-8-sig")), part)
        except UnicodeDecodeError as error:
            fault = Fault(file=str(part), message=_("The file is not UTF-8."))
            raise UnreadableFile(fault) from error
        except UnreadableFile as error:
            raise UnreadableFile(replace(error.fault, file=str(part))) from error
    return tree


def _read(text: str) -> Node:
    tree = read(text)
    if tree is None:
        raise UnreadableFile(Fault(message=_("The file is empty.")))
    return tree


def part_name(first: str, number: int) -> str:
    return f"{first.removesuffix('.yaml')}.part{number}.yaml"


def parts_of(file: Path) -> list[Path]:
    """The files that go on with this one, in order."""
    numbers = {}
    for path in file.parent.glob("*.part*.yaml"):
        match = _PART.fullmatch(path.name)
        if match and match["first"] == file.name.removesuffix(".yaml"):
            numbers[path] = int(match["number"])
    return sorted(numbers, key=lambda path: (numbers[path], path.name))


def join(first: Node, part: Node, file: Path) -> None:
    """Put the entries of a further file behind those of the first."""
    for path, entries in _lists(part):
        node = first
        for key in path[:-1]:
            node = _at(node, key)
        if isinstance(node, Mapping):
            listing = node.values.setdefault(path[-1], Listing([], node.line))
            if isinstance(listing, Listing):
                listing.items.extend(_of_file(item, str(file)) for item in entries.items)


def _lists(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Listing]]:
    if not isinstance(node, Mapping):
        raise UnreadableFile(_refusal(node.line))
    for key, value in node.values.items():
        there = (*path, key)
        if there in LISTS and isinstance(value, Listing):
            yield there, value
        elif any(whole[: len(there)] == there != whole for whole in LISTS):
            yield from _lists(value, there)
        else:
            raise UnreadableFile(_refusal(node.lines[key]))


def _at(node: Node, key: str) -> Node:
    if isinstance(node, Mapping):
        return node.values.setdefault(key, Mapping({}, {}, node.line))
    return node


def _of_file(node: Node, file: str) -> Node:
    return replace(node, file=file) if isinstance(node, Mapping) else node


def _refusal(line: int) -> Fault:
    reason = _(
        "A further file holds more lessons, quiz.questions, images or glossary, and no more."
    )
    return Fault(line=line, message=reason)
