"""Walks over parsed inline tokens, telling for each its source line and what it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Surroundings = Literal["text", "heading", "box title"]
_SURROUNDINGS: dict[str, Surroundings] = {
    "heading_open": "heading",
    "box_title_open": "box title",
}
NEWLINES = "newlines"  # key in Token.meta: line breaks of the source that the token hides


@dataclass
class Place:
    """An inline token, the line it is on and what it is inside."""

    token: Token
    line: int
    inside: Surroundings
    link: Token | None  # the innermost link that is open
    block: Token  # the paragraph, cell or the like
    index: int  # which of its tokens this is


def places(state: StateCore) -> Iterator[Place]:
    """Every inline token of the document in order."""
    previous = ""
    for block in state.tokens:
        if block.type == "inline":
            first = block.map[0] if block.map else 0
            yield from _children(block, first, _SURROUNDINGS.get(previous, "text"))
        previous = block.type


def following(place: Place) -> Token | None:
    """The token after this one in the same block."""
    children, after = place.block.children or [], place.index + 1
    return children[after] if after < len(children) else None


def _children(block: Token, line: int, inside: Surroundings) -> Iterator[Place]:
    links: list[Token] = []
    for index, token in enumerate(block.children or []):
        if token.type == "link_close":
            links.pop()
        yield Place(token, line, inside, links[-1] if links else None, block, index)
        if token.type == "link_open":
            links.append(token)
        line += 1 if token.type.endswith("break") else token.meta.get(NEWLINES, 0)
