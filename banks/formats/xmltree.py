"""Reads XML that may come from anybody: no document types, no entities, no bombs."""

from html import escape
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from banks.formats.bank import MOST_QUESTIONS, UnreadableBankError, too_many_questions

DEEPEST = 100
# Elements of a bank: those around its questions, of each on average, and of all in one document.
AROUND, PER_QUESTION, MOST_ELEMENTS = 5_000, 100, 600_000
# As much is read at a time; a tag with its attributes that is as long again is none of a bank.
PIECE, LONGEST_TAG = 64 * 1024, 1024 * 1024  # bytes
LINE = "{dure}line"


class _Builder(TreeBuilder):
    """Notes the line of each question, and stops at what no bank is."""

    parser: Any
    depth = elements = questions = 0

    def __init__(self, allowed: int, question: str) -> None:
        super().__init__()
        self.allowed, self.question = allowed, question

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            raise UnreadableBankError(_("This XML file is nested too deeply."))
        if self.elements > self.allowed:
            raise _too_many_parts()
        element = super().start(tag, attrs)
        if tag == self.question:
            self.questions += 1
            if self.questions > MOST_QUESTIONS:
                raise too_many_questions()
            self.allowed = min(self.allowed + PER_QUESTION, MOST_ELEMENTS)
            element.set(LINE, str(self.parser.CurrentLineNumber))
        return element

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def _too_many_parts() -> UnreadableBankError:
    return UnreadableBankError(_("The parts of this XML file are too many or too long."))


class XmlReader:
    """Reads the documents of one bank; `left` is how many elements may still come.

    Elements with the tag `question` let `PER_QUESTION` more come, and have their line noted.
    """

    def __init__(self, left: int = AROUND, *, question: str = "") -> None:
        self.left, self.question = left, question

    def read(self, data: bytes) -> Element:
        """The root of the document; `UnreadableBankError` if it is none that may be read."""
        builder = _Builder(self.left, self.question)
        parser = XMLParser(target=builder, forbid_dtd=True)
        builder.parser = parser.parser
        try:
            for start in range(0, len(data), PIECE):
                parser.feed(data[start : start + PIECE])
                if start - parser.parser.CurrentByteIndex > LONGEST_TAG:
                    raise _too_many_parts()
            root: Element = parser.close()
        except DefusedXmlException as error:
            reason = _("XML with a document type or entities is not read.")
            raise UnreadableBankError(reason) from error
        except (ParseError, ValueError, LookupError) as error:
            reason = _("This is not valid XML: %(why)s.") % {"why": error}
            raise UnreadableBankError(reason) from error
        finally:
            self.left = max(builder.allowed - builder.elements, 0)
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
