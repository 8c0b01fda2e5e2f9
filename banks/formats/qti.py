"""QTI: items of versions 2 and 3 with one choice interaction, and documents of version 1.2."""

from functools import partial
from xml.etree.ElementTree import Element

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banks.formats import blackboard_pool, qti12
from banks.formats.acceptance import (
    MOST_OPTIONS,
    MULTIPLE_CHOICE,
    MULTIPLE_RESPONSE,
    take,
)
from banks.formats.bank import (
    LONGEST_SHOWN,
    MOST_QUESTIONS,
    Bank,
    BankOption,
    BankQuestion,
    Refusal,
    UnreadableBankError,
)
from banks.formats.images import Album, Find, UnfitBankImageError, missing
from banks.formats.qti_original import Original, original_of, take_original
from banks.formats.qti_package import QUESTIONS, Package
from banks.formats.qti_scoring import UnfitScoringError, marks_of
from banks.formats.qti_texts import (
    drop_what_learners_do_not_see,
    stem,
    take_feedback,
    text_of,
)
from banks.formats.xmltree import LINE, XmlReader, without_namespaces
from intake.archives import SIGNATURE

NOT_TAKEN = {
    "assessmentStimulusRef",
    "audio",
    "include",
    "object",
    "picture",
    "printedVariable",
    "templateDeclaration",
    "video",
}
KINDS = {
    "associate": "matching",
    "extendedText": "essay",
    "gapMatch": "matching",
    "inlineChoice": "inline choice",
    "match": "matching",
    "order": "ordering",
    "slider": "numerical",
    "textEntry": "short answer",
}


VERSIONS = {
    "imsqti_item_v2p0": "QTI 2.0",
    "imsqti_v2p0": "QTI 2.0",
    "imsqti_v2p1": "QTI 2.1",
    "imsqti_v2p2": "QTI 2.2",
    "imsqtiasi_v3p0": "QTI 3.0",
}


def read(data: bytes, most: int = MOST_QUESTIONS) -> Bank:
    bank = Bank()
    if data.startswith(SIGNATURE):
        _read_package(Package(data, most), bank)
    else:
        xml = XmlReader(questions=QUESTIONS, most=most)
        _read_document(xml.read(data), xml.note, bank, _no_image)
    return bank


def _read_package(package: Package, bank: Bank) -> None:
    for document, content in package.documents():
        reason = _("It is not in the package.")
        try:
            if content is not None:
                root = package.xml.read(content)
                _read_document(root, package.xml.note, bank, partial(package.image, document.name))
                continue
        except UnreadableBankError as error:
            if not package.xml.left or package.xml.asked > package.xml.most:
                raise
            reason = str(error)
        bank.refusals.append(Refusal(bank.total + 1, document.name, "unreadable", reason, "QTI"))
    if package.twice:
        bank.notes.append(
            ngettext(
                "One quiz stands in this file twice, as Canvas writes it: it is counted once.",
                "%(count)d quizzes stand in this file twice, as Canvas writes them: each is "
                "counted once.",
                package.twice,
            )
            % {"count": package.twice}
        )


def _read_document(root: Element, note: str, bank: Bank, find: Find) -> None:
    """All questions of one document; `note` is what Dure left in it."""
    namespace, _brace, tag = root.tag.rpartition("}")
    if tag == qti12.ROOT:
        qti12.read_items(without_namespaces(root), bank, bank.total + 1, find)
    elif tag == "POOL":
        blackboard_pool.read_pool(root, bank, find)
    elif tag in ("assessmentItem", "qti-assessment-item"):
        version = VERSIONS.get(namespace.rpartition("/")[2], "QTI")
        original = original_of(root, note, bank.total + 1, version, find)
        if original.question is None:
            _read_item(_plain(root), original, version, bank, find)
        else:
            take_original(bank, original.question)
    elif tag in ("assessmentTest", "qti-assessment-test"):
        raise UnreadableBankError(_("This is no QTI item. A test comes with its items as a .zip."))
    else:
        reason = _("A file of QTI does not begin with <%(tag)s>: choose another format.")
        raise UnreadableBankError(reason % {"tag": Truncator(tag).chars(LONGEST_SHOWN)})


def _no_image(address: str) -> tuple[str, bytes]:
    """An item that comes alone has no files beside it."""
    raise missing(address)


def _plain(element: Element) -> Element:
    """Without namespaces, and with the names of QTI 3 (`qti-item-body`) as in 2 (`itemBody`)."""
    for descendant in element.iter():
        if isinstance(descendant.tag, str):
            tag = descendant.tag.rpartition("}")[2]
            descendant.tag = _camel(tag.removeprefix("qti-")) if tag.startswith("qti-") else tag
        for name in list(descendant.attrib):
            value = descendant.attrib.pop(name)
            if name != LINE:
                descendant.attrib[_camel(name.rpartition("}")[2])] = value
    return element


def _camel(name: str) -> str:
    first, *parts = name.split("-")
    return first + "".join(part.capitalize() for part in parts)


def _read_item(item: Element, original: Original, version: str, bank: Bank, find: Find) -> None:
    drop_what_learners_do_not_see(item)
    number = bank.total + 1
    body_element = item.find("itemBody")
    body = Element("itemBody") if body_element is None else body_element
    name = item.get("title") or item.get("identifier") or ""
    interactions = [
        descendant for descendant in body.iter() if descendant.tag.endswith("Interaction")
    ]
    kind, reason = _refused(item, interactions)
    if reason:
        bank.refusals.append(Refusal(number, name, kind, reason, version))
        return
    album = Album()
    choices = interactions[0].findall("simpleChoice")[: MOST_OPTIONS + 1]
    try:
        marks = marks_of(item, interactions[0], choices)
        _name_images(item, album, find)
    except (UnfitBankImageError, UnfitScoringError) as error:
        bank.refusals.append(Refusal(number, name, MULTIPLE_CHOICE, str(error), version))
        return
    feedback = take_feedback(item, choices)
    options = tuple(
        BankOption(
            text_of(choice), mark == 100.0, feedback.of_choices[choice.get("identifier", "")]
        )
        for choice, mark in zip(choices, marks, strict=True)
    )
    question = BankQuestion(
        stem=stem(body, interactions[0]),
        options=options,
        name=name,
        category=original.category,
        tags=original.tags,
        general=feedback.general,
        left_aside=(_("feedback of the whole question"),) if feedback.has_more else (),
        images=album.images,
        is_draft=original.is_draft,
        line=number,
        version=version,
    )
    take(bank, question, marks)


def _name_images(item: Element, album: Album, find: Find) -> None:
    """Put the item's pictures into the album, and show each by its name there."""
    for image in item.iter("img"):
        image.set("src", album.add(*find(image.get("src", ""))))


def _refused(item: Element, interactions: list[Element]) -> tuple[str, str]:
    """The type of what is not taken, and why; ("", "") if it is."""
    asks_one = _("Dure asks multiple-choice questions with one right option.")
    if len(interactions) != 1:
        return ("several questions" if interactions else "description"), asks_one
    kind = interactions[0].tag.removesuffix("Interaction")
    if kind != "choice":
        return KINDS.get(kind, kind), asks_one
    cardinalities = {
        declaration.get("cardinality") for declaration in item.iter("responseDeclaration")
    }
    if interactions[0].get("maxChoices", "1") != "1" or cardinalities - {"single"}:
        return MULTIPLE_RESPONSE, _("More than one option may be chosen.")
    held = next((descendant.tag for descendant in item.iter() if descendant.tag in NOT_TAKEN), None)
    if held:
        return MULTIPLE_CHOICE, _("It holds <%(tag)s>, which is not taken.") % {"tag": held}
    return "", ""
