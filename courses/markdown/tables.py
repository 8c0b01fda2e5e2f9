"""Tables that scroll inside themselves, named after their header row."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from courses.markdown.markup import tag, words_of
from courses.markdown.page import page_of


def install(md: MarkdownIt) -> None:
    """Switch tables on and write them our way."""
    md.enable("table")
    md.core.ruler.before("text_join", "tables", _prepare)
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("table_close", _render_close)


def _prepare(state: StateCore) -> None:
    table: Token | None = None
    for index, token in enumerate(state.tokens):
        if token.type == "table_open":
            table = token
            table.meta["headers"] = []
        elif token.type in ("th_open", "td_open"):
            _align(token)
        if token.type == "th_open" and table is not None:
            words = words_of(state.tokens[index + 1].children or [])
            table.meta["headers"].append(words)
            _make_header(token, state.tokens[index + 2], words)


def _align(cell: Token) -> None:
    """Say by class what markdown-it says by style, which the content security policy forbids."""
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = "lms-align-" + style.removeprefix("text-align:")


def _make_header(opening: Token, closing: Token, words: str) -> None:
    if words:
        opening.attrs["scope"] = "col"
    else:  # an empty header would be announced as the name of its column
        opening.tag = closing.tag = "td"


def _render_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    headers = ", ".join(filter(None, tokens[index].meta["headers"]))
    label = headers or page_of(env).labels.table
    opening = tag("div", class_="lms-table", tabindex="0", role="region", aria_label=label)
    return f"{opening}\n{renderer.renderToken(tokens, index, options, env)}"


def _render_close(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"{renderer.renderToken(tokens, index, options, env)}</div>\n"
