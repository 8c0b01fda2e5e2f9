"""Texts of QTI items: the stem, the options, and the feedback on each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from banks.formats.bank import NO_TEXT, Format, Text
from banks.formats.xmltree import inner_html

FEEDBACK = {"feedbackBlock", "feedbackInline", "modalFeedback"}
GENERAL = "general"


@dataclass
class Said:
    """What the feedback of an item says: of each choice by its identifier, and of all."""

    of_choices: dict[str, Text]
    general: Text
    has_more: bool  # of the whole question, which Dure has no place for


def drop_what_learners_do_not_see(item: Element) -> None:
    """Leave out style sheets and the rubrics of those who mark; those of learners are texts."""
    for rubric in item.iter("rubricBlock"):
        if "candidate" in rubric.get("view", "").split():
            rubric.tag = "div"
            rubric.attrib.clear()
            for content in rubric.iter("contentBody"):
                content.tag = "div"
    _remove(item, {"rubricBlock", "stylesheet"})


def take_feedback(item: Element, choices: Sequence[Element]) -> Said:
    """Take all feedback out of the item, so that no text of the question gives it away.

    It is about the choice that it names, else about the one that it stands in.
    """
    names = {choice.get("identifier", "") for choice in choices}
    within = {
        descendant: choice.get("identifier", "")
        for choice in choices
        for descendant in choice.iter()
        if descendant.tag in FEEDBACK
    }
    contents: dict[str | None, list[Element]] = defaultdict(list)
    for element in item.iter():
        if element.tag in FEEDBACK:
            about = _about(element, names, within.get(element))
            content = element.find("contentBody")
            contents[about].append(element if content is None else content)
    _remove(item, FEEDBACK)
    feedback = {about: _joined(elements) for about, elements in contents.items()}
    return Said(
        of_choices={name: feedback.get(name, NO_TEXT) for name in names},
        general=NO_TEXT if GENERAL in names else feedback.get(GENERAL, NO_TEXT),
        has_more=bool(feedback.get(None)),
    )


def _about(feedback: Element, names: Collection[str], within: str | None) -> str | None:
    """The choice's identifier, `GENERAL`, or None if it is about anything else."""
    identifier = feedback.get("identifier", "")
    if feedback.get("showHide", "show") != "show":
        return None
    if identifier in names or (feedback.tag == "modalFeedback" and identifier == GENERAL):
        return identifier
    return within


def stem(body: Element, interaction: Element) -> Text:
    """What stands around the choices: the body's own text and the interaction's prompt."""
    _remove(body, {interaction.tag})
    return _joined([body, *interaction.findall("prompt")])


def text_of(element: Element) -> Text:
    """What the element holds, as HTML."""
    html = inner_html(element)
    return Text(html, Format.HTML) if html else NO_TEXT


def _joined(elements: Iterable[Element]) -> Text:
    """The texts one after the other, each once."""
    by_text = {text: element for element in elements if (text := text_of(element))}
    if len(by_text) < 2:
        return next(iter(by_text), NO_TEXT)
    return Text(
        "".join(f"<p>{inner_html(element)}</p>" for element in by_text.values()), Format.HTML
    )


def _remove(root: Element, tags: Collection[str]) -> None:
    """Remove the elements with these tags, but not the text behind them."""
    for parent in list(root.iter()):
        if not any(child.tag in tags for child in parent):
            continue
        children, texts = [], [[parent.text or ""]]
        for child in parent:
            if child.tag in tags:
                texts[-1].append(child.tail or "")
            else:
                children.append(child)
                texts.append([child.tail or ""])
        parent[:] = children
        parent.text = "".join(texts[0])
        for child, behind in zip(children, texts[1:], strict=True):
            child.tail = "".join(behind)
