"""Formulas in TeX: where they stand in a text, and their MathML.

The library reads a formula in one go; what makes others loop, definitions of new commands, is
refused, so that the length of a formula is the limit of its cost.
"""

import re
import threading
from functools import lru_cache

from django.utils.translation import gettext as _
from math_core import LatexError, LatexToMathML

from texts.mathml import Formula, UnfitFormulaError, formula_of, too_deep, too_long

LONGEST, DEEPEST = 2_000, 30
_EXPANSIONS = 200  # the library's own commands are made of others
_DEFINING = re.compile(
    r"\\(?:(?:re|provide)?newcommand|[egx]?def|let|futurelet|(?:re)?newenvironment"
    r"|DeclareMathOperator|csname|expandafter|loop|input|include|require)(?![A-Za-z])"
)
_COLOURING = re.compile(r"\\(?:text|page|f)?color(?:box)?(?![A-Za-z])")
_OPENING = re.compile(r"\\(?:begin|left)(?![A-Za-z])|(?<!\\)(?:\\\\)*\{")
_CLOSING = re.compile(r"\\(?:end|right)(?![A-Za-z])|(?<!\\)(?:\\\\)*\}")
# Each line with a number of its own would be counted anew in every formula.
_NUMBERED = re.compile(
    r"(\\(?:begin|end)\s*\{)(align|equation|gather|multline|alignat|flalign)(\})"
)
_UNKNOWN = re.compile(r'Unknown (?:command|environment) "([^"]*)"')
# Hangul that stands alone is a word; the library would take each syllable for a variable.
_WORDS = re.compile(
    r"\\(?:text|mathrm|mbox|textbf|textrm|operatorname)\s*\{[^{}]*\}|([가-힣]+(?: +[가-힣]+)*)"
)
_SIGN_OF_TEX = re.compile(r"[\\^_={<>]")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅣ]")
_thread = threading.local()


@lru_cache(maxsize=256)
def _converted(tex: str, is_block: bool) -> str:
    if not hasattr(_thread, "converter"):
        _thread.converter = LatexToMathML(fancy_error=False, max_expansions=_EXPANSIONS)
    converter: LatexToMathML = _thread.converter
    return converter.convert_with_local_state(tex, displaystyle=is_block)


def formula_of_tex(tex: str, *, is_block: bool) -> Formula:
    """The formula as MathML; `UnfitFormulaError` says what is wrong with it."""
    if len(tex) > LONGEST:
        raise too_long(LONGEST)
    _check_commands(tex)
    tex = _NUMBERED.sub(r"\1\2*\3", tex)
    tex = _WORDS.sub(lambda word: rf"\text{{{word[1]}}}" if word[1] else word[0], tex)
    try:
        mathml = _converted(tex, is_block)
    except LatexError as error:
        raise UnfitFormulaError(_reason(str(error))) from error
    return formula_of(mathml, is_block=is_block)


def _check_commands(tex: str) -> None:
    if not tex.strip():
        raise UnfitFormulaError(_("This formula is empty."))
    if command := _DEFINING.search(tex):
        raise UnfitFormulaError(
            _("A formula defines no commands here: %(command)s.") % {"command": command[0]}
        )
    if command := _COLOURING.search(tex):
        raise UnfitFormulaError(_("A formula has no colours here: say with words what they say."))
    depth = deepest = 0
    marks = [(mark.end(), 1) for mark in _OPENING.finditer(tex)]
    marks += [(mark.end(), -1) for mark in _CLOSING.finditer(tex)]
    for _place, step in sorted(marks):
        depth += step
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise too_deep()


def _reason(error: str) -> str:
    if unknown := _UNKNOWN.search(error):
        return _("%(command)s in a formula is not known here.") % {"command": unknown[1][:60]}
    why = re.sub(r"^\d+: ", "", error.splitlines()[0])[:120]
    return _("This formula cannot be read: look at its braces and commands (%(why)s)") % {
        "why": why.rstrip(".")
    }


def is_formula(between: str) -> bool:
    """Whether what stands between two `$$` is one, and no sentence about money."""
    bare = between.strip()
    if not bare or "$" in bare.replace("\\$", ""):
        return False
    if _SIGN_OF_TEX.search(bare):
        return True
    is_tight = bare == between or between[:1] == between[-1:] == "\n"
    return is_tight and not _HANGUL.search(bare) and any(map(str.isalnum, bare))
