"""Questions as a table, CSV or XLSX: a row a question, its texts in Markdown."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from banks.formats.acceptance import take
from banks.formats.bank import (
    LONGEST_SHOWN,
    MOST_QUESTIONS,
    Bank,
    BankOption,
    BankQuestion,
    Refusal,
    Text,
    UnreadableBankError,
    too_many_questions,
)
from intake import spreadsheets
from intake.formulas import FORMULA
from intake.spreadsheets import UnreadableTableError

MOST_ROWS = 20_000
# What a spreadsheet takes for a formula, and the mark that keeps it from that.
MARK = "'"
# What is marked so that a spreadsheet takes it for text, and the mark itself, which is taken off.
MARKED = (*FORMULA, MARK)
FIELDS = {
    "name": ("name", "이름"),
    "category": ("category", "분류"),
    "tags": ("tags", "태그", "꼬리표"),
    "stem": ("stem", "question", "문제", "문항"),
    "right": ("right", "answer", "정답"),
    "general": ("general", "generalfeedback", "전체풀이"),
}
NUMBERED = re.compile(r"(option|choice|보기|explanation|feedback|풀이|해설)(\d{1,2})")
OPTION = {"option", "choice", "보기"}


class UnwritableBankError(Exception):
    """The format has no place for it; the message says why in a sentence."""


def read(data: bytes, most: int = MOST_QUESTIONS) -> Bank:
    try:
        rows = spreadsheets.read(data, most_rows=MOST_ROWS)
    except UnreadableTableError as error:
        raise UnreadableBankError(str(error)) from error
    head = _Head(rows[0] if rows else [])
    bank = Bank()
    if sum(map(any, rows[1:])) > most:
        raise too_many_questions(most)
    for number, row in enumerate(rows[1:], 2):
        if any(row):
            _read_row(head, [_without_mark(cell) for cell in row], number, bank)
    return bank


class _Head:
    """Where each field stands; the columns may come in any order."""

    def __init__(self, row: Sequence[str]) -> None:
        self.places: dict[str, int] = {}
        self.options: dict[int, int] = {}
        self.explanations: dict[int, int] = {}
        self.labels = row
        names = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
        for at, heading in enumerate(row):
            label = "".join(heading.split()).lower()
            if field := names.get(label):
                self.places.setdefault(field, at)
            elif match := NUMBERED.fullmatch(label):
                of = self.options if match[1] in OPTION else self.explanations
                of.setdefault(int(match[2]), at)
        if not {"stem", "right"} <= set(self.places) or len(self.options) < 2:
            raise UnreadableBankError(
                _(
                    "The first row names the columns: stem, option 1, explanation 1, option 2 … "
                    "and right (문제, 보기 1, 풀이 1, 보기 2 …, 정답)."
                )
            )

    def cell(self, row: Sequence[str], field: str) -> str:
        return _at(row, self.places.get(field))

    def gap(self, row: Sequence[str], filled: Sequence[int]) -> int:
        """The first option that is empty though others say it is there; 0 without one."""
        explained = [number for number, at in self.explanations.items() if _at(row, at)]
        before = [letter for letter in self.options if filled and letter < filled[-1]]
        return min({*explained, *before} - {*filled}, default=0)

    def left_aside(self, row: Sequence[str]) -> tuple[str, ...]:
        """What each column is called that this row fills and no question has."""
        taken = {*self.places.values(), *self.options.values(), *self.explanations.values()}
        others = [at for at, cell in enumerate(row) if cell and at not in taken]
        names = [Truncator(_at(self.labels, at)).chars(LONGEST_SHOWN) for at in others]
        return tuple(
            _("column “%(name)s”") % {"name": name} if name else _("a column without a name")
            for name in dict.fromkeys(names)
        )


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _read_row(head: _Head, row: Sequence[str], number: int, bank: Bank) -> None:
    cell = head.cell(row, "right")
    right = _number_of(cell)
    filled = [letter for letter in sorted(head.options) if _at(row, head.options[letter])]
    name = head.cell(row, "name")
    reason = ""
    if gap := head.gap(row, filled):
        reason = _("Option %(number)d is empty, but its explanation or a later option is not.")
        reason %= {"number": gap}
    elif right not in filled:
        reason = _("Its right option is to be the number of one: “%(given)s” is not.")
        reason %= {"given": cell}
    if reason:
        bank.refusals.append(Refusal(number, name, "unreadable", reason))
        return
    options = tuple(
        BankOption(
            Text(_at(row, head.options[letter])),
            letter == right,
            Text(_at(row, head.explanations.get(letter))),
        )
        for letter in filled
    )
    question = BankQuestion(
        Text(head.cell(row, "stem")),
        options,
        name=name,
        category=head.cell(row, "category"),
        tags=tuple(filter(None, (tag.strip() for tag in head.cell(row, "tags").split(",")))),
        general=Text(head.cell(row, "general")),
        left_aside=head.left_aside(row),
        line=number,
    )
    take(bank, question, [100.0 * option.is_correct for option in options])


def _number_of(cell: str) -> int:
    """1, ① or A are the first option; 0 where it names none."""
    text = cell.strip().upper()
    if text.isascii() and text.isdigit() and len(text) < 3:
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return ord(text) - ord("A") + 1 if len(text) == 1 and "A" <= text <= "Z" else 0


def _without_mark(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith(MARKED) else cell


def _rows(questions: Iterable[BankQuestion]) -> list[list[str]]:
    questions = list(questions)
    most = max((len(question.options) for question in questions), default=2)
    head = ["name", "category", "tags", "stem"]
    for number in range(1, most + 1):
        head += [f"option {number}", f"explanation {number}"]
    rows = [[*head, "right", "general"]]
    for question in questions:
        tags = ", ".join(question.written_tags)
        row = [question.name, question.category, tags, question.stem.source]
        for option in question.options:
            row += [option.text.source, option.explanation.source]
        row += [""] * (2 * (most - len(question.options)))
        right = question.options.index(question.right) + 1
        rows.append([*row, str(right), question.general.source])
    return rows


def write_csv(questions: Iterable[BankQuestion]) -> bytes:
    """With a byte order mark for Excel, and formulas marked as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _rows(questions):
        writer.writerow([f"{MARK}{cell}" if cell.startswith(MARKED) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(questions: Iterable[BankQuestion]) -> bytes:
    """`UnwritableBankError` where a text has more than the 32,767 letters that Excel takes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_("Questions"))
        for at, row in enumerate(_rows(questions)):
            for column, cell in enumerate(row):
                marked = cell.startswith(MARK) and cell[1:].startswith(MARKED)
                if sheet.write_string(at, column, f"{MARK}{cell}" if marked else cell) < 0:
                    reason = _("A text is longer than a cell of XLSX may be: export it as CSV.")
                    raise UnwritableBankError(reason)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
