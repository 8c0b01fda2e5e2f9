"""QTI 1.2, as Canvas, Blackboard, Respondus, D2L, text2qti and others write it."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.acceptance import MOST_OPTIONS, MULTIPLE_CHOICE, take
from banks.formats.bank import NO_TEXT, Bank, BankOption, BankQuestion, Format, Refusal, Text
from banks.formats.images import Album, Find, UnfitBankImageError, readdressed
from banks.formats.qti12_kinds import kind_of, metadata_of
from banks.formats.qti12_scoring import Judgement, judged
from banks.formats.qti12_texts import UnfitMaterialError, joined, text_of
from banks.formats.qti_scoring import UnfitScoringError
from banks.formats.xmltree import text_at

VERSION = "QTI 1.2"
ROOT = "questestinterop"
# What Canvas and Blackboard call feedback that no rule shows, as New Quizzes leaves it.
_OF_RIGHT, _OF_WRONG, _OF_ALL = {"correct_fb"}, {"general_incorrect_fb"}, {"general_fb"}
# Blackboard's own words for options that it shows in the language of its user.
_WORDS = {
    "agree_disagree.false": "Disagree",
    "agree_disagree.true": "Agree",
    "right_wrong.false": "Wrong",
    "right_wrong.true": "Right",
    "true_false.false": "False",
    "true_false.true": "True",
    "yes_no.false": "No",
    "yes_no.true": "Yes",
}
_ASIDE = {"hint", "hintmaterial", "response_label", "render_extension", "response_extension"}
_WEIGHTS = ("points_possible", "cc_weighting", "qmd_weighting", "respondusapi_qpoints")


def read_items(root: Element, bank: Bank, number: int, find: Find) -> None:
    """All items of a document, the first of which has this number in its file."""
    for at, (item, category) in enumerate(_items(root, ()), number):
        _read_item(item, category, at, bank, find)


def _items(element: Element, titles: tuple[str, ...]) -> Iterator[tuple[Element, str]]:
    """Each item with the titles that it stands under."""
    title = " ".join(element.get("title", "").split())
    if element.tag in ("assessment", "objectbank", "section"):
        title = title or metadata_of(element).get("bank_title", "")
        titles = (*titles, title) if title and title not in titles else titles
    for child in element:
        if child.tag == "item":
            yield child, "/".join(titles)
        elif child.tag in ("assessment", "objectbank", "section"):
            yield from _items(child, titles)


def _read_item(item: Element, category: str, number: int, bank: Bank, find: Find) -> None:
    name = " ".join(item.get("title", "").split())
    kind = kind_of(item)
    reason = ""
    if kind != MULTIPLE_CHOICE:
        reason = _("Dure asks multiple-choice questions with one right option.")
    else:
        try:
            _take_item(item, name, category, number, bank, find)
        except (UnfitBankImageError, UnfitMaterialError, UnfitScoringError) as error:
            reason = str(error)
    if reason:
        bank.refusals.append(Refusal(number, name, kind, reason, VERSION))


def _take_item(
    item: Element, name: str, category: str, number: int, bank: Bank, find: Find
) -> None:
    presentation = item.find("presentation")
    labels = list(item.iter("response_label"))[: MOST_OPTIONS + 1]
    album = Album()

    def shown(text: Text) -> Text:
        return readdressed(text, lambda address: album.add(*find(address)))

    names = [label.get("ident", "").strip() for label in labels]
    judgement = judged(item, names)
    feedback = _Feedback(item, names, judgement)
    texts = [shown(_option_text(text_of(label))) for label in labels]
    options = tuple(
        BankOption(text, mark == 100.0, shown(feedback.of(choice, is_right=mark == 100.0)))
        for text, mark, choice in zip(texts, judgement.marks, names, strict=True)
    )
    options, marks, is_true_false = _in_order(options, judgement.marks)
    stem = NO_TEXT if presentation is None else shown(text_of(presentation, _ASIDE))
    question = BankQuestion(
        stem=stem,
        options=options,
        name=name,
        category=category,
        general=shown(feedback.of_all),
        is_true_false=is_true_false,
        left_aside=tuple(_left_aside(item, feedback)),
        images=album.images,
        line=number,
        version=VERSION,
    )
    take(bank, question, marks)


def _option_text(text: Text) -> Text:
    return Text(_WORDS[text.source], Format.PLAIN) if text.source in _WORDS else text


def _in_order(
    options: tuple[BankOption, ...], marks: Sequence[float]
) -> tuple[tuple[BankOption, ...], Sequence[float], bool]:
    """True before False, and whether these are the options; in other languages they are not."""
    words = [option.text.source.strip().lower() for option in options]
    if sorted(words) != ["false", "true"]:
        return options, marks, False
    if words[0] == "false":
        options, marks = options[::-1], marks[::-1]
    words = ["True", "False"]
    both = tuple(
        BankOption(Text(word, Format.PLAIN), option.is_correct, option.explanation)
        for word, option in zip(words, options, strict=True)
    )
    return both, marks, True


class _Feedback:
    """The feedback of an item, by whom it is said to."""

    def __init__(self, item: Element, choices: Sequence[str], judgement: Judgement) -> None:
        self._texts: dict[str, Text] = {}
        for element in item.findall("itemfeedback"):
            name = element.get("ident", "")
            self._texts[name] = joined([self._texts.get(name, NO_TEXT), text_of(element, _ASIDE)])
        self._shown = judgement.feedback
        shown_to = [set(self._shown[choice]) for choice in choices]
        for_all = set.intersection(*shown_to) if len(choices) > 1 else set()
        linked = set().union(*shown_to)
        unlinked = [name for name, text in self._texts.items() if text and name not in linked]
        own = _OF_ALL | {item.get("label", ""), item.get("ident", "")}
        self._to_all = [name for name in self._texts if name in for_all]
        self._to_all += [name for name in unlinked if name in own]
        self._to_right = [name for name in unlinked if name in _OF_RIGHT]
        self._to_wrong = [name for name in unlinked if name in _OF_WRONG]
        expected = own | _OF_RIGHT | _OF_WRONG
        self.has_more = judgement.is_unclear or any(name not in expected for name in unlinked)

    @property
    def of_all(self) -> Text:
        """What is said whichever option was chosen."""
        return joined(self._texts[name] for name in self._to_all)

    def of(self, choice: str, *, is_right: bool) -> Text:
        """What is said to those who choose this."""
        names = [name for name in self._shown[choice] if name not in self._to_all]
        names += self._to_right if is_right else self._to_wrong
        return joined(self._texts.get(name, NO_TEXT) for name in names)


def _left_aside(item: Element, feedback: _Feedback) -> Iterator[str]:
    """What there is no place for here."""
    if feedback.has_more:
        yield _("feedback of the whole question")
    if any(text_at(hint, ".") for hint in item.iter("hint")):
        yield _("hints")
    if any(text_at(rubric, ".") for rubric in item.iter("rubric")):
        yield _("notes for those who mark")
    metadata = metadata_of(item)
    if any(_is_weight(metadata[name]) for name in _WEIGHTS if name in metadata):
        yield _("marks of the question")


def _is_weight(text: str) -> bool:
    """Whether the question counts otherwise than one; 0 is written where nothing was chosen."""
    try:
        return float(text) not in (0.0, 1.0)
    except ValueError:
        return False
