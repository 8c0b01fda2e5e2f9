"""The words of a text that its author chose: no code, formulas, addresses or footnotes."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from texts.page import CourseContext
from texts.places import NEWLINES
from texts.renderer import Kind, tokens_of

_WORDS = ("text", "term")
_NO_WORDS = ("code_inline", "formula", "formulas_beyond")
_IN_A_WORD = "x"  # what stands for code, so that a particle after it begins no word
_BARE = ("linkify", "autolink")  # links whose words are their address


@dataclass(frozen=True)
class Passage:
    """Words that stand together, and their first line in the source, counted from 1."""

    line: int
    words: str


def passages(source: str, context: CourseContext, kind: Kind) -> Iterator[Passage]:
    """What is read of a text, paragraph by paragraph, as it stands in its lines."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    above = len(source) - len(source.lstrip()) if kind == "line" else 0
    skipped = source.count("\n", 0, above)
    is_footnote = False
    for token in tokens_of(source, context, kind):
        if token.type in ("footnote_block_open", "footnote_block_close"):
            is_footnote = token.type.endswith("open")
        elif is_footnote:
            continue
        elif token.type == "inline":
            first = token.map[0] if token.map else 0
            yield Passage(first + skipped + 1, "".join(_words(token.children or [])))
        elif token.type == "drawing" and token.map:
            start, end = token.map
            yield Passage(start + 1, "\n".join([token.content, *lines[start + 1 : end]]))


def _words(children: list[Token]) -> Iterator[str]:
    is_address = False
    for token in children:
        if token.type == "link_open":
            is_address = token.markup in _BARE
        elif token.type == "link_close":
            is_address = False
        elif token.type.endswith("break"):
            yield "\n"
        elif token.type == "image":
            yield f" {token.attrs.get('title', '')} "
        elif token.type in _NO_WORDS or is_address:
            yield _IN_A_WORD
        elif token.type in _WORDS:
            yield token.content
        if NEWLINES in token.meta:
            yield "\n" * token.meta[NEWLINES]
