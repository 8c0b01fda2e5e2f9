"""What changed between two texts, line by line, and within a line word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

# Lines that stayed and are shown around those that did not.
AROUND = 1
_WORDS = re.compile(r"\s+|\S+")


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


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    shown = 0
    for group in matcher.get_grouped_opcodes(AROUND):
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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    removed, added = [], []
    for what, start, end, from_, to in matcher.get_opcodes():
        changed = what != "equal"
        if end > start:
            removed.append(Words("".join(old[start:end]), changed))
        if to > from_:
            added.append(Words("".join(new[from_:to]), changed))
    return removed, added
