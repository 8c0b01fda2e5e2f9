"""HTML tags in a text are shown as written and reported: course texts are Markdown only.

Words between < and > that are no HTML are words: <표 1>, <AI 기본법>, <KV cache>.
"""

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
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_KOREAN = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote
    body br button canvas caption center cite code col colgroup data datalist dd del details dfn
    dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main
    map mark marquee math menu menuitem meta meter nav noframes noscript object ol optgroup option
    output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search
    section select slot small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr xml xmp
    """.split()  # noqa: SIM905 - a long list
)


def install(md: MarkdownIt) -> None:
    """Notice tags where CommonMark would let them through."""
    md.inline.ruler.at("html_inline", _tokenize)
    md.core.ruler.before("text_join", "raw_html", _report)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None or not _is_markup(match[0]):
        return False
    if not silent:
        token = state.push("raw_html", "", 0)
        token.content = match[0]
        token.meta[NEWLINES] = match[0].count("\n")
    state.pos = match.end()
    return True


def _is_markup(tag: str) -> bool:
    """Whether this is HTML, and no words that stand between the same signs."""
    name = _NAME.match(tag)
    if name is None or "=" in tag:
        return True
    return name[1].lower() in _ELEMENTS and _KOREAN.search(tag) is None


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
