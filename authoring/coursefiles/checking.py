"""Finds every fault of a course's files at once, from the files alone: no database is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from authoring.coursefiles.folders import COURSE_FILE
from authoring.coursefiles.images import image_files, take_images
from authoring.coursefiles.parts import first_files, read_with_parts
from authoring.coursefiles.records import Record, records
from authoring.coursefiles.schema import Reader
from authoring.coursefiles.yaml_lines import (
    Listing,
    Mapping,
    Node,
    Scalar,
    UnreadableFile,
    check_size,
)
from authoring.words import words_to_change
from courses.models import Lesson, Module
from courses.models.base import ContentModel
from quizzes.models import Option, Question
from texts import Fault, ShownImage, render
from texts.word_list import WordList

# Letters beyond which a text is too long to be read in one go; the load takes it all the same.
LONGEST: dict[type[ContentModel], int] = {Lesson: 4000, Question: 400, Option: 600}
_HEAD = 10_000  # letters, among which a file says which module it is
_MODULE = re.compile(r"^module:[ \t]*([-\w]+)[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)


@dataclass
class _Pages:
    """What the files' texts may refer to; read from them as far as they can be read."""

    language: str = "ko"
    targets: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    images: set[str] = field(default_factory=set)
    word_list: WordList = field(default_factory=WordList)
    # Whose files could not be read: they may hold whatever is missed. "" may be any module.
    unread: set[str] = field(default_factory=set)
    is_course_unread: bool = False

    def url_of(self, target: str) -> str | None:
        module = target.partition("#")[0]
        is_unread = module not in self.targets and bool({module, ""} & self.unread)
        return f"/{target}" if target in self.targets or is_unread else None

    def is_draft(self, target: str) -> bool:
        return target.partition("#")[0] in self.drafts

    def term_id(self, term: str) -> str | None:
        return "term" if term in self.terms or self.is_course_unread else None

    def image(self, name: str) -> ShownImage | None:
        if not self.has_image(name):
            return None
        return ShownImage("/courses/c/images/i.0.webp", 1, 1, name)

    def has_image(self, name: str) -> bool:
        return name in self.images or self.is_course_unread


def check_folder(folder: Path) -> list[Fault]:
    """All faults of a course folder, by file and line."""
    files = first_files(folder)
    faults: list[Fault] = []
    if not (folder / COURSE_FILE).is_file():
        faults.append(Fault(file=str(folder), message=_("There is no course.yaml in this folder.")))
    trees: dict[str, Node] = {}
    for file in files:
        try:
            trees[str(file)] = read_tree(file)
        except UnreadableFile as error:
            faults.append(replace(error.fault, file=error.fault.file or str(file)))
    pages = _pages(trees)
    for file in files:
        if str(file) not in trees:
            _note_unread(file, pages)
    faults += _of_other_courses(folder, trees)
    once = _Once()
    for name, tree in trees.items():
        reader = Reader()
        rows = records(tree, reader)
        take_images(rows, folder, reader)
        faults += [replace(fault, file=fault.file or name) for fault in reader.faults]
        places = {fault.place for fault in reader.faults}
        drafts = _drafts(tree, rows)
        for row in rows:
            texts = _of_texts(name, row, pages, is_draft=row.name in drafts)
            more = [*_of_fields(name, row), *texts, *once.repeated(name, row)]
            faults += [fault for fault in more if fault.place not in places]
    faults += _unlisted(folder, pages)
    return sorted(set(faults))


def _note_unread(file: Path, pages: _Pages) -> None:
    if file.name == COURSE_FILE:
        pages.is_course_unread = True
        return
    with file.open(encoding="utf-8", errors="replace") as text:
        head = text.read(_HEAD)
    module = _MODULE.search(head)
    pages.unread.add(module[1] if module else "")


def _of_other_courses(folder: Path, trees: dict[str, Node]) -> Iterator[Fault]:
    course = trees.get(str(folder / COURSE_FILE))
    slug = _value(course, "course") if course else ""
    for name, tree in trees.items():
        other = _value(tree, "course")
        if slug and other and other != slug and isinstance(tree, Mapping):
            reason = _("The course.yaml of this folder is of the course `%(slug)s`.")
            line = tree.lines["course"]
            yield Fault(file=name, line=line, place="course", message=reason % {"slug": slug})


def _unlisted(folder: Path, pages: _Pages) -> Iterator[Fault]:
    for file in image_files(folder):
        if not pages.has_image(file.stem):
            reason = _("This picture stands in no list of images, so it is not loaded.")
            yield Fault(file=str(file), message=reason, is_warning=True)


def read_tree(file: Path) -> Node:
    """The tree of a file and those that go on with it; `UnreadableFile` if it is none."""
    try:
        check_size(file.stat().st_size)
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(Fault(message=_("The file is not UTF-8."))) from error
    return read_with_parts(text, file)


def _pages(trees: dict[str, Node]) -> _Pages:
    pages = _Pages()
    for tree in trees.values():
        module, terms = _value(tree, "module"), _items(tree, "glossary")
        if module:
            pages.targets.add(module)
            if _value(tree, "is_published") != "true":
                pages.drafts.add(module)
            lessons = (_value(lesson, "slug") for lesson in _items(tree, "lessons"))
            pages.targets |= {f"{module}#{slug}" for slug in lessons}
        else:
            pages.language = _value(tree, "language") or pages.language
            pages.word_list = WordList.of(_value(tree, "word_list"))
            pages.images |= {_value(image, "name") for image in _items(tree, "images")}
            pages.terms |= {_value(term, "term") for term in terms}
    return pages


def _value(node: Node, key: str) -> str:
    value = node.values.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) else ""


def _items(node: Node, key: str) -> list[Node]:
    value = node.values.get(key) if isinstance(node, Mapping) else None
    return value.items if isinstance(value, Listing) else []


def _drafts(tree: Node, rows: list[Record]) -> set[tuple[Any, ...]]:
    """The names of the rows that are not out once they are loaded: their texts may be wrong."""
    if _value(tree, "is_published") != "true":
        return {row.name for row in rows}
    questions = {row.key for row in rows if row.model is Question and row.fields["is_draft"]}
    return {row.name for row in rows if {row.key, row.key[:-1]} & questions}


def _of_fields(file: str, row: Record) -> Iterator[Fault]:
    built = row.model(**row.fields)
    for fault in built.field_faults([*row.links, *built.html()]):
        yield row.fault(file, fault.place, fault.message, fault.line)


def _of_texts(file: str, row: Record, pages: _Pages, *, is_draft: bool) -> Iterator[Fault]:
    large = row.model(**row.fields).texts_too_large()
    for name, reason in large.items():
        yield row.fault(file, name, reason)
    for name in row.model.markdown_fields():
        if row.fields[name] is not None and name not in large:
            for fault in _of_text(file, row, name, pages, is_draft=is_draft):
                yield replace(fault, is_warning=is_draft or fault.is_warning)
    for fault in words_to_change(row.model(**row.fields), pages.word_list, pages):
        advice = row.fault(file, fault.place, fault.message, fault.line)
        yield replace(advice, is_warning=True)


def _of_text(
    file: str, row: Record, name: str, pages: _Pages, *, is_draft: bool
) -> Iterator[Fault]:
    source = row.fields[name]
    kind = row.model.markdown_kind(name)
    rendered = render(source, pages, kind, is_draft=is_draft)
    for fault in rendered.faults:
        message = fault.message_with(partial(row.line_of, name))
        at_line = row.fault(file, name, message, fault.line)
        yield replace(at_line, is_warning=fault.is_warning)
    is_told = any("**" in fault.message for fault in rendered.faults)
    if not is_told and "**" in strip_tags(_CODE.sub("", rendered.html)):
        at = next((n for n, line in enumerate(source.split("\n"), 1) if "**" in line), 0)
        reason = _("Stars are left over: ** is closed only right after a letter, without a space.")
        yield row.fault(file, name, reason, at)
    longest = LONGEST.get(row.model, len(source))
    if len(source) > longest:
        reason = _("This text is long: %(letters)d letters.") % {"letters": len(source)}
        yield replace(row.fault(file, name, reason), is_warning=True)


class _Once:
    """What may stand only once in a course, across its files."""

    def __init__(self) -> None:
        self.seen: dict[tuple[Any, ...], str] = {}

    def repeated(self, file: str, row: Record) -> Iterator[Fault]:
        keys: list[tuple[str, tuple[Any, ...]]] = [("", row.name)]
        if row.model is Module:
            keys.append(("position", (row.model, row.fields["position"])))
        for name, key in keys:
            before = self.seen.setdefault(key, file)
            if before != file:
                yield row.fault(file, name, _taken(row, name, Path(before).name))


def _taken(row: Record, name: str, file: str) -> str:
    if not name:
        return _("This stands in %(file)s already.") % {"file": file}
    values = {"file": file, "position": row.fields["position"]}
    return _("Position %(position)d is taken by %(file)s.") % values
