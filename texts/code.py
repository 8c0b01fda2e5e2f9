"""Code: blocks that wrap, spans, and what was never closed."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag, text
from texts.page import page_of
from texts.places import NEWLINES

# A code span, or a letter after a backslash, which never begins one.
CODE = re.compile(r"\\.|(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_KOREAN = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")


def install(md: MarkdownIt) -> None:
    """Write code our way and check that fences are closed."""
    md.inline.ruler.at("backticks", _tokenize)
    md.core.ruler.before("text_join", "open_fences", _find_open)
    md.core.ruler.before("text_join", "indented_words", _find_indented_words)
    md.add_render_rule("fence", _render_block)
    md.add_render_rule("code_block", _render_block)
    md.add_render_rule("code_inline", _render_inline)


def _tokenize(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not backtick(state, silent):
        return False
    if not silent and state.tokens and state.tokens[-1].type == "code_inline":
        # A code span turns line breaks into spaces; whoever counts lines after it needs them.
        state.tokens[-1].meta[NEWLINES] = state.src.count("\n", start, state.pos)
    return True


def _find_open(state: StateCore) -> None:
    fences = [token for token in state.tokens if token.type == "fence" and token.map]
    lines = state.src.split("\n") if fences else []
    for token in fences:
        first, end = token.map or (0, 0)
        closing = rf"[\s>]*{re.escape(token.markup)}{token.markup[0]}*\s*"
        if end - first < 2 or not re.fullmatch(closing, lines[end - 1]):
            page_of(state.env).faults.report(
                first,
                gettext("This code block is not closed: add a line %(fence)s under it.")
                % {"fence": token.markup},
            )


def _find_indented_words(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "code_block" and token.map and _KOREAN.search(token.content):
            page_of(state.env).faults.report(
                token.map[0],
                gettext(
                    "Four spaces at the beginning of a line make it code: take them away, or put "
                    "code between lines of ```."
                ),
            )


def _render_block(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    content = tokens[index].content
    # Commands and logs without a Korean letter are not to be spelt by a Korean voice.
    is_foreign = page_of(env).context.language == "ko" and not _KOREAN.search(content)
    opening = tag("pre", **({"lang": "en"} if is_foreign else {}))
    return f"{opening}<code>{text(content)}</code></pre>\n"


def _render_inline(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"<code>{text(tokens[index].content)}</code>"
