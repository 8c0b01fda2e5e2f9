"""Aiken: a stem, lettered options and the letter of the answer; no explanations. Read only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from banks.formats.acceptance import take, too_long
from banks.formats.bank import (
    MOST_QUESTIONS,
    Bank,
    BankOption,
    BankQuestion,
    Format,
    Refusal,
    Text,
    at_most,
)
from banks.formats.decoding import decode

OPTION = re.compile(r"([A-Z])[.)]\s+(.+)")
ANSWER = re.compile(r"ANSWER:\s*(\S*)", re.IGNORECASE)


@dataclass
class _Block:
    """The lines of one question, and the letter of its ANSWER: if there is one."""

    line: int
    lines: list[str] = field(default_factory=list)
    answer: str | None = None


def read(data: bytes, most: int = MOST_QUESTIONS) -> Bank:
    bank = Bank()
    for block in at_most(_blocks(decode(data)), most):
        _read_block(block, bank)
    return bank


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block(0)
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line:
            continue
        block.line = block.line or number
        if match := ANSWER.match(line):
            block.answer = match[1].strip(".)").upper()
            yield block
            block = _Block(0)
        else:
            block.lines.append(line)
    if block.lines:
        yield block


def _read_block(block: _Block, bank: Bank) -> None:
    first = next((at for at, line in enumerate(block.lines) if OPTION.match(line)), None)
    reason = too_long("\n".join(block.lines))
    if block.answer is None:
        reason = _("No line ANSWER: follows its options.")
    options: dict[str, list[str]] = {}
    for line in [] if first is None else block.lines[first:]:
        match = OPTION.match(line)
        if match and match[1] in options:
            reason = _("The option %(letter)s stands twice.") % {"letter": match[1]}
        elif match:
            options[match[1]] = last = [match[2]]
        else:
            last.append(line)
    if not reason and options and block.answer not in options:
        reason = _("There is no option %(letter)s, which is to be right.")
        reason %= {"letter": block.answer}
    if reason:
        bank.refusals.append(Refusal(block.line, "", "unreadable", reason))
        return
    rows = tuple(
        BankOption(Text("\n".join(lines), Format.PLAIN), letter == block.answer)
        for letter, lines in options.items()
    )
    stem = Text("\n".join(block.lines[:first]), Format.PLAIN)
    take(
        bank,
        BankQuestion(stem, rows, line=block.line),
        [100.0 * option.is_correct for option in rows],
    )
