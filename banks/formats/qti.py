"""QTI items of versions 2.1, 2.2 and 3.0 with one choice interaction, alone or in a package."""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.acceptance import (
    MOST_OPTIONS,
    MULTIPLE_CHOICE,
    MULTIPLE_RESPONSE,
    take,
)
from banks.formats.bank import Bank, BankOption, BankQuestion, Refusal, UnreadableBankError
from banks.formats.images import Album, UnfitBankImageError, missing
from banks.formats.qti_package import Package
from banks.formats.qti_scoring import UnfitScoringError, marks_of
from banks.formats.qti_texts import (
    drop_what_learners_do_not_see,
    stem,
    take_feedback,
    text_of,
)
from banks.formats.xmltree import XmlReader
from intake.archives import SIGNATURE

NOT_TAKEN = {
    "assessmentStimulusRef",
    "audio",
    "include",
    "math",
    "object",
    "picture",
    "printedVariable",
    "templateDeclaration",
    "video",
}
# The name and content of the file at an address, as seen from the item.
Find = Callable[[str], tuple[str, bytes]]
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


def read(data: bytes) -> Bank:
    bank = Bank()
    if data.startswith(SIGNATURE):
        package = Package(data)
        for number, (name, content) in enumerate(package.items(), 1):
            if content is None:
                reason = _("It is not in the package.")
                bank.refusals.append(Refusal(number, name, "unreadable", reason))
                continue
            try:
                root = _plain(package.xml.read(content))
                _read_item(root, number, bank, partial(package.image, name))
            except UnreadableBankError as error:
                if not package.xml.left:
                    raise
                bank.refusals.append(Refusal(number, name, "unreadable", str(error)))
        return bank
    root = _plain(XmlReader().read(data))
    if root.tag != "assessmentItem":
        raise UnreadableBankError(_("This is no QTI item. A test comes with its items as a .zip."))
    _read_item(root, 1, bank, _no_image)
    return bank


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
            bare = name.rpartition("}")[2]
            value = descendant.attrib.pop(name)
            descendant.attrib[bare if bare.startswith("data-") else _camel(bare)] = value
    return element


def _camel(name: str) -> str:
    first, *parts = name.split("-")
    return first + "".join(part.capitalize() for part in parts)


def _read_item(item: Element, number: int, bank: Bank, find: Find) -> None:
    drop_what_learners_do_not_see(item)
    body_element = item.find("itemBody")
    body = Element("itemBody") if body_element is None else body_element
    name = body.get("data-name", item.get("title") or item.get("identifier") or "")
    interactions = [
        descendant for descendant in body.iter() if descendant.tag.endswith("Interaction")
    ]
    kind, reason = _refused(item, body, interactions)
    if reason:
        bank.refusals.append(Refusal(number, name, kind, reason))
        return
    album = Album()
    choices = interactions[0].findall("simpleChoice")[: MOST_OPTIONS + 1]
    try:
        marks = marks_of(item, interactions[0], choices)
        _name_images(item, album, find)
    except (UnfitBankImageError, UnfitScoringError) as error:
        bank.refusals.append(Refusal(number, name, MULTIPLE_CHOICE, str(error)))
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
        category=body.get("data-category", ""),
        tags=tuple(filter(None, body.get("data-tags", "").split("\n"))),
        general=feedback.general,
        is_true_false=body.get("data-true-false") == "true" and len(options) == 2,
        left_aside=(_("feedback of the whole question"),) if feedback.has_more else (),
        images=album.images,
        line=number,
    )
    take(bank, question, marks)


def _name_images(item: Element, album: Album, find: Find) -> None:
    """Put the item's pictures into the album, and show each by its name there."""
    for image in item.iter("img"):
        image.set("src", album.add(*find(image.get("src", ""))))


def _refused(item: Element, body: Element, interactions: list[Element]) -> tuple[str, str]:
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
