"""Tables that scroll inside themselves, named after their header row; no cell of them is lost."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag, words_of
from texts.page import faults_of, page_of

_UNDER_HEAD = re.compile(r"[|:-][\s|:-]*")
_ITEM = re.compile(r"(?:[-+*]|\d+[.)])\s|>")
_CODE = re.compile(r"\\.|(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)\|")
_HIDDEN = "\0"  # stands for a | in code; markdown-it leaves none in a text


def install(md: MarkdownIt) -> None:
    """Read tables, and write them our way."""
    install_reading(md)
    md.core.ruler.before("text_join", "tables", _prepare)
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("table_close", _render_close)


def install_reading(md: MarkdownIt) -> None:
    """Switch tables on, and keep what they hold."""
    md.block.ruler.at("table", _read, {"alt": ["paragraph", "reference"]})
    md.enable("table")


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table in which a | within `code` ends no cell."""
    if state.is_code_block(start) or not _is_headed(state, start, end):
        return False
    source, first = state.src, len(state.tokens)
    state.src = _hide_pipes(state, start, end)
    is_table = table(state, start, end, silent)
    if is_table and not silent:
        _report_lost_cells(state, start)
    if not is_table:
        _report_other_head(state, start)
    state.src = source
    for token in state.tokens[first:]:
        token.content = token.content.replace(_HIDDEN, "|")
    return is_table


def _is_headed(state: StateBlock, start: int, end: int) -> bool:
    """Whether it looks like the head of a table and the line under it."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    under = _line(state, start + 1)
    return "|" in _line(state, start) and "-" in under and bool(_UNDER_HEAD.fullmatch(under))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _hide_pipes(state: StateBlock, start: int, end: int) -> str:
    """The source, of the same length, with no | in the code of these lines up to an empty one."""
    last = next((line for line in range(start, end) if state.isEmpty(line)), end) - 1
    begin, stop = state.bMarks[start], state.eMarks[last]
    lines = state.src[begin:stop].split("\n")
    hidden = "\n".join(_CODE.sub(lambda code: _PIPE.sub(_HIDDEN, code[0]), line) for line in lines)
    return state.src[:begin] + hidden + state.src[stop:]


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    if cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _report_lost_cells(state: StateBlock, start: int) -> None:
    columns = len(_cells(_line(state, start)))
    for number in range(start + 2, state.line):
        cells = _cells(_line(state, number))
        if any(cell.strip() for cell in cells[columns:]):
            message = gettext(
                "This row has %(cells)d cells and the head %(columns)d: add one to the head, or "
                "write \\| for a | that ends no cell."
            )
            counts = {"cells": len(cells), "columns": columns}
            faults_of(state.env).report(number, message % counts)


def _report_other_head(state: StateBlock, start: int) -> None:
    head, under = _line(state, start), _line(state, start + 1)
    if "|" in under and not _ITEM.match(head):
        message = gettext(
            "This is no table yet: the head has %(columns)d cells and this line %(marks)d."
        )
        counts = {"columns": len(_cells(head)), "marks": len(_cells(under))}
        if counts["columns"] != counts["marks"]:
            faults_of(state.env).report(start + 1, message % counts)


def _prepare(state: StateCore) -> None:
    opened: Token | None = None
    for index, token in enumerate(state.tokens):
        if token.type == "table_open":
            opened = token
            opened.meta["headers"] = []
        elif token.type in ("th_open", "td_open"):
            _align(token)
        if token.type == "th_open" and opened is not None:
            words = words_of(state.tokens[index + 1].children or [])
            opened.meta["headers"].append(words)
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
