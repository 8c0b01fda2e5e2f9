"""Headings in a body: levels 3 to 6, since the page itself has the first two."""

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from texts.page import page_of

_TOO_HIGH = ("h1", "h2")


def install(md: MarkdownIt) -> None:
    """Check levels and give ids."""
    md.core.ruler.before("text_join", "headings", _number)


def _number(state: StateCore) -> None:
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "heading_open":
            token.attrSet("id", page.next_id("heading"))
            if token.tag in _TOO_HIGH:
                page.faults.report(_line_of(token), _message(token))
        if token.type.startswith("heading_") and token.tag in _TOO_HIGH:
            token.tag = "h3"


def _line_of(token: Token) -> int:
    if not token.map:
        return 0
    return token.map[0] if token.markup.startswith("#") else token.map[1] - 1


def _message(token: Token) -> str:
    if token.markup.startswith("#"):
        return gettext("A heading in a text starts with ### or more: the page has the first two.")
    return gettext(
        "A line of = or - under text makes a heading: use ### for a heading, or leave an empty "
        "line above for a rule."
    )
