"""Moodle XML, as https://docs.moodle.org/en/Moodle_XML_format describes it."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _

from banks.formats.acceptance import MOST_OPTIONS, MULTIPLE_RESPONSE, take
from banks.formats.bank import (
    MOST_QUESTIONS,
    NO_TEXT,
    Bank,
    BankImage,
    BankOption,
    BankQuestion,
    Format,
    Refusal,
    Text,
    UnreadableBankError,
)
from banks.formats.images import (
    MOODLE_FILES,
    Album,
    UnfitBankImageError,
    missing,
    name_in,
    names_in,
    readdressed,
)
from banks.formats.moodle_texts import for_moodle
from banks.formats.xmltree import XmlReader, line_of, markup_at, storable, text_at

FORMATS = {
    "html": Format.HTML,
    "markdown": Format.MARKDOWN,
    "moodle_auto_format": Format.MOODLE,
    "plain_text": Format.PLAIN,
}
NAMES = {markup: name for name, markup in FORMATS.items()}
KINDS = {"shortanswer": "short answer", "multichoice": "multiple choice"}
USUAL_PENALTIES = {0.0, 0.1, 0.3333333, 1.0}


def read(data: bytes, most: int = MOST_QUESTIONS) -> Bank:
    root = XmlReader(questions={"question"}, most=most).read(data)
    if root.tag != "quiz":
        raise UnreadableBankError(_("A Moodle XML file begins with <quiz>."))
    bank, category = Bank(), ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = text_at(element, "category/text")
        else:
            _read_question(element, category, bank)
    return bank


def _read_question(element: Element, category: str, bank: Bank) -> None:
    kind = element.get("type", "")
    name = " ".join(text_at(element, "name/text").split())
    reason = ""
    if kind not in ("multichoice", "truefalse"):
        reason = _("Dure asks multiple-choice questions with one right option.")
    elif kind == "multichoice" and text_at(element, "single") in ("false", "0"):
        kind = MULTIPLE_RESPONSE
        reason = _("More than one option may be chosen.")
    else:
        try:
            _take_question(element, name, category, bank)
        except UnfitBankImageError as error:
            reason = str(error)
    if reason:
        bank.refusals.append(Refusal(line_of(element), name, KINDS.get(kind, kind), reason))


def _take_question(element: Element, name: str, category: str, bank: Bank) -> None:
    answers, album = element.findall("answer")[: MOST_OPTIONS + 1], Album()
    words = [text_at(answer, "text").lower() for answer in answers]
    # In another language no word says which is which: those are options as any others.
    is_true_false = element.get("type") == "truefalse" and sorted(words) == ["false", "true"]
    if is_true_false and words[0] == "false":
        answers.reverse()
    marks = [_number(answer.get("fraction", "0")) for answer in answers]
    options = tuple(
        BankOption(
            _true_or_false(at) if is_true_false else _text(answer, album),
            mark == 100.0,
            _text(answer.find("feedback"), album),
        )
        for at, (answer, mark) in enumerate(zip(answers, marks, strict=True))
    )
    stem = _text(element.find("questiontext"), album)
    general = _text(element.find("generalfeedback"), album)
    question = BankQuestion(
        stem=stem,
        options=options,
        name=name,
        category=category,
        tags=tuple(
            filter(
                None,
                (" ".join(text_at(tag, "text").split()) for tag in element.iterfind("tags/tag")),
            )
        ),
        general=general,
        is_true_false=is_true_false,
        left_aside=tuple(_left_aside(element, album)),
        images=album.images,
        line=line_of(element),
    )
    take(bank, question, marks)


def _true_or_false(at: int) -> Text:
    return Text("False" if at else "True", Format.PLAIN)


def _text(element: Element | None, album: Album) -> Text:
    source, is_html = markup_at(element, "text") if element is not None else ("", False)
    if element is None or not source:
        return NO_TEXT
    files = {_path(file): file for file in element.iterfind("file")}
    taken: dict[str, str] = {}

    def named(address: str) -> str:
        if name_in(address):
            return address
        path = unquote(re.split("[?#]", address)[0]).removeprefix(MOODLE_FILES)
        if not address.startswith(MOODLE_FILES) or path not in files:
            raise missing(address)
        if path not in taken:
            taken[path] = album.add(path, _content(files[path]))
        return taken[path]

    markup = FORMATS.get(element.get("format", ""), Format.MOODLE)
    if is_html and markup in (Format.MARKDOWN, Format.PLAIN):
        source = unescape(source)
    text = readdressed(Text(source, markup), named)
    if MOODLE_FILES in text.source:
        raise UnfitBankImageError(_("It has a file that is not shown as a picture."))
    album.unshown += len(files) - len(taken)
    return text


def _path(file: Element) -> str:
    return f"{file.get('path', '/')}{file.get('name', '')}".lstrip("/")


def _content(file: Element) -> bytes:
    try:
        return b64decode("".join((file.text or "").split()), validate=True)
    except ValueError as error:
        reason = _("Its picture %(name)s cannot be read from the file.")
        raise UnfitBankImageError(reason % {"name": file.get("name")}) from error


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _left_aside(element: Element, album: Album) -> Iterator[str]:
    """What there is no place for here."""
    combined = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    if any(text_at(element, f"{name}/text") for name in combined):
        yield _("feedback of the whole question")
    if any(text_at(hint, "text") for hint in element.iterfind("hint")):
        yield _("hints")
    if _number(text_at(element, "penalty") or "0") not in USUAL_PENALTIES:
        yield _("penalty")
    if _number(text_at(element, "defaultgrade") or "1") != 1:
        yield _("marks of the question")
    if text_at(element, "idnumber"):
        yield _("ID number")
    if text_at(element, "hidden") == "1":
        yield _("being hidden")
    if album.unshown:
        yield _("files that no text shows")


def write(questions: Iterable[BankQuestion]) -> bytes:
    quiz, category = Element("quiz"), ""
    for question in questions:
        if question.category != category:
            category = question.category
            element = SubElement(SubElement(quiz, "question", type="category"), "category")
            SubElement(element, "text").text = storable(category)
        _write_question(quiz, question)
    indent(quiz)
    written: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return written


def _write_question(quiz: Element, question: BankQuestion) -> None:
    kind, images = "truefalse" if question.is_true_false else "multichoice", question.images
    element = SubElement(quiz, "question", type=kind)
    SubElement(SubElement(element, "name"), "text").text = storable(question.name)
    _write_text(element, "questiontext", question.stem, images)
    _write_text(element, "generalfeedback", question.general, images)
    SubElement(element, "defaultgrade").text = "1"
    SubElement(element, "penalty").text = "1" if question.is_true_false else "0"
    if not question.is_true_false:
        SubElement(element, "single").text = "true"
        SubElement(element, "shuffleanswers").text = "false"
        SubElement(element, "answernumbering").text = "none"
    for option in question.options:
        text = option.text
        if question.is_true_false:
            text = Text(text.source.lower(), Format.MOODLE)
        answer = _write_text(element, "answer", text, images)
        answer.set("fraction", "100" if option.is_correct else "0")
        _write_text(answer, "feedback", option.explanation, images)
    if question.written_tags:
        tags = SubElement(element, "tags")
        for tag in question.written_tags:
            SubElement(SubElement(tags, "tag"), "text").text = storable(tag)


def _write_text(
    parent: Element, tag: str, text: Text, images: tuple[BankImage, ...] = ()
) -> Element:
    text = for_moodle(text)
    element = SubElement(parent, tag, format=NAMES[text.format])
    names = names_in(text)
    shown = {image.name: image for image in images if image.name in names}

    def moved(address: str) -> str:
        image = shown.get(name_in(address))
        return MOODLE_FILES + quote(_file_name(image), safe="") if image else address

    SubElement(element, "text").text = storable(readdressed(text, moved).source)
    for image in shown.values():
        file = SubElement(element, "file", name=_file_name(image), path="/", encoding="base64")
        file.text = b64encode(image.content).decode()
    return element


def _file_name(image: BankImage) -> str:
    return storable(f"{image.name}.webp")
