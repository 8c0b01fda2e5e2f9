"""Course files as text: keys in the order of the schema, Markdown in blocks below its key."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from authoring.coursefiles.parts import LISTS
from authoring.coursefiles.schema import Part, Value
from authoring.coursefiles.yaml_lines import Mapping as Block
from authoring.coursefiles.yaml_lines import Scalar, UnreadableFile, read

# Beside the two signs that mean something in quotation marks: controls, and breaks of lines.
_UNSEEN = re.compile('["\\\\\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
LONGEST_FILE = 400_000  # bytes, beyond which a further file is begun
Values = Mapping[str, Any]


def file_text(part: Part, values: Values) -> str:
    """The file of a course or a module; reading it gives these values back."""
    return "".join(f"{line}\n" if line else "\n" for line in _lines(part, values, 0))


def file_texts(part: Part, values: Values) -> Iterator[str]:
    """The file, and what goes on with it where it is too long for one."""
    whole = file_text(part, values)
    if _size(whole) <= LONGEST_FILE:
        yield whole
    else:
        yield from (file_text(part, chunk) for chunk in _chunks(part, values))


def _chunks(part: Part, values: Values) -> Iterator[Values]:
    """The values of each file: all but the entries of lists in the first."""
    chunk = _without_entries(values)
    size, is_empty = _size(file_text(part, chunk)), True
    for path in LISTS:
        for entry in _entries(values, path):
            entry_size = _size(file_text(part, _holding(path, [entry])))
            if size + entry_size > LONGEST_FILE and not is_empty:
                yield chunk
                chunk, size = {}, 0
            _put(chunk, path, entry)
            size, is_empty = size + entry_size, False
    yield chunk


def _without_entries(values: Values) -> dict[str, Any]:
    bare = dict(values)
    for first, *deeper in LISTS:
        if values.get(first):
            bare[first] = {**values[first], deeper[0]: []} if deeper else []
    return bare


def _entries(values: Values, path: tuple[str, ...]) -> list[Values]:
    entries: Any = values
    for key in path:
        entries = (entries or {}).get(key)
    return entries or []


def _holding(path: tuple[str, ...], entries: list[Values]) -> Values:
    held: Any = entries
    for key in reversed(path):
        held = {key: held}
    return dict(held)


def _put(chunk: dict[str, Any], path: tuple[str, ...], entry: Values) -> None:
    *above, last = path
    for key in above:
        chunk = chunk.setdefault(key, {})
    chunk.setdefault(last, []).append(entry)


def _size(text: str) -> int:
    return len(text.encode())


def _lines(part: Part, values: Values, indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, spec in part.keys.items():
        value = values.get(key)
        if isinstance(spec, Value):
            if value is not None and (spec.is_shown or spec.is_required or value):
                yield from (f"{margin}{line}" if line else "" for line in _scalar(key, value, spec))
        elif value:
            yield f"{margin}{key}:"
            for item in value if spec.is_list else [value]:
                yield from _block(spec, item, indent + 2)


def _block(part: Part, values: Values, indent: int) -> Iterator[str]:
    """The lines of a block of keys; in a list its first line carries the dash."""
    if not part.is_list:
        yield from _lines(part, values, indent)
        return
    first, *others = _lines(part, values, indent + 2)
    yield f"{first[:indent]}- {first[indent + 2 :]}"
    yield from others


def _scalar(key: str, value: Any, spec: Value) -> list[str]:
    text = _text(value)
    if spec.is_markdown or "\n" in text:
        block = _literal(key, text)
        if _is_read_as("\n".join(block) + "\n", key, text):
            return block
    plain = f"{key}: {text}"
    if "\n" not in text and _is_read_as(plain, key, text):
        return [plain]
    return _quoted(key, text)


def _quoted(key: str, text: str) -> list[str]:
    """In quotation marks, line by line; only what cannot be seen is written as a number."""
    first, *others = _UNSEEN.sub(_escape, text).split("\n")
    # A blank at the beginning of a line would be taken for its indentation.
    lines = [first, *(re.sub(r"^([ \t])", r"\\\1", line) for line in others)]
    written = "\\n\\\n  ".join(lines)
    return f'{key}: "{written}"'.split("\n")


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in '"\\':
        return f"\\{sign}"
    number = ord(sign)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return str(value).rstrip("\n")


def _literal(key: str, text: str) -> list[str]:
    lines = text.split("\n")
    # A first line that is indented itself would be taken for the block's own indentation.
    mark = "|2" if lines[0][:1] in (" ", "\t", "") else "|"
    return [f"{key}: {mark}", *(f"  {line}" if line else "" for line in lines)]


def _is_read_as(written: str, key: str, text: str) -> bool:
    try:
        tree = read(written)
    except UnreadableFile:
        return False
    node = tree.values.get(key) if isinstance(tree, Block) else None
    return isinstance(node, Scalar) and node.text.rstrip("\n") == text
