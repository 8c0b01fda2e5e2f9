"""Texts of questions: a line of a stem or an option, or blocks where it is written in several.

One paragraph is kept without its element, so that it stands in a legend, a label or a heading. Of
blocks, the first paragraph stands there and the others below it (`Parts`).
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext
from markdown_it.token import Token

from texts.faults import FaultList

_OPENING, _CLOSING = "<p>", "</p>"
_BLOCKS = tuple(
    f"<{name}" for name in ("p>", "pre", "div", "ul", "ol", "dl", "blockquote", "figure", "hr")
)
# What is for reading at length, or has words and a place of its own on the page.
_NOT_HERE = ("box_open", "drawing", "heading_open", "footnote_block_open")
_CAPTIONED = re.compile(r"""!\[.*\]\(\S+ +(?:".*"|'.*')\)""")


@dataclass(frozen=True)
class Parts:
    """A text's first paragraph as it stands in a line, and what comes after it as blocks."""

    lead: str
    rest: str


def may_hold_blocks(source: str) -> bool:
    """Whether it is of several lines, or a picture with a caption.

    Of a single line none begins a list or a heading: "- 5" is less than nothing, and "1." a number.
    """
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    return len(lines) > 1 or any(map(_CAPTIONED.fullmatch, lines))


def paragraph_of(tokens: list[Token]) -> Token | None:
    """What is in the paragraph, if the text is one and nothing else."""
    kinds = [token.type for token in tokens]
    is_one = kinds == ["paragraph_open", "inline", "paragraph_close"] and tokens[0].tag == "p"
    return tokens[1] if is_one else None


def report_what_does_not_fit(tokens: list[Token], faults: FaultList) -> None:
    """Name what a question has no place for."""
    message = gettext(
        "A question holds paragraphs, lists, tables, quotations, code and pictures, but no "
        "headings, boxes, drawings or footnotes."
    )
    for token in tokens:
        if token.type in _NOT_HERE:
            faults.report(token.map[0] if token.map else 0, message)


def holds_blocks(html: str) -> bool:
    """Whether the HTML of a question's text is more than a line."""
    return html.startswith(_BLOCKS)


def parts_of(html: str) -> Parts:
    """Where the text begins with code, a picture or the like, there is no lead."""
    if not holds_blocks(html):
        return Parts(html, "")
    if not html.startswith(_OPENING):
        return Parts("", html)
    end = html.index(_CLOSING)
    return Parts(html[len(_OPENING) : end], html[end + len(_CLOSING) :].strip())
