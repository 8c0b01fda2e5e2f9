"""Footnotes: numbered in the order they are cited, listed at the end, with links both ways."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from texts.markup import tag
from texts.page import page_of
from texts.places import places

# Bounded, so that a long row of "[^" is not read to its end again from every bracket.
_CITED = re.compile(r"\[\^([^\[\]\s]{1,64})\]")


def install(md: MarkdownIt) -> None:
    """Add footnotes, their checks and our way of writing them."""
    footnote_plugin(md, inline=False)
    md.inline.ruler.at("footnote_ref", _tokenize)
    md.core.ruler.before("footnote_tail", "footnote_definitions", _check_definitions)
    md.core.ruler.before("text_join", "footnote_citations", _check_citations)
    md.add_render_rule("footnote_ref", _render_citation)
    md.add_render_rule("footnote_block_open", _render_section)
    md.add_render_rule("footnote_block_close", _render_section_end)
    md.add_render_rule("footnote_open", _render_footnote)
    md.add_render_rule("footnote_close", _render_footnote_end)
    md.add_render_rule("footnote_anchor", _render_way_back)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _CITED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if f":{match[1]}" in state.env.get("footnotes", {}).get("refs", {}):
        return footnote_ref(state, silent)
    if not silent:
        state.push("footnote_missing", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _check_definitions(state: StateCore) -> None:
    page = page_of(state.env)
    labels: set[str] = set()
    for token in state.tokens:
        if token.type != "footnote_reference_open":
            continue
        label, line = token.meta["label"], token.map[0] if token.map else 0
        if label in labels:
            message = gettext("Footnote [^%(label)s] is defined twice: give one another label.")
            page.faults.report(line, message % {"label": label})
        elif state.env["footnotes"]["refs"][f":{label}"] < 0:
            message = gettext(
                "Footnote [^%(label)s] is not cited, so nobody would see it: put [^%(label)s] in "
                "the text, or delete it."
            )
            page.faults.report(line, message % {"label": label})
        labels.add(label)


def _check_citations(state: StateCore) -> None:
    for place in places(state):
        token = place.token
        if token.type == "footnote_missing":
            message = gettext("Footnote %(mark)s is not defined: add a line “%(mark)s: …”.")
        elif token.type == "footnote_ref" and place.inside == "box title":
            token.content = f"[^{token.meta['label']}]"
            message = gettext("Footnote %(mark)s is in the title of a box: put it into the text.")
        else:
            continue
        token.type = "text"
        page_of(state.env).faults.report(place.line, message % {"mark": token.content})


def _numbers(token: Token) -> tuple[int, ...]:
    """The number of the footnote and, from its second citation on, the number of the citation."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return (number, again + 1) if again else (number,)


def _render_citation(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    page, numbers = page_of(env), _numbers(tokens[index])
    number = numbers[0]
    link = tag(
        "a",
        href="#" + page.id("fn", number),
        id=page.id("fnref", *numbers),
        aria_label=page.labels.footnote.format(number=number),
    )
    return f'<sup class="lms-footnote-ref">{link}{number}</a></sup>'


def _render_section(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    # A page has those of many texts, so they are no landmarks.
    group = tag(
        "div", class_="lms-footnotes", role="group", aria_label=page_of(env).labels.footnotes
    )
    return f"{group}\n<ol>\n"


def _render_section_end(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return "</ol>\n</div>\n"


def _render_footnote(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return tag("li", id=page_of(env).id("fn", *_numbers(tokens[index]))) + "\n"


def _render_footnote_end(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return "</li>\n"


def _render_way_back(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    page, numbers = page_of(env), _numbers(tokens[index])
    link = tag(
        "a",
        href="#" + page.id("fnref", *numbers),
        class_="lms-footnote-back",
        aria_label=page.labels.footnote_back.format(number=numbers[0]),
    )
    return f" {link}↩</a>"
