"""Pools as Blackboard wrote them before QTI: <POOL> in a file .dat."""

from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.acceptance import FULL, MOST_OPTIONS, MULTIPLE_RESPONSE, take
from banks.formats.bank import NO_TEXT, Bank, BankOption, BankQuestion, Format, Refusal, Text
from banks.formats.images import Album, Find, UnfitBankImageError, readdressed
from banks.formats.xmltree import text_at

VERSION = "Blackboard POOL"
_BEGINNING = "QUESTION_"
_CHOICES = ("QUESTION_MULTIPLECHOICE", "QUESTION_TRUEFALSE")
KINDS = {
    "ESSAY": "essay",
    "FILLINBLANK": "short answer",
    "MATCH": "matching",
    "MULTIPLEANSWER": MULTIPLE_RESPONSE,
    "ORDER": "ordering",
    "NUMERIC": "numerical",
}


def read_pool(pool: Element, bank: Bank, find: Find) -> None:
    """All questions of a pool, in the order in which they stand."""
    title = pool.find("TITLE")
    category = "" if title is None else " ".join(title.get("value", "").split())
    for question in pool:
        if not str(question.tag).startswith(_BEGINNING) or question.tag == "QUESTIONLIST":
            continue
        if question.tag in _CHOICES:
            try:
                _take_question(question, category, bank, find)
            except UnfitBankImageError as error:
                refusal = Refusal(bank.total + 1, "", "multiple choice", str(error), VERSION)
                bank.refusals.append(refusal)
            continue
        kind = str(question.tag).removeprefix(_BEGINNING)
        reason = _("Dure asks multiple-choice questions with one right option.")
        kind = KINDS.get(kind, kind.lower())
        bank.refusals.append(Refusal(bank.total + 1, "", kind, reason, VERSION))


def _take_question(question: Element, category: str, bank: Bank, find: Find) -> None:
    album = Album()

    def shown(source: str, *, is_html: bool) -> Text:
        if not source:
            return NO_TEXT
        text = Text(source, Format.HTML if is_html else Format.PLAIN)
        return readdressed(text, lambda address: album.add(*find(address)))

    answers = sorted(question.findall("ANSWER")[: MOST_OPTIONS + 1], key=_position)
    right = {answer.get("answer_id") for answer in question.iter("CORRECTANSWER")}
    is_html = _is_html(question)
    said_to_right = shown(text_at(question, "GRADABLE/FEEDBACK_WHEN_CORRECT"), is_html=True)
    said_to_wrong = shown(text_at(question, "GRADABLE/FEEDBACK_WHEN_INCORRECT"), is_html=True)
    options = tuple(
        BankOption(
            shown(text_at(answer, "TEXT"), is_html=is_html),
            answer.get("id") in right,
            said_to_right if answer.get("id") in right else said_to_wrong,
        )
        for answer in answers
    )
    words = [option.text.source.lower() for option in options]
    is_true_false = sorted(words) == ["false", "true"]
    if is_true_false and words[0] == "false":
        options = options[::-1]
    taken = BankQuestion(
        stem=shown(text_at(question, "BODY/TEXT"), is_html=is_html),
        options=options,
        category=category,
        is_true_false=is_true_false,
        images=album.images,
        line=bank.total + 1,
        version=VERSION,
    )
    take(bank, taken, [FULL * option.is_correct for option in options])


def _is_html(question: Element) -> bool:
    flag = question.find("BODY/FLAGS/ISHTML")
    return flag is None or flag.get("value") != "false"


def _position(answer: Element) -> int:
    position = answer.get("position", "")
    return int(position) if position.isascii() and position.isdigit() and len(position) < 6 else 0
