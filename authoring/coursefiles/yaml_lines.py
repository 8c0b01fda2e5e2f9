"""YAML with line numbers: what an author wrote, and where."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn, cast

import yaml
from django.utils.translation import gettext as _

from authoring.coursefiles.yaml_faults import fault_of, unknown_character
from authoring.coursefiles.yaml_texts import first_line, line_starts
from texts import Fault
from texts.sizes import why_too_large


@dataclass(frozen=True)
class Scalar:
    """A value as written; `line` is where its text begins, below the `|` of a block.

    `written` is its text in the file, the line where that begins, and its style; unless the lines
    of the text stand one below the other.
    """

    text: str
    line: int
    written: tuple[str, int, str] | None = None

    def line_of(self, number: int) -> int:
        """Where a line of its text stands; these count from 1."""
        at = max(number - 1, 0)
        if not at or not self._starts:
            return self.line + at
        return self._starts[min(at, len(self._starts) - 1)]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Of each line of the text, once a fault is told of one."""
        return line_starts(self.text, *self.written) if self.written else ()


@dataclass(frozen=True)
class Listing:
    items: "list[Node]"
    line: int


@dataclass(frozen=True)
class Mapping:
    """Keys with their values and the line each key stands on."""

    values: "dict[str, Node]"
    lines: dict[str, int]
    line: int
    file: str = ""  # the further file that it stands in, if not in the first
    repeated: list[tuple[str, int]] = field(default_factory=list)


Node = Scalar | Listing | Mapping
DEEPEST = 30
LARGEST = 5_000_000  # bytes: a text may have 500,000, and as much again for each line's margin
MOST_VALUES = 200_000  # events of the parser, which it makes some hundred thousand a second of
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NULLS = {"", "~", "null", "Null", "NULL"}


class UnreadableFile(Exception):
    """The file is no YAML that a course file may be; carries the one fault found."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def check_size(size: int) -> None:
    """Refuse what is larger than any course file, before time is spent on it."""
    if size > LARGEST:
        raise UnreadableFile(Fault(message=_("A course file has at most 5 MB: split it.")))


def check_nesting(text: str) -> None:
    """Refuse what is nested deeper than anyone writes: reading it would exhaust the stack.

    Other faults of the document are left to those who read it.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise UnreadableFile(Fault(line=line, message=_("This is nested too deeply.")))
    except (yaml.YAMLError, UnicodeEncodeError):
        return


def is_plain_fixture(text: str) -> bool:
    """Whether the document is a list, as Django's own fixtures are."""
    try:
        events = (event for event in yaml.parse(text, Loader=yaml.CSafeLoader))
        start = next((e for e in events if isinstance(e, yaml.CollectionStartEvent)), None)
    except (yaml.YAMLError, UnicodeEncodeError):
        return False
    return isinstance(start, yaml.SequenceStartEvent)


def read(text: str) -> Node | None:
    """The tree of a YAML document, None if it is empty; `UnreadableFile` if it is none."""
    if fault := unknown_character(text):
        raise UnreadableFile(fault)
    try:
        return _Tree(text).read()
    except yaml.MarkedYAMLError as error:
        raise UnreadableFile(fault_of(error)) from error


class _Tree:
    """Builds nodes of what the parser tells, one event after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._count = self._depth = 0

    @cached_property
    def _lines(self) -> list[str]:
        return _BREAK.split(self._text)

    def read(self) -> Node | None:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event)
                for later in self._events:
                    if isinstance(later, yaml.DocumentStartEvent):
                        self._refuse(later, _("A course file is one document: take --- away."))
                return root
        return None

    def _refuse(self, event: yaml.Event, message: str) -> NoReturn:
        raise UnreadableFile(Fault(line=_line(event), message=message))

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self._count += 1
        if self._count > MOST_VALUES:
            self._refuse(event, _("A course file has at most 200,000 values: split it."))
        return event

    def _node(self, event: yaml.NodeEvent) -> Node:
        is_tagged = getattr(event, "tag", None) is not None
        if isinstance(event, yaml.AliasEvent) or event.anchor or is_tagged:
            self._refuse(
                event, _("Anchors (&), aliases (*) and tags (!) are not used in course files.")
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(event, _("This is nested too deeply."))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        node = self._mapping(event) if is_mapping else self._listing(event)
        self._depth -= 1
        return node

    def _listing(self, start: yaml.Event) -> Listing:
        items = []
        while isinstance(event := self._next(), yaml.NodeEvent):
            items.append(self._node(event))
        return Listing(items, _line(start))

    def _mapping(self, start: yaml.Event) -> Mapping:
        mapping = Mapping({}, {}, _line(start))
        while isinstance(event := self._next(), yaml.NodeEvent):
            at = _line(event)
            key = self._node(event)
            if not isinstance(key, Scalar):
                self._refuse(event, _("A key is a single word."))
            value = self._next()
            assert isinstance(value, yaml.NodeEvent)  # noqa: S101 - a key has a value, if an empty one
            if key.text in mapping.values:
                mapping.repeated.append((key.text, at))
            mapping.values[key.text] = self._node(value)
            mapping.lines[key.text] = at
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text, line = str(event.value), _line(event)
        if not event.style and text in _NULLS:
            return Scalar("", line)
        if event.style == "|":
            return Scalar(text, line + 1)
        if "\n" not in text or why_too_large(text):  # of its lines nothing is told
            return Scalar(text, line + (event.style == ">"))
        written = self._raw(event), line, event.style or ""
        return Scalar(text, first_line(text, *written), written)

    def _raw(self, event: yaml.ScalarEvent) -> str:
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        lines = self._lines[start.line : end.line + 1]
        if end.line < len(self._lines):
            lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        if event.style in ("'", '"'):
            lines[0], lines[-1] = lines[0][1:], lines[-1].removesuffix(event.style)
        return "\n".join(lines)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
