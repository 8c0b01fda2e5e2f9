"""Reads XML that may come from anybody: no document types, no entities, no bombs."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from quizzes.formats.bank import UnreadableBankError

DEEPEST, MOST_ELEMENTS = 100, 500_000
LINE, QUESTION = "{dure}line", "question"


class _Builder(TreeBuilder):
    """Notes the line of each question, and stops at what no bank is."""

    parser: Any
    depth = elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise UnreadableBankError(
                _("This XML file is nested too deeply or has too many parts.")
            )
        element = super().start(tag, attrs)
        if tag == QUESTION:
            element.set(LINE, str(self.parser.CurrentLineNumber))
        return element

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse(data: bytes) -> Element:
    """The root of the document; `UnreadableBankError` if it is none that may be read."""
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise UnreadableBankError(_("XML with a document type or entities is not read.")) from error
    except (ParseError, ValueError, LookupError) as error:
        reason = _("This is not valid XML: %(why)s.") % {"why": error}
        raise UnreadableBankError(reason) from error
    return root


def line_of(element: Element) -> int:
    return int(element.get(LINE, "0"))


def text_at(element: Element, path: str) -> str:
    """The text of the first element at the path, "" if there is none."""
    return (element.findtext(path) or "").strip()


def storable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff")
    )
