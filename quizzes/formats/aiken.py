"""Aiken: a stem, lettered options and the letter of the answer; no explanations. Read only."""

import re

from django.utils.translation import gettext as _

from quizzes.formats.bank import Bank, BankOption, BankQuestion, Format, Refusal, Text
from quizzes.formats.choosing import take
from quizzes.formats.decoding import decode

OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)")
ANSWER = re.compile(r"\s*ANSWER:\s*(\S*)", re.IGNORECASE)


def read(data: bytes) -> Bank:
    bank = Bank()
    begun, block = 0, []
    for number, line in enumerate(decode(data).splitlines(), 1):
        if not line.strip():
            continue
        begun = begun or number
        block.append(line)
        if found := ANSWER.match(line):
            _read_block(block[:-1], found[1].strip(".)").upper(), begun, bank)
            begun, block = 0, []
    if block:
        reason = _("No line ANSWER: follows its options.")
        bank.refusals.append(Refusal(begun, "", "unreadable", reason))
    return bank


def _read_block(lines: list[str], answer: str, begun: int, bank: Bank) -> None:
    first = next((at for at, line in enumerate(lines) if OPTION.match(line)), len(lines))
    options: dict[str, str] = {}
    last = ""
    for line in lines[first:]:
        if found := OPTION.match(line):
            last = found[1]
            if last in options:
                reason = _("The option %(letter)s stands twice.") % {"letter": last}
                bank.refusals.append(Refusal(begun, "", "unreadable", reason))
                return
            options[last] = found[2]
        else:
            options[last] += f"\n{line.strip()}"
    if options and answer not in options:
        reason = _("There is no option %(letter)s, which is to be right.") % {"letter": answer}
        bank.refusals.append(Refusal(begun, "", "unreadable", reason))
        return
    stem = "\n".join(line.strip() for line in lines[:first])
    rows = tuple(
        BankOption(Text(text, Format.PLAIN), letter == answer) for letter, text in options.items()
    )
    question = BankQuestion(Text(stem, Format.PLAIN), rows, line=begun)
    take(bank, question, [100.0 * option.is_correct for option in rows])
