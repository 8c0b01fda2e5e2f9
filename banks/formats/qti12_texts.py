"""Texts of QTI 1.2: materials, with the ways in which programs put HTML into them."""

import re
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.bank import NO_TEXT, Format, Text
from banks.formats.xmltree import inner_html

# What says something that no text here can.
_NOT_TAKEN = {"matapplet", "matapplication", "mataudio", "material_ref", "matref", "matvideo"}
_TEXTS = {"mat_formattedtext", "matbreak", "matemtext", "matimage", "mattext"}
_OF_BLACKBOARD = {"html": Format.HTML, "plain_text": Format.PLAIN, "smart_text": Format.MOODLE}
_TAG = re.compile(r"<(?!img\b)[^<>]*>", re.IGNORECASE)
_FORMULA = re.compile(
    r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*?\sdata-equation-content\s*=\s*
        ("[^"]*"|'[^']*')(?:[^<>"']|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE | re.VERBOSE,
)


class UnfitMaterialError(Exception):
    """A text of an item cannot be taken, nor the item; the message says why in a sentence."""


def text_of(element: Element, but: Collection[str] = ()) -> Text:
    """All texts that the element holds, one below the other, but for those in such elements."""
    return joined(_of_material(material) for material in _within(element, {"material"}, but))


def joined(texts: Iterable[Text]) -> Text:
    """The texts one below the other, each once."""
    some = list(dict.fromkeys(filter(None, texts)))
    if len(some) < 2:
        return some[0] if some else NO_TEXT
    return Text("".join(f"<div>{_html(text)}</div>" for text in some), Format.HTML)


def _within(element: Element, tags: Collection[str], but: Collection[str]) -> Iterator[Element]:
    """The outermost elements with these tags, in order."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in but and child.tag != "altmaterial":
            yield from _within(child, tags, but)


def _of_material(material: Element) -> Text:
    """What stands in one material is read on in the same line."""
    for descendant in material.iter():
        if descendant.tag in _NOT_TAKEN:
            reason = _("It holds <%(tag)s>, which is not taken.") % {"tag": descendant.tag}
            raise UnfitMaterialError(reason)
    pieces = [_of_piece(piece) for piece in _within(material, _TEXTS, ())]
    some = [piece for piece in pieces if piece]
    if len(some) < 2:
        return some[0] if some else NO_TEXT
    return Text("".join(map(_html, some)), Format.HTML)


def _of_piece(piece: Element) -> Text:
    if piece.tag == "matbreak":
        return Text("<br>", Format.HTML)
    if piece.tag == "matimage":
        address, words = piece.get("uri", ""), piece.get("label", "")
        return Text(f'<img src="{escape(address)}" alt="{escape(words)}">', Format.HTML)
    markup = _markup(piece)
    source = inner_html(piece) if len(piece) else (piece.text or "").strip()
    if len(piece):
        markup = Format.HTML
    if markup == Format.HTML:
        source = _FORMULA.sub(_formula, source)
    text = Text(source, markup) if _shows(source, markup) else NO_TEXT
    address = piece.get("uri", "")
    if text and address and piece.tag == "mattext":
        return Text(f'<a href="{escape(address)}">{_html(text)}</a>', Format.HTML)
    return text


def _markup(piece: Element) -> Format:
    if piece.tag == "mat_formattedtext":
        return _OF_BLACKBOARD.get(piece.get("type", "").lower(), Format.HTML)
    kind = piece.get("texttype", "text/plain").lower()
    if "rtf" in kind:
        raise UnfitMaterialError(_("Its text is RTF, which is not taken."))
    return Format.HTML if "html" in kind else Format.PLAIN


def _shows(source: str, markup: Format) -> bool:
    """Whether anything is left of it without its tags: programs write <br> where nothing is."""
    if markup == Format.PLAIN:
        return bool(source)
    return bool(unescape(_TAG.sub("", source)).strip())


def _formula(match: re.Match[str]) -> str:
    """Canvas draws a formula as a picture that lies on its own server, and keeps the TeX."""
    return escape(rf"\({unescape(match[1][1:-1])}\)", quote=False)


def _html(text: Text) -> str:
    if text.format == Format.PLAIN:
        return escape(text.source, quote=False).replace("\n", "<br>")
    return text.source.replace("\n", "<br>") if text.format == Format.MOODLE else text.source
