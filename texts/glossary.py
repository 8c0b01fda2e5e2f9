"""Glossary terms in braces: `{term}` becomes a button that opens the term's popover."""

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
from texts.page import Page, page_of
from texts.places import Place, places

_TERM = re.compile(r"\{([^{}\n]{1,100})\}")


def install(md: MarkdownIt) -> None:
    """Read, resolve and write terms."""
    md.inline.ruler.before("link", "term", _tokenize)
    md.core.ruler.before("text_join", "terms", _resolve)
    md.add_render_rule("term", _render)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _TERM.match(state.src, state.pos, state.posMax)
    if not silent:
        token = state.push("term" if match else "brace", "", 0)
        token.content = match[1] if match else "{"
    state.pos = match.end() if match else state.pos + 1
    return True


def _resolve(state: StateCore) -> None:
    page = page_of(state.env)
    for place in places(state):
        if place.token.type == "brace":
            place.token.type = "text"
            page.faults.report(
                place.line,
                gettext("A { without a term: write {term} on one line, or \\{ for a real brace."),
            )
        elif place.token.type == "term":
            _resolve_term(page, place)


def _resolve_term(page: Page, place: Place) -> None:
    term = place.token.content
    identifier = page.context.term_id(term)
    if place.link is not None or place.inside != "text":
        message = gettext(
            "{%(term)s} cannot be in a link, a heading or a title of a box: take the braces away "
            "and mark the term in the text."
        )
    elif identifier is None:
        message = gettext(
            "{%(term)s} is not in the glossary: add it there, or take the braces away."
        )
    else:
        place.token.meta["id"] = identifier
        return
    place.token.type = "text"
    page.faults.report(place.line, message % {"term": term})


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    button = tag(
        "button",
        type="button",
        class_="lms-term-button",
        popovertarget=tokens[index].meta["id"],
    )
    # A browser may break the line after any button, and so before a particle that belongs to it.
    following = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
    joiner = "\u2060" if following.isalpha() else ""
    return f'<dfn class="lms-term">{button}{text(tokens[index].content)}</button></dfn>{joiner}'
