"""Bold and emphasis as Korean is written, and a check for stars that say something else.

CommonMark decides by spaces and punctuation whether `**` opens or closes. Korean particles follow
a word without a space, so in `**조문(제3조)**을` the closing stars come after punctuation and
before a letter, and CommonMark takes them for opening ones. And it takes stars for emphasis that
stand for something else: a product (3*4*5), what is masked (홍**, ****-1234), a mark in brackets.
"""

import re
import unicodedata

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from texts.page import page_of
from texts.places import places

_LETTER = re.compile(
    "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # Kana, repetition marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # Han
)
_OPENING = frozenset("([{<‘“「『《〈【〔（［｛＜")
_CLOSING = frozenset(")]}>’”」』》〉】〕）］｝＞")
_QUOTES = frozenset("\"'")
_LONGEST = {"*": 3, "_": 2}  # beyond these it is a line of them: ****-1234, a blank to be filled in
_STRAY = re.compile(r"(?<!\*)\*{2,3}(?!\*)")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,2})([^\s_](?:[^_\n]{0,98}[^\s_])?)\1(?=(?P<after>\w))")
# A star that may open after a letter of Latin, and one that would close.
_HALF = re.compile(r"[A-Za-z0-9]\*(?=[^\w\s*])[^*\n]{0,100}[^\w\s*]\*(?=(?P<after>\w))")
_FURTHEST = 50  # tokens: emphasis that holds more is no name
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def install(md: MarkdownIt) -> None:
    """Replace the scan for emphasis and add the checks."""
    md.inline.ruler.at("emphasis", _tokenize)
    md.core.ruler.before("text_join", "stray_emphasis", _find_strays)
    md.core.ruler.before("text_join", "unsure_emphasis", _find_unsure)


def _tokenize(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    marks = state.src[start : state.pos]
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    delimiters = state.delimiters[start - state.pos :]
    if _is_literal(marks, before, after):
        for delimiter in delimiters:
            delimiter.open = delimiter.close = False
    elif marks[0] == "*":
        closes = _is_sign(before) and before not in _OPENING and after.isalnum()
        opens = _is_sign(after) and after not in _CLOSING and _is_word(before, marks)
        is_power = before.isdecimal() and after.isdecimal()
        for delimiter in delimiters:
            delimiter.close = delimiter.close or closes
            delimiter.open = (delimiter.open or opens) and not is_power
    return True


def _is_literal(marks: str, before: str, after: str) -> bool:
    """Whether marks between these are never emphasis."""
    is_in_brackets = (before in _OPENING and after in _CLOSING) or (
        before == after and before in _QUOTES
    )
    is_product = marks == "*" and before.isdecimal() and after.isdecimal()
    return len(marks) > _LONGEST[marks[0]] or is_in_brackets or is_product


def _is_word(before: str, marks: str) -> bool:
    """Whether emphasis may go on with a sign here; a single star after n is a product."""
    return _LETTER.match(before) is not None or (len(marks) > 1 and before.isalnum())


def _is_sign(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _find_strays(state: StateCore) -> None:
    strays: dict[int, list[tuple[int, str, str]]] = {}  # by block: line, what stands around
    for place in places(state):
        if place.token.type == "text":
            text = place.token.content
            for match in _STRAY.finditer(text):
                around = (text[: match.start()][-1:] or " ", text[match.end() :][:1] or " ")
                strays.setdefault(id(place.block), []).append((place.line, *around))
    faults = page_of(state.env).faults
    for of_block in strays.values():
        reason = _reason(of_block)
        for line in {line for line, _before, _after in of_block}:
            faults.report(line, reason)


def _reason(strays: list[tuple[int, str, str]]) -> str:
    """Why stars of a paragraph are left over, with the cure that fits."""
    around = [(before, after) for _line, before, after in strays]
    if any(before.isdecimal() and after.isdecimal() for before, after in around):
        return gettext("Stray **: between digits it is no bold. Write \\*\\* for real stars.")
    inner = [after for _before, after in around[::2]] + [before for before, _after in around[1::2]]
    if len(around) > 1 and any(character.isspace() for character in inner):
        return gettext(
            "Stray **: bold is not opened or not closed here. Take spaces inside the stars away, "
            "or write \\*\\* for real stars."
        )
    return gettext(
        "Stray **: the other two stars are missing in this paragraph. Add them right at the word, "
        "or write \\*\\* for real stars."
    )


def _find_unsure(state: StateCore) -> None:
    """What CommonMark takes for emphasis, or leaves, where only its author can tell."""
    faults = page_of(state.env).faults
    for place in places(state):
        reason = ""
        if place.token.type in ("em_open", "strong_open"):
            reason = _doubt(place.block.children or [], place.index)
        elif place.token.type == "text":
            reason = _doubt_left(place.token.content)
        if reason:
            faults.report(place.line, reason)


def _doubt(tokens: list[Token], start: int) -> str:
    """What is unsure about the emphasis that begins at this token, or nothing."""
    markup, words = tokens[start].markup, _words(tokens, start)
    if markup == "__" and _NAME.fullmatch(words):
        reason = gettext("Is __%(name)s__ a name? Write it in `code`, or **%(name)s** for bold.")
        return reason % {"name": words}
    before = tokens[start - 1].content[-1:] if start else ""
    is_in_word = (
        before.isalnum() or before in _CLOSING or unicodedata.category(before or " ") == "So"
    )
    if "_" in markup or not is_in_word:
        return ""
    if markup == "*":
        return _times_sign()
    if any(character.isspace() for character in words):
        return gettext(
            "Are these ** bold? Then begin it where a word begins; write \\*\\* for real stars."
        )
    return ""


def _goes_on(before: str) -> bool:
    """Whether a word may go on after this character."""
    return before.isalnum() or before in _CLOSING or unicodedata.category(before) == "So"


def _times_sign() -> str:
    return gettext(
        "Is this * a times sign or emphasis? Write × or \\*, or ** for bold within a word."
    )


def _words(tokens: list[Token], start: int) -> str:
    """The text that is emphasised from this token on."""
    words = ""
    for token in tokens[start + 1 : start + _FURTHEST]:
        if token.level == tokens[start].level and token.nesting == -1:
            break
        words += " " if token.type.endswith("break") else token.content
    return words


def _doubt_left(text: str) -> str:
    """What is unsure about marks that stand as written in a text, or nothing."""
    for match in _UNDERSCORES.finditer(text):
        if _LETTER.search(match[2]) or _LETTER.match(match["after"]):
            return gettext(
                "_ is no emphasis before a letter: write *word* or **word**, or \\_ for a real _."
            )
    half = next((match for match in _HALF.finditer(text) if _LETTER.match(match["after"])), None)
    return _times_sign() if half else ""
