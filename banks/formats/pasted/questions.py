"""The questions of a pasted test, as a form is filled with them and as a bank is imported."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from banks.formats.acceptance import MOST_OPTIONS, MULTIPLE_RESPONSE, take
from banks.formats.bank import (
    Bank,
    BankOption,
    BankQuestion,
    Format,
    Refusal,
    Text,
    UnreadableBankError,
    too_many_questions,
)
from banks.formats.decoding import decode
from banks.formats.pasted.labels import answer_at_end
from banks.formats.pasted.marks import answers_in, truth_of, without_right_sign
from banks.formats.pasted.reading import Draft, Reader

LONGEST_PASTE = 100_000  # letters
# After these the next line is another sentence or part; else it goes on where paper ended.
_ENDS = re.compile(r"[.?!:;)\]〉》」』’”]$")
_BEGINS = re.compile(r"[-•∙·○●□■◇◆※☞▶<〈《「『\[(①-⓿㉠-㉻]|[ㄱ-ㅎ가-하A-Za-z\d]{1,2}[.)]\s?")


@dataclass(frozen=True)
class PastedQuestion:
    """`right` holds the places, from 0, of the options that are named right: one, if all is well.

    A statement that is true or false has no options of its own.
    """

    line: int
    stem: str
    options: tuple[tuple[str, str], ...]  # text and explanation
    right: tuple[int, ...] = ()
    general: str = ""
    is_true: bool | None = None
    left_aside: tuple[str, ...] = ()
    answer: str = ""

    @property
    def faults(self) -> list[str]:
        """What its author has to look at, in sentences."""
        faults = []
        if not self.options and self.is_true is None:
            faults.append(_("No options were found in it."))
        elif len(self.right) > 1:
            faults.append(_("It names several right options."))
        elif not self.right and self.answer:
            reason = _("There is no option “%(answer)s”, which is to be right.")
            faults.append(reason % {"answer": self.answer})
        elif not self.right:
            faults.append(_("It does not say which option is right."))
        return faults


def pasted(text: str) -> list[PastedQuestion]:
    """All questions of the text; `UnreadableBankError` says why it is not read."""
    if len(text) > LONGEST_PASTE:
        reason = _(
            "The text has %(length)s letters, and %(most)s are taken at once. Paste it in parts."
        )
        raise UnreadableBankError(
            reason % {"length": f"{len(text):,}", "most": f"{LONGEST_PASTE:,}"}
        )
    return [
        _question(draft)
        for draft in Reader().read(text)
        if draft.stem or draft.options or draft.answer
    ]


def _question(draft: Draft) -> PastedQuestion:
    stem, in_brackets = answer_at_end(_joined(draft.stem))
    answer = draft.answer if draft.answer is not None else in_brackets
    texts = [" ".join(option.lines) for option in draft.options]
    bare = [without_right_sign(text) for text in texts]
    signed = [
        place
        for place, option in enumerate(draft.options)
        if option.is_marked_right or bare[place] != texts[place]
    ]
    # Such a sign at one option is one; at several it is part of what they say.
    if not answer and len(signed) == 1:
        texts, right = bare, tuple(signed)
    else:
        right = _places(answer, texts)
    is_true = None if texts else truth_of(answer)
    return PastedQuestion(
        line=draft.line,
        stem=stem,
        options=tuple(
            (text, _joined(option.explanation))
            for text, option in zip(texts, draft.options, strict=True)
        ),
        right=(0 if is_true else 1,) if is_true is not None else right,
        general=_joined(draft.general),
        is_true=is_true,
        left_aside=tuple(draft.left_aside),
        answer=answer,
    )


def _places(answer: str, texts: list[str]) -> tuple[int, ...]:
    """By the text of the option, else by its number or letter."""
    if answer in texts:
        return (texts.index(answer),)
    places, _after = answers_in(answer)
    return tuple(place - 1 for place in dict.fromkeys(places) if 1 <= place <= len(texts))


def _joined(lines: list[str]) -> str:
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        parts += ["\n" if _ENDS.search(before) or _BEGINS.match(line) else " ", line]
    return "".join(parts).strip()


def read(data: bytes, most: int) -> Bank:
    """As a bank. What names no right option comes as a draft, to be completed by its author."""
    bank = Bank()
    questions = pasted(decode(data))
    if len(questions) > most:
        raise too_many_questions(most)
    for question in questions:
        _take(bank, question)
    return bank


def _take(bank: Bank, question: PastedQuestion) -> None:
    if not question.options and question.is_true is None:
        name = question.stem
        reason = _("No options were found in it.")
        bank.refusals.append(Refusal(question.line, name, "unreadable", reason))
        return
    options = question.options or (("T", ""), ("F", ""))
    if len(question.right) > 1:
        reason = _("It names several right options.")
        bank.refusals.append(Refusal(question.line, question.stem, MULTIPLE_RESPONSE, reason))
        return
    source = BankQuestion(
        _plain(question.stem),
        tuple(
            BankOption(_plain(text), place in question.right, _plain(explanation))
            for place, (text, explanation) in enumerate(options)
        ),
        general=_plain(question.general),
        is_true_false=question.is_true is not None,
        left_aside=question.left_aside,
        is_draft=not question.right,
        line=question.line,
    )
    texts = [source.stem, *(option.text for option in source.options)]
    if source.is_draft and all(texts) and 1 < len(options) <= MOST_OPTIONS:
        bank.questions.append(source)
    else:
        take(bank, source, [100.0 * option.is_correct for option in source.options])


def _plain(text: str) -> Text:
    return Text(text, Format.PLAIN)
