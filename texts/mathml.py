"""Formulas as MathML: what of it gets through, written as the sanitiser writes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from texts.formula_words import words_of_formula
from texts.markup import tag, text

LONGEST, MOST_ELEMENTS, DEEPEST = 50_000, 2_000, 40
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_LETTERS = {"mi", "mn", "mo", "ms", "mtext"}
# How many parts each has; of the others any number.
_PARTS = {
    **dict.fromkeys(("mfrac", "mover", "mroot", "msub", "msup", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
    "mspace": 0,
    "mprescripts": 0,
}
_ROWS = {"mmultiscripts", "mpadded", "mphantom", "mrow", "msqrt", "mstyle", "mtable", "mtd", "mtr"}
ELEMENTS = {"math", *_LETTERS, *_PARTS, *_ROWS}
_YES_NO = re.compile("true|false")
# Longer ones would push what follows off the screen.
_LENGTH = re.compile(r"-?(?:\d(?:\.\d+)?|\.\d+|[12]\d)(?:em|ex|px|pt)?|-?[1-9]?\d%")
_SHORT_NUMBER = re.compile(r"[+-]?\d{1,2}")
_SHAPES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        ("accent", "accentunder", "displaystyle", "fence", "largeop", "movablelimits"), _YES_NO
    ),
    **dict.fromkeys(("separator", "stretchy", "symmetric"), _YES_NO),
    **dict.fromkeys(("depth", "height", "lspace", "rspace", "width"), _LENGTH),
    **dict.fromkeys(("columnspan", "rowspan", "scriptlevel"), _SHORT_NUMBER),
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile(r"0|[0-3](?:\.\d+)?(?:px|em)"),
    "mathvariant": re.compile("normal"),
}
_STYLES = {"displaystyle", "scriptlevel"}
_SIZES = {"depth", "height", "width"}
_OPERATOR = {"fence", "form", "largeop", "lspace", "movablelimits", "rspace"}
_OF_ELEMENT: dict[str, set[str]] = {
    "math": _STYLES,
    "mfrac": {*_STYLES, "linethickness"},
    "mi": {"mathvariant"},
    "mo": {*_OPERATOR, "separator", "stretchy", "symmetric"},
    "mover": {"accent"},
    "mpadded": {*_SIZES, "lspace"},
    "mrow": _STYLES,
    "mspace": _SIZES,
    "mstyle": _STYLES,
    "mtable": _STYLES,
    "mtd": {"columnspan", "rowspan"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
}
ATTRIBUTES = _OF_ELEMENT | {"math": {*_STYLES, "alttext"}}
VALUES = {"math": {"display": {"block", "inline"}}}
CLASSES = {
    "mrow": {"lms-formula-box"},
    "mtd": {"lms-align-left", "lms-align-right", "lms-formula-close", "lms-formula-follows"},
}
_COLOURED = re.compile(r"(?:^|;)\s*(?:color|background(?:-color)?)\s*:\s*([^;]+)")
_BLACK = {"", "black", "#000", "#000000", "currentcolor", "inherit", "initial", "transparent"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);)[A-Za-z][A-Za-z0-9]*;")
_OPENING = re.compile(r"<math\b")


class UnfitFormulaError(Exception):
    """What is written is no formula that can be shown; the message says why in a sentence."""


@dataclass(frozen=True)
class Formula:
    """Clean MathML to store, and what it says in a line of letters and signs."""

    html: str
    words: str


def formula_of(mathml: str, *, is_block: bool | None = None) -> Formula:
    """The formula in a `<math>` element; `is_block` where it does not say so itself."""
    if len(mathml) > LONGEST:
        raise too_long(LONGEST)
    root = _tree(mathml)
    _check_size(root)
    (math,) = _cleaned(root)
    if is_block is None:
        is_block = root.get("display") == "block" or root.get("mode") == "display"
    words = words_of_formula(math)
    math.attrib = {
        **({"display": "block"} if is_block else {}),
        "alttext": words,
        **math.attrib,
    }
    return Formula("".join(_written(math)), words)


def too_long(most: int) -> UnfitFormulaError:
    reason = _("A formula is at most %(most)s letters long.")
    return UnfitFormulaError(reason % {"most": f"{most:,}"})


def too_deep() -> UnfitFormulaError:
    return UnfitFormulaError(_("This formula is nested too deeply: use fewer levels."))


def _tree(mathml: str) -> Element:
    source = _ENTITY.sub(lambda entity: escape(unescape(entity[0]), quote=False), mathml)
    try:
        root: Element = fromstring(source, forbid_dtd=True)
    except (ParseError, ValueError, DefusedXmlException) as error:
        raise UnfitFormulaError(_("This is not valid MathML: %(why)s.") % {"why": error}) from error
    if _name(root) != "math":
        raise _not_shown(_name(root))
    return root


def _check_size(root: Element) -> None:
    """Without recursion, so that what comes after may recurse."""
    level, depth, elements = [root], 0, 0
    while level:
        depth += 1
        elements += len(level)
        if depth > DEEPEST:
            raise too_deep()
        if elements > MOST_ELEMENTS:
            raise UnfitFormulaError(
                _("A formula has at most %(most)s parts.") % {"most": f"{MOST_ELEMENTS:,}"}
            )
        level = [child for element in level for child in element]


def _name(element: Element) -> str:
    name = element.tag if isinstance(element.tag, str) else "?"
    return name.removeprefix(_NAMESPACE)


def _not_shown(name: str) -> UnfitFormulaError:
    return UnfitFormulaError(_("<%(tag)s> in a formula is not shown here.") % {"tag": name[:40]})


def _cleaned(element: Element) -> Iterator[Element]:
    """The element as it is shown, or what is shown in its place."""
    name = _name(element)
    if name == "semantics":
        yield from _cleaned(element[0]) if len(element) else ()
        return
    if name == "none":  # An empty place beside `mmultiscripts`.
        yield Element("mrow")
        return
    if name == "mfenced":
        yield _fenced(element)
        return
    clean = Element("mrow" if name == "menclose" else name)
    if name == "menclose":
        if element.get("notation", "").strip() not in {"box", "roundedbox"}:
            raise _not_shown(f"menclose {element.get('notation', '')}".strip())
        clean.set("class", "lms-formula-box")
    elif name not in ELEMENTS:
        raise _not_shown(name)
    _keep_attributes(element, clean)
    _keep_content(element, clean)
    yield clean


def _keep_content(element: Element, clean: Element) -> None:
    name = clean.tag
    if name in _LETTERS:
        if len(element):
            raise _not_shown(_name(element[0]))
        clean.text = _varied(" ".join((element.text or "").split(" ")), element.get("mathvariant"))
        return
    between = (element.text or "", *(child.tail or "" for child in element))
    if "".join(between).strip():
        raise UnfitFormulaError(_("Letters of a formula stand in no element of their own."))
    clean.extend([part for child in element for part in _cleaned(child)])
    if name in _PARTS and len(clean) != _PARTS[name]:
        raise UnfitFormulaError(
            _("<%(tag)s> in a formula takes %(parts)d parts.")
            % {"tag": name, "parts": _PARTS[name]}
        )


def _keep_attributes(element: Element, clean: Element) -> None:
    style = element.get("style", "").lower()
    colours = [element.get("mathcolor", ""), element.get("mathbackground", "")]
    colours += [element.get("color", ""), element.get("background", ""), *_COLOURED.findall(style)]
    if any(colour.strip().lower() not in _BLACK for colour in colours):
        raise UnfitFormulaError(_("A formula has no colours here: say with words what they say."))
    for name in sorted(_OF_ELEMENT.get(clean.tag, ())):
        value = element.get(name, "").strip()
        if _SHAPES[name].fullmatch(value):
            clean.set(name, value)
    if clean.tag == "mtd":
        classes = " ".join(sorted(_classes_of_cell(element, style)))
        if classes:
            clean.set("class", classes)


def _classes_of_cell(element: Element, style: str) -> Iterator[str]:
    """What the content security policy forbids as a style."""
    styles = dict(part.split(":", 1) for part in style.replace(" ", "").split(";") if ":" in part)
    align = element.get("columnalign", styles.get("text-align", ""))
    if align in {"left", "right"}:
        yield f"lms-align-{align}"
    if styles.get("padding-left") == "0" or styles.get("padding-right") == "0":
        yield "lms-formula-close"
    if styles.get("padding-left") == "1em":
        yield "lms-formula-follows"


def _fenced(element: Element) -> Element:
    """What browsers have forgotten, as a row with its brackets."""
    row, parts = Element("mrow"), [part for child in element for part in _cleaned(child)]
    separators = "".join(element.get("separators", ",").split())
    row.append(_operator(element.get("open", "(")))
    for at, part in enumerate(parts):
        if at and separators:
            row.append(_operator(separators[min(at, len(separators)) - 1]))
        row.append(part)
    row.append(_operator(element.get("close", ")")))
    return row


def _operator(sign: str) -> Element:
    operator = Element("mo")
    operator.text = sign
    return operator


def _varied(letters: str, variant: str | None) -> str:
    """Letters of another alphabet as signs of their own: browsers know no other way."""
    if variant not in VARIANTS:
        return letters
    return "".join(VARIANTS[variant].get(letter, letter) for letter in letters)


def _alphabet(first_capital: int, first_digit: int = 0, **others: str) -> dict[str, str]:
    capitals = [chr(ord("A") + at) for at in range(26)]
    letters = dict(zip((*capitals, *map(str.lower, capitals)), range(52), strict=True))
    signs = {letter: chr(first_capital + at) for letter, at in letters.items()}
    if first_digit:
        signs |= {str(digit): chr(first_digit + digit) for digit in range(10)}
    return signs | others


VARIANTS = {
    "bold": _alphabet(0x1D400, 0x1D7CE),
    "bold-italic": _alphabet(0x1D468),
    "double-struck": _alphabet(0x1D538, 0x1D7D8, C="ℂ", H="ℍ", N="ℕ", P="ℙ", Q="ℚ", R="ℝ", Z="ℤ"),
    "fraktur": _alphabet(0x1D504, C="ℭ", H="ℌ", I="ℑ", R="ℜ", Z="ℨ"),
    "script": _alphabet(
        0x1D49C, B="ℬ", E="ℰ", F="ℱ", H="ℋ", I="ℐ", L="ℒ", M="ℳ", R="ℛ", e="ℯ", g="ℊ", o="ℴ"
    ),
}


def _written(element: Element) -> Iterator[str]:
    attributes = {name: str(value) for name, value in element.attrib.items()}
    class_ = attributes.pop("class", "")
    yield tag(element.tag, **attributes, **({"class_": class_} if class_ else {}))
    yield text(element.text or "")
    for child in element:
        yield from _written(child)
    yield f"</{element.tag}>"
