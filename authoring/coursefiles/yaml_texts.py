"""In which line of a file each line of a text stands, however YAML writes the text."""

import re
from collections.abc import Iterator

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)")
_WRITTEN = {
    "n": "\n",
    "t": "\t",
    " ": " ",
    "_": "\xa0",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
    "": "",
}


def line_starts(text: str, raw: str, first: int, style: str) -> tuple[int, ...]:
    """The line of the file that each line of a text begins in.

    `raw` is the text as written from its first line on, which is the line `first` of the file.
    """
    pieces = list(_pieces(raw, first, style))
    starts, at = [], 0
    for line in text.split("\n"):
        left = _letters(line)
        while left and at < len(pieces) - 1 and not pieces[at][1]:
            at += 1
        starts.append(pieces[min(at, len(pieces) - 1)][0])
        if not left:
            at += at < len(pieces) and not pieces[at][1]
        while left > 0 and at < len(pieces):
            left -= pieces[at][1]
            at += 1
    return tuple(starts)


def first_line(text: str, raw: str, first: int, style: str) -> int:
    """The first of `line_starts`, without the others."""
    pieces = _pieces(raw, first, style)
    is_blank = not _letters(text.partition("\n")[0])
    return next((number for number, letters in pieces if letters or is_blank), first)


def _pieces(raw: str, first: int, style: str) -> Iterator[tuple[int, int]]:
    """Each piece of a line's text as written: in which line, and how many letters it has."""
    lines = _BREAK.split(raw)
    if style == ">":
        lines, first = lines[1:], first + 1
    for number, line in enumerate(lines, first):
        written = line.replace("''", "'") if style == "'" else line
        if style == '"':
            for part in _ESCAPE.sub(_unescaped, written).split("\n"):
                yield number, _letters(part)
        else:
            yield number, _letters(written)


def _unescaped(match: re.Match[str]) -> str:
    return _WRITTEN.get(match[1], "x")


def _letters(text: str) -> int:
    """How many signs it has that folding leaves alone."""
    return len("".join(text.split()))
