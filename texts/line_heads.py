"""Lines that begin as items of Korean official texts do ("가.", "①", "□") stay lines of their own.

They are no lists of Markdown, which would join them to one line.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_LETTERS = "가나다라마바사아자차카타파하"
_HEAD = re.compile(
    r"[\u2460-\u24ff\u3200-\u32b0]"  # ① ⑴ ⓐ ㉮ ㈎
    rf"|(?:[{_LETTERS}][.)]|[(（](?:[{_LETTERS}]|\d{{1,2}})[)）]|0\d+[.)]|\d{{1,2}}\))\s"
    r"|[□■○●◯◦◇◆▢▣▪▫❍◎▶▷►‣∙·ㆍㅇ※☞❑❏✓✔→⇒―–—]\s"
)


def install(md: MarkdownIt) -> None:
    """Break the line before such a one."""
    md.core.ruler.before("text_join", "line_heads", _break)


def _break(state: StateCore) -> None:
    for block in state.tokens:
        tokens = block.children or []
        for at, token in enumerate(tokens):
            if token.type == "softbreak" and _HEAD.match(_words_from(tokens, at + 1)):
                token.type, token.tag = "hardbreak", "br"


def _words_from(tokens: list[Token], at: int) -> str:
    """The first words here, be they bold or not."""
    heads = (token for token in tokens[at : at + 3] if token.nesting != 1)
    return next((token.content for token in heads), "")
