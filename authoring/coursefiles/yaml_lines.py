"""YAML with line numbers: what an author wrote, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

from texts import Fault


@dataclass(frozen=True)
class Scalar:
    """A value as written; `line` is where its text begins, below the `|` of a block."""

    text: str
    line: int


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
    repeated: list[tuple[str, int]] = field(default_factory=list)


Node = Scalar | Listing | Mapping
DEEPEST = 30
LARGEST = 500_000  # bytes: a module as long as a book


class UnreadableFile(Exception):
    """The file is no YAML that a course file may be; carries the one fault found."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Loader(yaml.SafeLoader):
    """Composes nodes, without the anchors and tags that no course file needs."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        has_tag = getattr(event, "tag", None) is not None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or has_tag:
            raise UnreadableFile(
                Fault(
                    line=event.start_mark.line + 1,
                    message=_(
                        "Anchors (&), aliases (*) and tags (!) are not used in course files."
                    ),
                )
            )
        return super().compose_node(parent, index)


def check_size(size: int) -> None:
    """Refuse what is larger than any course file, before time is spent on it."""
    if size > LARGEST:
        raise UnreadableFile(Fault(message=_("A course file has at most 500 kB: split it.")))


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
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        return _node(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise UnreadableFile(
            Fault(line=line, message=_("This is not valid YAML: %(why)s.") % {"why": error.problem})
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        reason = _("A character that YAML does not know stands here (U+%(code)s).")
        raise UnreadableFile(
            Fault(line=line, message=reason % {"code": f"{error.character:04X}"})
        ) from error


def _node(node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, line)
    if isinstance(node, yaml.SequenceNode):
        return Listing([_node(item) for item in node.value], line)
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    text = "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    return Scalar(text, line + is_block)


def _mapping(node: yaml.MappingNode, line: int) -> Mapping:
    mapping = Mapping({}, {}, line)
    for key, value in _pairs(node):
        at = key.start_mark.line + 1
        name = str(key.value)
        if name in mapping.values:
            mapping.repeated.append((name, at))
        mapping.values[name] = _node(value)
        mapping.lines[name] = at
    return mapping


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from node.value
