"""Formulas of banks: TeX as Moodle and Canvas have it, and MathML, on their way to Markdown."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from texts.mathml import UnfitFormulaError, formula_of
from texts.tex import LONGEST, formula_of_tex, is_formula

_TEX = re.compile(
    rf"\\\((?P<line>.{{1,{LONGEST}}}?)\\\)|\\\[(?P<block>.{{1,{LONGEST}}}?)\\\]"
    rf"|(?<!\$)\$\$(?P<dollars>[^$]{{1,{LONGEST}}})\$\$(?!\$)",
    re.DOTALL,
)
_MATHML = re.compile(
    r"<(?P<prefix>(?:\w+:)?)math\b[^>]*>.*?</(?P=prefix)math\s*>", re.DOTALL | re.IGNORECASE
)
_WORDS = re.compile(r' alttext="[^"]*"')
# Signs that no text means anything by; one that holds them is left without.
PRIVATE = re.compile("[\ue000-\ue003]")
_OPENING, _CLOSING = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPENING}(\\d+){_CLOSING}")


def with_tex(text: str, escaped: Callable[[str], str], lacks: list[str]) -> str:
    """Markdown of a text with its formulas; what cannot be read is code, and told in `lacks`."""
    parts, at = [], 0
    for match in _TEX.finditer(text):
        parts += [escaped(text[at : match.start()]), _markdown_of(match, escaped, lacks)]
        at = match.end()
    return "".join([*parts, escaped(text[at:])])


def _markdown_of(match: re.Match[str], escaped: Callable[[str], str], lacks: list[str]) -> str:
    between = next(part for part in match.group("line", "block", "dollars") if part is not None)
    if match["dollars"] is not None and not is_formula(between):
        return escaped(match[0])
    tex, is_block = " ".join(between.split()), match["line"] is None
    try:
        formula_of_tex(tex, is_block=is_block)
    except UnfitFormulaError as error:
        lacks.append(_("Its formula %(tex)s: %(why)s") % {"tex": tex[:60], "why": error})
        code = " ".join(match[0].split()).replace("`", "'")
        return f"`{code}`"
    return f"$${tex}$$" if is_block else f"\\({tex}\\)"


class KeptMathML:
    """Takes MathML out of HTML without `PRIVATE` signs, so that nothing changes it, and puts it
    back."""

    def __init__(self, html: str) -> None:
        self.kept: list[str] = []
        self.html = _MATHML.sub(self._keep, html)

    def _keep(self, match: re.Match[str]) -> str:
        source = match[0]
        if match["prefix"]:
            source = re.sub(rf"(</?){re.escape(match['prefix'])}", r"\1", source)
        self.kept.append(_WORDS.sub("", formula_of(source).html).replace("|", "&#124;"))
        return f"{_OPENING}{len(self.kept) - 1}{_CLOSING}"

    def put_back(self, markdown: str) -> str:
        return _MARK.sub(lambda mark: self.kept[int(mark[1])], markdown)
