"""What changed between two texts, line by line, and within a line word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

# Lines that stayed and are shown around those that did not.
AROUND = 1
# To compare takes as long as both numbers multiplied: texts of more are not compared within.
MOST_LINES, MOST_WORDS = 4_000, 2_000
_WORDS = re.compile(r"\s+|\S+")
Opcode = tuple[str, int, int, int, int]


class Kind(Enum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Words:
    """A stretch of a line."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Line:
    """A line of either text, or of both; one that stands for lines left out has no words."""

    kind: Kind
    words: list[Words]

    @property
    def is_same(self) -> bool:
        return self.kind is Kind.SAME

    @property
    def is_removed(self) -> bool:
        return self.kind is Kind.REMOVED

    @property
    def is_added(self) -> bool:
        return self.kind is Kind.ADDED

    @property
    def is_left_out(self) -> bool:
        return self.kind is Kind.LEFT_OUT


def differing_lines(before: str, after: str) -> list[Line]:
    """The lines taken out and put in, with those next to them."""
    return list(_lines(before.splitlines(), after.splitlines()))


def both(before: str, after: str) -> str:
    """One text with the lines of both: where they differ, those of the first come first."""
    lines: list[str] = []
    old, new = before.split("\n"), after.split("\n")
    for what, start, end, from_, to in _opcodes(old, new, MOST_LINES):
        lines += old[start:end]
        lines += [] if what == "equal" else new[from_:to]
    return "\n".join(lines)


def _opcodes(before: list[str], after: list[str], most: int) -> list[Opcode]:
    """As `SequenceMatcher` gives them; what is alike at both ends is not compared at length."""
    start, ends = 0, (len(before), len(after))
    while start < min(ends) and before[start] == after[start]:
        start += 1
    alike = 0
    while start < min(ends) - alike and before[-1 - alike] == after[-1 - alike]:
        alike += 1
    old, new = before[start : ends[0] - alike], after[start : ends[1] - alike]
    codes: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    if max(len(old), len(new)) > most:
        codes.append(("replace", start, start + len(old), start, start + len(new)))
    else:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for what, first, last, from_, to in matcher.get_opcodes():
            codes.append((what, first + start, last + start, from_ + start, to + start))
    if alike:
        codes.append(("equal", ends[0] - alike, ends[0], ends[1] - alike, ends[1]))
    return codes


def _grouped(codes: list[Opcode]) -> list[list[Opcode]]:
    """With `AROUND` lines that stayed around what did not; nothing where all has stayed."""
    matcher: SequenceMatcher[str] = SequenceMatcher()
    matcher.opcodes = codes  # type: ignore[attr-defined]  # what it asks itself for
    groups = [list(group) for group in matcher.get_grouped_opcodes(AROUND)]
    return [group for group in groups if any(code[0] != "equal" for code in group)]


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    shown = 0
    for group in _grouped(_opcodes(before, after, MOST_LINES)):
        if group[0][1] > shown:
            yield Line(Kind.LEFT_OUT, [])
        for what, start, end, from_, to in group:
            if what == "equal":
                yield from (Line(Kind.SAME, [Words(text, False)]) for text in before[start:end])
            else:
                yield from _replaced(before[start:end], after[from_:to])
            shown = end
    if 0 < shown < len(before):
        yield Line(Kind.LEFT_OUT, [])


def _replaced(before: list[str], after: list[str]) -> Iterator[Line]:
    if len(before) != len(after):
        yield from (Line(Kind.REMOVED, [Words(text, False)]) for text in before)
        yield from (Line(Kind.ADDED, [Words(text, False)]) for text in after)
        return
    for old, new in zip(before, after, strict=True):
        removed, added = _differing_words(_WORDS.findall(old), _WORDS.findall(new))
        yield Line(Kind.REMOVED, removed)
        yield Line(Kind.ADDED, added)


def _differing_words(old: list[str], new: list[str]) -> tuple[list[Words], list[Words]]:
    removed, added = [], []
    for what, start, end, from_, to in _opcodes(old, new, MOST_WORDS):
        changed = what != "equal"
        if end > start:
            removed.append(Words("".join(old[start:end]), changed))
        if to > from_:
            added.append(Words("".join(new[from_:to]), changed))
    return removed, added
