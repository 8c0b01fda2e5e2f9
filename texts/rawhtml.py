"""HTML tags in a text are shown as written and reported: course texts are Markdown only."""

import re

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from texts.page import page_of
from texts.places import NEWLINES, places

_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<!--|<!\[CDATA\[|<!doctype", re.IGNORECASE
)


def install(md: MarkdownIt) -> None:
    """Notice tags where CommonMark would let them through."""
    md.inline.ruler.at("html_inline", _tokenize)
    md.core.ruler.before("text_join", "raw_html", _report)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("raw_html", "", 0)
        token.content = match[0]
        token.meta[NEWLINES] = match[0].count("\n")
    state.pos = match.end()
    return True


def _report(state: StateCore) -> None:
    for place in places(state):
        if place.token.type != "raw_html":
            continue
        page_of(state.env).faults.report(
            place.line,
            gettext(
                "HTML is not used here: %(tag)s. Write it in Markdown, or in `code` to show it."
            )
            % {"tag": " ".join(place.token.content.split())[:60]},
        )
        place.token.type = "text"
