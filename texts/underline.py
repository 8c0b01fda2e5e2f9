"""The one element of HTML in a text: `<u>` underlines what a question asks about.

Markdown has no underline, and other programs read this one in Markdown too. Where it begins and
ends is said to those who do not see it.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag, text
from texts.page import page_of
from texts.places import places

_TAG = re.compile(r"</?u>", re.IGNORECASE)
_CLOSING = re.compile(r"</u>", re.IGNORECASE)


def install(md: MarkdownIt) -> None:
    """Read and write underlines, and report those that are open."""
    install_reading(md)
    md.core.ruler.before("text_join", "open_underlines", _report_open)
    md.add_render_rule("underline_open", _render_open)
    md.add_render_rule("underline_close", _render_close)


def install_reading(md: MarkdownIt) -> None:
    """Keep what is underlined apart from what is not, so that no bold crosses its border."""
    md.inline.ruler.before("autolink", "underline", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    end = -1 if match[0][1] == "/" else _end(state, match.end())
    if not silent and end < 0:
        state.push("underline_stray", "", 0).content = match[0]
    elif not silent:
        before, state.pos, state.posMax = state.posMax, match.end(), end
        state.push("underline_open", "u", 1)
        state.md.inline.tokenize(state)
        state.push("underline_close", "u", -1)
        state.posMax = before
    state.pos = match.end() if end < 0 else end + len("</u>")
    return True


def _end(state: StateInline, start: int) -> int:
    """Where what is underlined ends, outside of code, links and formulas; -1 if nowhere."""
    nearest = _TAG.search(state.src, start, state.posMax)
    if nearest is None or nearest[0][1] != "/":
        return -1
    at, end = state.pos, -1
    state.pos = start
    while state.pos < state.posMax and end < 0:
        if _CLOSING.match(state.src, state.pos, state.posMax):
            end = state.pos
        else:
            state.md.inline.skipToken(state)
    state.pos = at
    return end


def _report_open(state: StateCore) -> None:
    for place in places(state):
        if place.token.type == "underline_stray":
            place.token.type = "text"
            page_of(state.env).faults.report(
                place.line,
                gettext(
                    "An underline begins with <u> and ends with </u> in the same paragraph, and "
                    "within the same bold or link."
                ),
            )


def _render_open(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"<u>{_unseen(page_of(env).labels.underlined + ' ')}"


def _render_close(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"{_unseen(' ' + page_of(env).labels.underlined_end)}</u>"


def _unseen(words: str) -> str:
    return f"{tag('span', class_='visually-hidden')}{text(words)}</span>"
