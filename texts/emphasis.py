"""Bold and emphasis that work before and after Korean letters, and a check for stars left over.

CommonMark decides by spaces and punctuation whether `**` opens or closes. Korean particles follow
a word without a space, so in `**조문(제3조)**을` the closing stars come after punctuation and
before a letter, and CommonMark takes them for opening ones.
"""

import re

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis

from texts.page import page_of
from texts.places import places

_LETTER = re.compile(
    "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # Kana, repetition marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # Han
)


def install(md: MarkdownIt) -> None:
    """Replace the scan for emphasis and add the check."""
    md.inline.ruler.at("emphasis", _tokenize)
    md.core.ruler.before("text_join", "stray_emphasis", _find_strays)


def _tokenize(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        _let_through(state, start)
    return True


def _let_through(state: StateInline, start: int) -> None:
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    closes = _is_punctuation(before) and _LETTER.match(after) is not None
    opens = _LETTER.match(before) is not None and _is_punctuation(after)
    for delimiter in state.delimiters[start - state.pos :]:
        delimiter.close = delimiter.close or closes
        delimiter.open = delimiter.open or opens


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _find_strays(state: StateCore) -> None:
    for place in places(state):
        if place.token.type == "text" and "**" in place.token.content:
            page_of(state.env).faults.report(
                place.line,
                gettext(
                    "Stray **: bold is not opened or not closed here. Take spaces inside the stars "
                    "away, or write \\*\\* for real stars."
                ),
            )
