"""Reads XML that may come from anybody: no document types, no entities, no bombs."""

import re
from collections.abc import Container
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from banks.formats.bank import MOST_QUESTIONS, UnreadableBankError, too_many_questions
from intake.encodings import decoded

DEEPEST = 100
# Elements of a bank: those around its questions, of each on average, of all for each question
# that there might be, so that a page is there in two seconds, and of all in any case.
AROUND, PER_QUESTION, PER_ALLOWED, MOST_ELEMENTS = 5_000, 300, 100, 600_000
# As much is read at a time; a tag with its attributes that is as long again is none of a bank.
PIECE, LONGEST_TAG = 64 * 1024, 1024 * 1024  # bytes
LINE = "{dure}line"
NOTE = "dure"  # the processing instruction that Dure leaves in what it writes
# Expat reads none of these, and Korean programs write them.
_KOREAN = re.compile(
    rb"""^(\s*<\?xml\b[^>]*?\sencoding\s*=\s*["'])(euc-kr|cp949|ms949|ks_c_5601-1987)(["'])""",
    re.IGNORECASE,
)


class _Builder(TreeBuilder):
    """Notes the line of each question, and stops at what no bank is."""

    parser: Any
    depth = elements = 0
    note = ""

    def __init__(self, reader: "XmlReader") -> None:
        super().__init__()
        self.allowed, self.budget = reader.left, reader.budget
        self.questions, self.asked, self.most = reader.questions, reader.asked, reader.most

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            raise UnreadableBankError(_("This XML file is nested too deeply."))
        if self.elements > self.allowed:
            raise _too_many_parts()
        element = super().start(tag, attrs)
        if tag.rpartition("}")[2] in self.questions:
            self.asked += 1
            if self.asked > self.most:
                raise too_many_questions(self.most)
            more = min(PER_QUESTION, self.budget)
            self.allowed += more
            self.budget -= more
            element.set(LINE, str(self.parser.CurrentLineNumber))
        return element

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)

    def pi(self, target: str, text: str | None = None) -> Element:
        if target == NOTE and text and not self.note:
            self.note = text
        return super().pi(target, text)


def _too_many_parts() -> UnreadableBankError:
    return UnreadableBankError(_("The parts of this XML file are too many or too long."))


class XmlReader:
    """Reads the documents of one bank; `left` is how many elements may still come.

    Elements with the tags `questions` let `PER_QUESTION` more come, as long as the `budget` lasts,
    have their line noted, and are counted: `most` may come in all. `note` is what Dure left in the
    last document.
    """

    def __init__(
        self, left: int = AROUND, *, questions: Container[str] = (), most: int = MOST_QUESTIONS
    ) -> None:
        self.left, self.questions, self.most = left, questions, most
        self.budget = min(PER_ALLOWED * most, MOST_ELEMENTS)
        self.asked, self.note = 0, ""

    def read(self, data: bytes) -> Element:
        """The root of the document; `UnreadableBankError` if it is none that may be read."""
        builder = _Builder(self)
        parser = XMLParser(target=builder)
        parser.parser.StartDoctypeDeclHandler = _refuse_declarations
        builder.parser = parser.parser
        data = _in_utf8(data)
        try:
            for start in range(0, len(data), PIECE):
                parser.feed(data[start : start + PIECE])
                if start - parser.parser.CurrentByteIndex > LONGEST_TAG:
                    raise _too_many_parts()
            root: Element = parser.close()
        except DefusedXmlException as error:
            reason = _("XML with entities or declarations of its own is not read.")
            raise UnreadableBankError(reason) from error
        except (ParseError, ValueError, LookupError) as error:
            reason = _("This is not valid XML: %(why)s.") % {"why": error}
            raise UnreadableBankError(reason) from error
        finally:
            self.left = max(builder.allowed - builder.elements, 0)
            self.budget, self.asked, self.note = builder.budget, builder.asked, builder.note
        return root


def _refuse_declarations(name: str, system: str, public: str, has_declarations: int) -> None:
    """A type that is only named is read nowhere; one that is declared here may hold bombs."""
    if has_declarations:
        raise DTDForbidden(name, system, public)


def _in_utf8(data: bytes) -> bytes:
    if _KOREAN.match(data) is None or (text := decoded(data)) is None:
        return data
    return _KOREAN.sub(rb"\1utf-8\3", text.encode(), count=1)


def without_namespaces(root: Element) -> Element:
    """The same element, its tags and attributes and those within by their bare names."""
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
        if any("}" in name for name in element.attrib):
            element.attrib = {
                name.rpartition("}")[2]: value
                for name, value in sorted(element.attrib.items(), reverse=True)
                if name != LINE
            }
    return root


def line_of(element: Element) -> int:
    return int(element.get(LINE, "0"))


def text_at(element: Element, path: str) -> str:
    """The text in the first element at the path and in what it holds, "" if there is none."""
    child = element.find(path)
    return "" if child is None else "".join(child.itertext()).strip()


def markup_at(element: Element, path: str) -> tuple[str, bool]:
    """The same with the elements in it as HTML, and whether there are any."""
    child = element.find(path)
    if child is None or not len(child):
        return text_at(element, path), False
    for descendant in child.iterfind(".//*"):
        descendant.tag = descendant.tag.rpartition("}")[2]
        descendant.attrib = {
            name: value for name, value in descendant.attrib.items() if "}" not in name
        }
    return inner_html(child), True


def inner_html(element: Element) -> str:
    """What the element holds, as HTML."""
    parts = [tostring(child, encoding="unicode", method="html") for child in element]
    return "".join((escape(element.text or "", quote=False), *parts)).strip()


def storable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff")
    )
