"""Writes QTI 3.0 packages: texts as XHTML for others, and in a note as they were."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from urllib.parse import quote
from xml.etree.ElementTree import (
    Element,
    ParseError,
    ProcessingInstruction,
    SubElement,
    tostring,
)

import nh3
from defusedxml.ElementTree import fromstring

from banks.formats.bank import BankImage, BankQuestion, Format, Text
from banks.formats.images import captioned, name_in, readdressed
from banks.formats.qti_original import note_of
from banks.formats.qti_package import MANIFEST
from banks.formats.xmltree import NOTE, storable
from texts import commonmark, mathml

ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
LOM = "http://ltsc.ieee.org/xsd/LOM"
MATHML = "http://www.w3.org/1998/Math/MathML"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_VOID = re.compile(r"<((?:br|col|hr|img)\b[^>]*)>")
# Of what HTML has, and is no harm: the words in them stay.
_NOT_OF_THE_SCHEMA = {
    *("area", "center", "data", "del", "hgroup", "ins", "map", "mark", "s", "strike", "time"),
    "wbr",
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    **{tag: {"class"} for tag in ("span", "td", "th")},
}
# The schema has neither <u> nor styles, but names for both (its shared vocabulary).
_OF_VOCABULARY = re.compile("qti-(?:underline|align-(?:right|center))")
_ALIGNED = re.compile(r'(<t[dh]) style="text-align:(right|center)"')
_MARKDOWN = commonmark.parser(xhtmlOut=True)


def write(questions: Iterable[BankQuestion]) -> bytes:
    out = io.BytesIO()
    manifest = Element("manifest", xmlns=PACKAGE, identifier="dure")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    packed: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, question in enumerate(questions, 1):
            name = f"items/item-{number:05}.xml"
            files = {image.name: _file_name(image) for image in question.images}
            package.writestr(_entry(name), _bytes(_item(number, question, files)))
            resource = SubElement(
                resources,
                "resource",
                identifier=f"item-{number}",
                type="imsqti_item_xmlv3p0",
                href=name,
            )
            if question.is_draft:
                _mark_draft(resource)
            for file in (name, *files.values()):
                SubElement(resource, "file", href=quote(file))
            for image in question.images:
                if (file := files[image.name]) not in packed:
                    package.writestr(_entry(file), image.content)
                    packed.add(file)
        package.writestr(_entry(MANIFEST), _bytes(manifest))
    return out.getvalue()


def _mark_draft(resource: Element) -> None:
    """As metadata of learning objects say it, to any program that reads them."""
    lom = SubElement(SubElement(resource, "metadata"), "lom", xmlns=LOM)
    status = SubElement(SubElement(lom, "lifeCycle"), "status")
    SubElement(status, "source").text = "LOMv1.0"
    SubElement(status, "value").text = "draft"


def _file_name(image: BankImage) -> str:
    """The same for the same picture, so that a package holds it once."""
    digest = hashlib.sha256(image.content).hexdigest()
    return f"images/{digest[:16]}/{image.name}.webp"


def _entry(name: str) -> zipfile.ZipInfo:
    """Of no date, so that the same quiz gives the same file."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _bytes(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _item(number: int, question: BankQuestion, files: Mapping[str, str]) -> Element:
    """The item; `files` has the names of its pictures' files by the pictures' names."""
    item = Element(
        "qti-assessment-item",
        {
            "xmlns": ITEM,
            "identifier": f"item-{number}",
            "title": storable(question.name) or f"item-{number}",
            "adaptive": "false",
            "time-dependent": "false",
        },
    )
    _declare(item, question)
    body = SubElement(item, "qti-item-body")
    body.append(_text(question.stem, files))
    attributes = {"response-identifier": "RESPONSE", "shuffle": "false", "max-choices": "1"}
    interaction = SubElement(body, "qti-choice-interaction", attributes)
    for at, option in enumerate(question.options):
        choice = SubElement(interaction, "qti-simple-choice", identifier=_identifier(at))
        choice.append(_text(option.text, files))
    _score(item)
    explanations = {
        _identifier(at): option.explanation for at, option in enumerate(question.options)
    }
    for identifier, text in {**explanations, "general": question.general}.items():
        if text:
            shown = {
                "outcome-identifier": "FEEDBACK",
                "identifier": identifier,
                "show-hide": "show",
            }
            feedback = SubElement(item, "qti-modal-feedback", shown)
            SubElement(feedback, "qti-content-body").append(_text(text, files))
    hrefs = {name: f"../{quote(file)}" for name, file in files.items()}
    item.append(ProcessingInstruction(NOTE, note_of(question, item, hrefs)))
    return item


def _identifier(at: int) -> str:
    return f"option-{at + 1}"


def _declare(item: Element, question: BankQuestion) -> None:
    kinds = {"cardinality": "single", "base-type": "identifier"}
    response = SubElement(item, "qti-response-declaration", {"identifier": "RESPONSE", **kinds})
    right = question.options.index(question.right)
    SubElement(SubElement(response, "qti-correct-response"), "qti-value").text = _identifier(right)
    score = {"identifier": "SCORE", "cardinality": "single", "base-type": "float"}
    SubElement(item, "qti-outcome-declaration", score)
    SubElement(item, "qti-outcome-declaration", {"identifier": "FEEDBACK", **kinds})


def _score(item: Element) -> None:
    """One mark for the right choice, and the feedback of what was chosen."""
    processing = SubElement(item, "qti-response-processing")
    feedback = SubElement(processing, "qti-set-outcome-value", identifier="FEEDBACK")
    SubElement(feedback, "qti-variable", identifier="RESPONSE")
    condition = SubElement(SubElement(processing, "qti-response-condition"), "qti-response-if")
    match = SubElement(condition, "qti-match")
    SubElement(match, "qti-variable", identifier="RESPONSE")
    SubElement(match, "qti-correct", identifier="RESPONSE")
    score = SubElement(condition, "qti-set-outcome-value", identifier="SCORE")
    SubElement(score, "qti-base-value", {"base-type": "float"}).text = "1"


def _text(text: Text, files: Mapping[str, str]) -> Element:
    html = text.source
    if text.format == Format.MARKDOWN:
        html = captioned(_MARKDOWN.render(text.source))
    shown = None if text.format == Format.PLAIN else _xhtml(html, files)
    if shown is None:
        shown = Element("div")
        shown.text = storable(text.source)
    return shown


def _of_the_schema(tag: str, name: str, value: str) -> str | None:
    """`title` and `lang`, which nh3 lets through anywhere, are not in the schema of QTI 3.0."""
    if tag in mathml.ELEMENTS:
        return value
    if name == "class":
        return value if _OF_VOCABULARY.fullmatch(value) else None
    return value if name in _ATTRIBUTES.get(tag, ()) else None


def _xhtml(html: str, files: Mapping[str, str]) -> Element | None:
    """The fragment as elements, None where no XML comes of it."""

    def moved(address: str) -> str:
        file = files.get(name_in(address))
        return f"../{quote(file)}" if file else address

    html = readdressed(Text(html, Format.HTML), moved).source
    html = _ALIGNED.sub(r'\1 class="qti-align-\2"', html)
    clean = nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS - _NOT_OF_THE_SCHEMA | mathml.ELEMENTS,
        attributes=_ATTRIBUTES | mathml.ATTRIBUTES,
        tag_attribute_values=mathml.VALUES,
        attribute_filter=_of_the_schema,
        link_rel=None,
    ).replace("<math", f'<math xmlns="{MATHML}"')
    clean = clean.replace("<u>", '<span class="qti-underline">').replace("</u>", "</span>")
    clean = _VOID.sub(r"<\1/>", clean.replace("&nbsp;", "&#160;"))
    try:
        element: Element = fromstring(f"<div>{storable(clean)}</div>")
    except ParseError:
        return None
    _complete(element)
    return element


def _complete(text: Element) -> None:
    """Give pictures and links what the schema asks of them; without an address they are words."""
    for element in text.iter():
        if element.tag == "img":
            words = element.attrib.setdefault("alt", "")
            if "src" not in element.attrib:
                element.tag, element.text, element.attrib = "span", words, {}
        elif element.tag == "a" and "href" not in element.attrib:
            element.tag = "span"
