"""Formulas: TeX between `\\(…\\)` in a line or `$$…$$` by itself, and MathML as banks have it.

A single dollar is money. Between two times two dollars stands a formula if it looks like one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.mathml import Formula, UnfitFormulaError, formula_of
from texts.page import page_of
from texts.places import NEWLINES, places
from texts.tex import formula_of_tex, is_formula

OPENINGS = {"\\(": "\\)", "$$": "$$"}
MOST_FORMULAS, MOST_LETTERS = 1_000, 100_000  # of a text, the letters of all its formulas
_MATHML = re.compile(r"<math(?=[\s>])", re.IGNORECASE)
_END_OF_MATHML = "</math>"
# Keys in Token.meta and in the state's env.
_HTML, _ENDS, _TALLY = "formula_html", "formula_ends", "formula_tally"
# As Moodle and LaTeX have it; here the brackets are escaped, as those of a link are.
_IN_BRACKETS = re.compile(r"\\\[((?:[^\\$]|\\(?!\]))*\\[A-Za-z]+(?:[^\\$]|\\(?!\]))*)\\\]")


@dataclass
class _Tally:
    """What a text has had of formulas."""

    formulas: int = 0
    letters: int = 0

    def is_full(self) -> bool:
        return self.formulas >= MOST_FORMULAS or self.letters >= MOST_LETTERS


def install(md: MarkdownIt) -> None:
    """Read formulas before anything in them is taken for Markdown, and write them as MathML."""
    install_reading(md)
    md.inline.ruler.before("formula", "formulas_beyond", _tokenize_beyond)
    md.core.ruler.before("text_join", "formulas", _convert)
    md.core.ruler.before("text_join", "formulas_in_brackets", _find_in_brackets)
    md.add_render_rule("formula", _render)


def install_reading(md: MarkdownIt) -> None:
    """Keep what stands in formulas as it is."""
    md.inline.ruler.before("escape", "formula", _tokenize)
    md.block.ruler.before("code", "formula", _read, {"alt": ["paragraph", "reference", "list"]})


def _tokenize(state: StateInline, silent: bool) -> bool:
    formula = _formula_at(state)
    if formula is None:
        return False
    end, content = formula
    if not silent:
        token = state.push("formula", "", 0)
        token.content = state.src[state.pos : end]
        token.meta[NEWLINES] = token.content.count("\n")
        token.markup, token.info = token.content[:2], content
        tally = state.env.setdefault(_TALLY, _Tally())
        tally.formulas += 1
        tally.letters += len(token.content)
    state.pos = end
    return True


def _tokenize_beyond(state: StateInline, silent: bool) -> bool:
    """Take the rest of the paragraph as it is: to read what is in it costs as much again."""
    tally = state.env.get(_TALLY)
    if silent or tally is None or not tally.is_full() or _formula_at(state) is None:
        return False
    token = state.push("formulas_beyond", "", 0)
    token.content = state.src[state.pos : state.posMax]
    token.meta[NEWLINES] = token.content.count("\n")
    state.pos = state.posMax
    return True


def _formula_at(state: StateInline) -> tuple[int, str] | None:
    """Where the formula ends that begins here, and what is in it."""
    start, opening = state.pos, state.src[state.pos : state.pos + 2]
    if opening in OPENINGS:
        end = _end(state, OPENINGS[opening], start + 2)
        content = state.src[start + 2 : end]
        if end < 0 or (opening == "$$" and not _is_between_dollars(state.src, start, end, content)):
            return None
        return end + 2, content.strip()
    if opening.lower() == "<m" and _MATHML.match(state.src, start, state.posMax):
        end = _end(state, _END_OF_MATHML, start)
        return None if end < 0 else (end + len(_END_OF_MATHML), "")
    return None


def _end(state: StateInline, closing: str, at: int) -> int:
    """Where it is closed; -1 if nowhere. What is nowhere is looked for once."""
    source, nowhere = state.env.get(_ENDS, ("", {}))
    if source is not state.src:
        nowhere = {}
        state.env[_ENDS] = (state.src, nowhere)
    key = (closing, state.posMax)
    if nowhere.get(key, state.posMax) <= at:
        return -1
    end = state.src.find(closing, at, state.posMax)
    if end < 0:
        nowhere[key] = at
    return end


def _is_between_dollars(source: str, start: int, end: int, content: str) -> bool:
    is_alone = source[start - 1 : start] != "$" and source[end + 2 : end + 3] != "$"
    return is_alone and content[:1] != "$" and is_formula(content)


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula of several lines, whatever list or heading these would be."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = _last_line(state, start, end)
    if last is None:
        return False
    if silent:
        return True
    content = state.getLines(start, last + 1, state.blkIndent, False).strip()
    state.line = last + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    formula = state.push("inline", "", 0)
    formula.map, formula.content, formula.children = [start, state.line], content, []
    state.push("paragraph_close", "p", -1)
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The last line of the formula; None if it is on one line only, or none at all."""
    if "$$" in _line(state, start)[2:]:
        return None
    for number in range(start + 1, end):
        line = _line(state, number)
        if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
            return None
        if "$$" in line:
            content = state.getLines(start, number + 1, state.blkIndent, False).strip()
            is_whole = line.index("$$") == len(line.rstrip()) - 2 and is_formula(content[2:-2])
            return number if is_whole else None
    return None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _convert(state: StateCore) -> None:
    page = page_of(state.env)
    is_told = False
    for place in places(state):
        if place.token.type == "formulas_beyond":
            place.token.type = "code_inline"
            if not is_told:
                page.faults.report(place.line, _too_many())
            is_told = True
        if place.token.type != "formula":
            continue
        try:
            formula = _formula(place.token)
        except UnfitFormulaError as error:
            page.faults.report(place.line, str(error))
            place.token.type = "code_inline"
        else:
            place.token.meta[_HTML], place.token.content = formula.html, formula.words


def _too_many() -> str:
    message = gettext(
        "A text has at most %(most)s formulas, with %(letters)s letters in all. Take it apart."
    )
    return message % {"most": f"{MOST_FORMULAS:,}", "letters": f"{MOST_LETTERS:,}"}


def _formula(token: Token) -> Formula:
    if token.markup in OPENINGS:
        return formula_of_tex(token.info, is_block=token.markup == "$$")
    return formula_of(token.content)


def _find_in_brackets(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and (match := _IN_BRACKETS.search(block.content)):
            line = (block.map or [0])[0] + block.content.count("\n", 0, match.start())
            page_of(state.env).faults.report(
                line, gettext("Write a formula between $$ and $$: \\[ and \\] are brackets here.")
            )


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return str(tokens[index].meta[_HTML])
