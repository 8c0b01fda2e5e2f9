"""What a course file holds: its keys, which of them it needs, and what each takes."""

import datetime
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.coursefiles.yaml_lines import Listing, Mapping, Node, Scalar
from courses.models import Module
from courses.models.self_diagnosis import LEVEL_NAMES, ranks_of_levels
from texts import Fault

HIGHEST = 32767  # of positions, in forms as in files


def _text(text: str) -> str:
    """Without the line ends that a block of YAML closes with."""
    if not is_storable(text):
        raise ValueError(_("holds a character that cannot be stored"))
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _words(text: str) -> list[str]:
    """Separated by commas."""
    return [word.strip() for word in _text(text).split(",") if word.strip()]


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(_("takes true or false"))
    return text == "true"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= HIGHEST):
        raise ValueError(_("takes a whole number"))
    return int(text)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("takes a date such as 2027-01-31")) from None


def _level(text: str) -> int:
    """The rank of one of the six levels, by its name in any language of courses."""
    rank = ranks_of_levels().get(_text(text).strip())
    if rank is None:
        names = ", ".join(str(name) for name in LEVEL_NAMES)
        raise ValueError(_("takes one of %(choices)s") % {"choices": names})
    return rank


JSON_TYPES: dict[Callable[[str], Any], dict[str, str]] = {
    _flag: {"type": "boolean"},
    _number: {"type": "integer"},
    _date: {"type": "string", "format": "date"},
}


def is_storable(text: str) -> bool:
    """Whether Postgres takes it: no NUL, no half of a character pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True)
class Value:
    """A key with a single value; `default` makes it optional.

    `is_markdown` says that it is written as a block below its key; `is_shown`, that it is written
    even where it is at its default. `field` is the model's, where that is not called as the key is;
    what `is_said_to_load` is none of it, and is not written again.
    """

    read: Callable[[str], Any] = _text
    default: Any = None
    is_required: bool = True
    is_markdown: bool = False
    is_shown: bool = False
    field: str = ""
    is_said_to_load: bool = False
    choices: tuple[str, ...] = ()

    @property
    def json(self) -> dict[str, Any]:
        """What JSON Schema says of it."""
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        if self.read is _level:
            return {"type": "string", "enum": list(ranks_of_levels())}
        return JSON_TYPES.get(self.read, {"type": "string"})


@dataclass(frozen=True)
class Part:
    """A key with a block of keys, or a list of them that their `name` tells apart."""

    keys: "dict[str, Value | Part]"
    is_list: bool = False
    is_required: bool = False
    name: str = ""

    def part(self, key: str) -> "Part":
        """The part that stands at a key."""
        return cast("Part", self.keys[key])

    def fields(self) -> "dict[str, str]":
        """The key of each of the model's fields that the block has."""
        values = {key: spec for key, spec in self.keys.items() if isinstance(spec, Value)}
        return {spec.field or key: key for key, spec in values.items() if not spec.is_said_to_load}


@dataclass
class Block:
    """A block of keys as read: values, the line of each, and the blocks inside it."""

    path: str
    line: int
    part: Part
    file: str = ""  # if it is not the first of those it was read from
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    scalars: dict[str, Scalar] = field(default_factory=dict)
    parts: "dict[str, list[Block]]" = field(default_factory=dict)


SLUG = Value()
TEXT = Value()
OPTIONAL_TEXT = Value(default="", is_required=False)
MARKDOWN = Value(is_markdown=True)
OPTIONAL_MARKDOWN = Value(default="", is_required=False, is_markdown=True)
YES_NO = Value(_flag, default=False, is_required=False)
PUBLISHED = Value(_flag, default=False, is_required=False, is_shown=True)
WORDS = Value(_words, default=(), is_required=False)

COURSE = Part(
    {
        "course": Value(field="slug"),
        "title": TEXT,
        "summary": OPTIONAL_MARKDOWN,
        "language": Value(
            default="ko",
            is_required=False,
            is_shown=True,
            choices=tuple(code for code, _name in settings.LANGUAGES),
        ),
        "is_published": PUBLISHED,
        "images": Part({"name": SLUG, "alt": TEXT}, is_list=True, name="name"),
        "glossary": Part({"term": TEXT, "definition": MARKDOWN}, is_list=True, name="term"),
        "word_list": OPTIONAL_MARKDOWN,
    }
)
OPTION = Part(
    {
        "slug": SLUG,
        "lesson": OPTIONAL_TEXT,
        "text": MARKDOWN,
        "correct": Value(_flag, default=False, is_required=False, field="is_correct"),
        "explanation": OPTIONAL_MARKDOWN,
    },
    is_list=True,
    name="slug",
)
QUESTION = Part(
    {
        "slug": SLUG,
        "draft": Value(_flag, default=False, is_required=False, field="is_draft"),
        "sibling_of": OPTIONAL_TEXT,
        "lesson": OPTIONAL_TEXT,
        "level": Value(_level, default=None, is_required=False),
        "tags": WORDS,
        "wording": Value(default="", is_required=False, is_said_to_load=True, choices=("mended",)),
        "stem": MARKDOWN,
        "options": OPTION,
    },
    is_list=True,
    name="slug",
)
MODULE = Part(
    {
        "course": SLUG,
        "module": Value(field="slug"),
        "position": Value(_number),
        "label": TEXT,
        "title": TEXT,
        "kind": Value(
            default="core", is_required=False, is_shown=True, choices=tuple(Module.Kind.values)
        ),
        "is_published": PUBLISHED,
        "as_of": OPTIONAL_TEXT,
        "review_after": Value(_date, default=None, is_required=False),
        "lead": OPTIONAL_MARKDOWN,
        "lessons": Part(
            {"slug": SLUG, "title": TEXT, "body": MARKDOWN},
            is_list=True,
            name="slug",
        ),
        "quiz": Part(
            {
                "title": TEXT,
                "intro": OPTIONAL_MARKDOWN,
                "asks_confidence": YES_NO,
                "questions": QUESTION,
            }
        ),
        "self_diagnosis": Part(
            {
                "slug": SLUG,
                "title": TEXT,
                "intro": OPTIONAL_MARKDOWN,
                "levels": Part(
                    {
                        "name": TEXT,
                        "can_do": TEXT,
                        "question": TEXT,
                        "read_next": OPTIONAL_MARKDOWN,
                    },
                    is_list=True,
                    is_required=True,
                ),
            }
        ),
    }
)
MISSING = gettext_lazy("This key is missing or empty.")


class Reader:
    """Reads a tree by a schema and gathers every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._file = ""  # the further file that is being read

    def fault(self, line: int, path: str, reason: str, file: str = "") -> None:
        file = file or self._file
        self.faults.append(Fault(file=file, line=line, place=path, message=reason))

    def read(self, node: Node, part: Part, path: str = "") -> Block:
        if isinstance(node, Mapping) and node.file != self._file and node.file:
            return self._read_further(node, part, path)
        block = Block(path, node.line, part, self._file)
        if not isinstance(node, Mapping):
            self.fault(node.line, path, _("Here stands a block of keys such as `title: …`."))
            return block
        node = _as_meant(node, self._check_keys(node, part, path))
        for key, spec in part.keys.items():
            at = f"{path}.{key}" if path else key
            block.lines[key] = node.lines.get(key, node.line)
            value = node.values.get(key)
            if isinstance(spec, Value):
                block.values[key] = self._value(value, spec, block.lines[key], at)
                if isinstance(value, Scalar):
                    block.lines[key] = value.line
                    block.scalars[key] = value
            else:
                block.parts[key] = list(self._blocks(value, spec, block.lines[key], at))
        return block

    def _read_further(self, node: Mapping, part: Part, path: str) -> Block:
        """Read an entry of a further file, of which its faults are told."""
        before, self._file = self._file, node.file
        block = self.read(node, part, path)
        self._file = before
        return block

    def _check_keys(self, node: Mapping, part: Part, path: str) -> dict[str, str]:
        """Tell of keys that are wrong; which keys were meant, and what is written for them."""
        meant = {}
        for key, line in node.repeated:
            self.fault(line, path, _("The key `%(key)s` stands twice.") % {"key": key})
        for key, line in node.lines.items():
            if key in part.keys:
                continue
            near = difflib.get_close_matches(key, part.keys, n=1)
            reason = _("There is no key `%(key)s` here.") % {"key": key}
            if near:
                meant[near[0]] = key
                reason += " " + _("Did you mean `%(near)s`?") % {"near": near[0]}
            self.fault(line, path, reason)
        return meant

    def _value(self, node: Node | None, spec: Value, line: int, path: str) -> Any:
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            if spec.is_required:
                self.fault(line, path, str(MISSING))
            return spec.default
        if not isinstance(node, Scalar):
            self.fault(line, path, _("Here stands a single value."))
            return spec.default
        try:
            value = spec.read(node.text)
            if spec.choices and value not in spec.choices:
                raise ValueError(
                    _("takes one of %(choices)s") % {"choices": ", ".join(spec.choices)}
                )
            return value
        except ValueError as error:
            shown = node.text if is_storable(node.text) else ascii(node.text)
            self.fault(line, path, f"`{shown}`: {error}.")
            return spec.default

    def _blocks(self, node: Node | None, spec: Part, line: int, path: str) -> Iterator[Block]:
        if node is None or (isinstance(node, Scalar) and not node.text):
            if spec.is_required:
                self.fault(line, path, str(MISSING))
            return
        if not spec.is_list:
            block = self.read(node, spec, path)
            if block.values:
                yield block
            return
        if not isinstance(node, Listing):
            self.fault(line, path, _("Here stands a list, each entry after a dash."))
            return
        names: set[str] = set()
        for number, item in enumerate(node.items, 1):
            name = _name_of(item, spec) or str(number)
            if spec.name and name in names:
                reason = _("`%(name)s` stands twice in this list.") % {"name": name}
                file = item.file if isinstance(item, Mapping) else ""
                self.fault(item.line, f"{path}[{name}]", reason, file)
            names.add(name)
            block = self.read(item, spec, f"{path}[{name}]")
            if block.values:
                yield block


def _as_meant(node: Mapping, meant: dict[str, str]) -> Mapping:
    """With what stands under a misspelt key, which is told of there: it is not missing as well."""
    values, lines = dict(node.values), dict(node.lines)
    for key, written in meant.items():
        values.setdefault(key, node.values[written])
        lines.setdefault(key, node.lines[written])
    return replace(node, values=values, lines=lines)


def _name_of(node: Node, spec: Part) -> str:
    value = node.values.get(spec.name) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) else ""
