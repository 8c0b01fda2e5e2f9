"""What changed in a lesson since somebody read it, block by block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from texts.words import words_of_html

_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>')
_WITHOUT_END = {"br", "hr", "img"}


@dataclass(frozen=True)
class Block:
    """A paragraph, list, table or box of a lesson, as rendered."""

    html: str
    is_changed: bool = False


@dataclass(frozen=True)
class Comparison:
    """A lesson's blocks beside an earlier text of it."""

    blocks: list[Block]
    removed: int

    @property
    def changed(self) -> int:
        return sum(block.is_changed for block in self.blocks)


def compare(html: str, earlier: str) -> Comparison:
    """Mark the blocks whose words were not in the earlier text; `removed` counts those gone."""
    blocks, before = list(_blocks(html)), list(_blocks(earlier))
    words = [words_of_html(block) for block in blocks]
    matcher = SequenceMatcher(None, [words_of_html(block) for block in before], words, False)
    changed: set[int] = set()
    removed = 0
    for what, start, end, from_, to in matcher.get_opcodes():
        if what in {"replace", "insert"}:
            changed.update(range(from_, to))
        elif what == "delete":
            removed += end - start
    return Comparison([Block(block, at in changed) for at, block in enumerate(blocks)], removed)


def _blocks(html: str) -> Iterator[str]:
    """The outermost elements of sanitised HTML, each with the white space after it."""
    depth = start = 0
    for tag in _TAG.finditer(html):
        if tag["name"] in _WITHOUT_END:
            continue
        depth += -1 if tag["close"] else 1
        if depth == 0:
            yield html[start : tag.end()]
            start = tag.end()
    if html[start:].strip():
        yield html[start:]
