"""Tables that fit a phone; no cell of them is lost."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read_table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.code import CODE
from texts.markup import tag
from texts.page import faults_of, page_of
from texts.table_layout import Cell, Table, tables, with_captions

MOST_COLUMNS = 30
_UNDER_HEAD = re.compile(r"[|:-][\s|:-]*")
_ITEM = re.compile(r"(?:[-+*]|\d+[.)])\s|>")
_PIPE = re.compile(r"(?<!\\)\|")
_HIDDEN = "\0"  # stands for a | in code; markdown-it leaves none in a text


def install(md: MarkdownIt) -> None:
    """Read tables, and write them our way."""
    install_reading(md)
    md.core.ruler.before("text_join", "tables", _prepare)
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("th_open", _render_cell)
    md.add_render_rule("td_open", _render_cell)
    md.add_render_rule("table_close", _render_close)


def install_reading(md: MarkdownIt) -> None:
    """Switch tables on, and keep what they hold."""
    md.block.ruler.at("table", _read, {"alt": ["paragraph", "reference"]})
    md.enable("table")


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table in which a | within `code` ends no cell."""
    if state.is_code_block(start) or not _is_headed(state, start, end):
        return False
    if _is_too_wide(state, start):
        return False
    source, first = state.src, len(state.tokens)
    state.src = _hide_pipes(state, start, end)
    is_table = read_table(state, start, end, silent)
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


def _is_too_wide(state: StateBlock, start: int) -> bool:
    """Whether nobody could read it; then its lines are only text, and soon dealt with."""
    columns = len(_cells(_line(state, start)))
    if columns > MOST_COLUMNS:
        message = gettext("This table has %(columns)d columns; %(most)d can be shown at most.")
        counts = {"columns": columns, "most": MOST_COLUMNS}
        faults_of(state.env).report(start, message % counts)
    return columns > MOST_COLUMNS


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _hide_pipes(state: StateBlock, start: int, end: int) -> str:
    """The source, of the same length, with no | in the code of these lines up to an empty one."""
    last = next((line for line in range(start, end) if state.isEmpty(line)), end) - 1
    begin, stop = state.bMarks[start], state.eMarks[last]
    lines = state.src[begin:stop].split("\n")
    hidden = "\n".join(CODE.sub(lambda code: _PIPE.sub(_HIDDEN, code[0]), line) for line in lines)
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
    state.tokens = with_captions(state.tokens)
    for table in tables(state.tokens):
        if not table.stands:
            _make_rows(table)
        table.opening.meta["table"] = table
        for row in table.rows:
            for cell in row:
                _align(cell.opening)
        for cell in table.rows[0]:
            _make_head(cell)
        if table.names_rows:
            for row in table.rows[1:]:
                _name_row(row[0])


def _make_rows(table: Table) -> None:
    """Give each cell the head of its column to be shown beside it on a phone.

    Browsers forget what a table is once its rows are laid out as blocks; by role they still know.
    """
    table.opening.attrs["role"] = "table"
    for part in table.parts:
        part.attrs["role"] = "row" if part.type == "tr_open" else "rowgroup"
    if any(cell.can_be_pressed for cell in table.rows[0]):
        table.parts[0].attrs["class"] = "lms-table-head"
    for row in table.rows:
        for cell, label in zip(row, table.labels, strict=False):
            cell.opening.attrs["role"] = "cell"
            if label and row is not table.rows[0]:
                cell.opening.attrs["data-label"] = label


def _align(cell: Token) -> None:
    """Say by class what markdown-it says by style, which the content security policy forbids."""
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = "lms-align-" + style.removeprefix("text-align:")


def _make_head(cell: Cell) -> None:
    if not cell.words:  # an empty head would be announced as the name of its column
        cell.opening.tag = cell.closing.tag = "td"
        return
    cell.opening.attrs["scope"] = "col"
    if "role" in cell.opening.attrs:
        cell.opening.attrs["role"] = "columnheader"


def _name_row(cell: Cell) -> None:
    cell.opening.tag = cell.closing.tag = "th"
    cell.opening.attrs["scope"] = "row"
    if "role" in cell.opening.attrs:
        cell.opening.attrs["role"] = "rowheader"


def _render_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    table: Table = tokens[index].meta["table"]
    classes, scrolls = "lms-table" if table.stands else "lms-table lms-table-rows", {}
    if table.is_wide:  # only what scrolls has to be reached, and so named
        label = ", ".join(filter(None, table.labels)) or page_of(env).labels.table
        scrolls = {"tabindex": "0", "role": "region", "aria_label": label}
        classes += " lms-table-wide"
    opening = tag("div", class_=classes, **scrolls)
    return f"{opening}\n{renderer.renderToken(tokens, index, options, env)}"


def _render_cell(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    cell = tokens[index]
    return tag(cell.tag, **{name: str(value) for name, value in cell.attrs.items()})


def _render_close(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"{renderer.renderToken(tokens, index, options, env)}</div>\n"
