"""What a formula says in a line of letters and signs: for search, tables, files and short forms."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

RAISED = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SILENT = "\u2061\u2062\u2063\u2064"  # function application, invisible times, comma and plus
_BETWEEN = set("=+\u2212-×÷±∓<>≤≥≠≈≡∼∝→←↔⇒⇐⇔↦∈∉⊂⊆∪∩∧∨∘⋅·|:")
_PRIMES = {"′", "″", "‴", "∘", "°", "*"}


def words_of_formula(math: Element) -> str:
    """The words of clean MathML."""
    return " ".join(_row(math).split())


def _row(parts: Iterable[Element]) -> str:
    line = ""
    for part in parts:
        word = _said(part)
        if part.tag == "mo" and word in _BETWEEN and line.strip() and line.strip()[-1] != "(":
            line = f"{line.rstrip()} {word} "
        elif part.tag == "mo" and word in {",", ";"}:
            line = f"{line.rstrip()}{word} "
        else:
            line += f"{_gap(line, word, part)}{word}"
    return line.strip()


def _gap(line: str, word: str, part: Element) -> str:
    """A space between a word, such as a function's name, and the letter beside it."""
    if not line or not word or not (line[-1].isalnum() and word[0].isalnum()):
        return ""
    before = line.rsplit(" ", 1)[-1]
    is_word = part.tag in {"mi", "mrow"} and len(word) > 1 and word[:2].isalpha()
    return " " if is_word or (len(before) > 1 and before.isalpha()) else ""


def _said(element: Element) -> str:
    children = list(element)
    if element.tag in {"mi", "mn", "mo", "ms", "mtext"}:
        return (element.text or "").translate(dict.fromkeys(map(ord, _SILENT)))
    if element.tag in _TOGETHER and len(children) > 1:
        return _TOGETHER[element.tag](element, *map(_said, children))
    if element.tag == "msqrt":
        return f"√{_grouped(_row(children))}"
    if element.tag == "mtable":
        return "; ".join(map(_said, children))
    if element.tag == "mtr":
        return ", ".join(filter(None, map(_said, children)))
    return "" if element.tag in {"mphantom", "mspace"} else _row(children)


def _grouped(words: str) -> str:
    return words if words.isalnum() or len(words) < 2 else f"({words})"


def _marked(words: str, signs: dict[int, int], mark: str) -> str:
    """Raised or lowered letters where there are such signs, else after a mark."""
    bare = words.replace(" ", "")
    if bare and all(ord(letter) in signs for letter in bare):
        return bare.translate(signs)
    return f"{mark}{_grouped(words)}" if words else ""


def _over(element: Element, above: str, below: str) -> str:
    if element.get("linethickness") == "0":
        return f"{above} {below}"
    return f"{_grouped(above)}/{_grouped(below)}"


def _raised(_element: Element, base: str, power: str) -> str:
    base = base if _is_one(base) else f"({base})"
    if power in _PRIMES:
        return base + power.replace("∘", "°")
    return base + _marked(power, RAISED, "^")


def _is_one(base: str) -> bool:
    is_bracketed = base[:1] in "([{|" and base[-1:] in ")]}|"
    return len(base) < 2 or base.isalnum() or is_bracketed or not base.isascii()


def _lowered(_element: Element, base: str, index: str) -> str:
    return base + _marked(index, LOWERED, "_")


def _both(_element: Element, base: str, index: str, power: str) -> str:
    return base + _marked(index, LOWERED, "_") + _marked(power, RAISED, "^")


def _above(element: Element, base: str, above: str) -> str:
    return base + (above if element.get("accent") == "true" else _marked(above, RAISED, "^"))


def _below(element: Element, base: str, below: str) -> str:
    is_mark = element.get("accentunder") == "true"
    return base + (below if is_mark else _marked(below, LOWERED, "_"))


def _root(_element: Element, base: str, index: str) -> str:
    return f"{_marked(index, RAISED, '')}√{_grouped(base)}"


_TOGETHER: dict[str, Callable[..., str]] = {
    "mfrac": _over,
    "mover": _above,
    "mroot": _root,
    "msub": _lowered,
    "msubsup": _both,
    "msup": _raised,
    "munder": _below,
    "munderover": _both,
}
