"""Reads the rows of CSV and XLSX files, as spreadsheets write them."""

import csv
import io
import json
import re
import sys
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from typing import NamedTuple

from django.utils.translation import gettext as _

from intake import xlsx_rows
from intake.archives import SIGNATURE
from intake.encodings import decoded

SEPARATORS = ",;\t"
MOST_COLUMNS, MOST_SEPARATORS = 100, 10_000


class UnreadableTableError(Exception):
    """The file is no table; the message says why in a sentence."""


class Merged(NamedTuple):
    """A cell that is merged with those below it, down to the row `last`; all count from 0."""

    row: int
    column: int
    last: int


@dataclass
class Sheet:
    """The rows of a sheet; a merged cell has its text in the first of its rows alone."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)

    def fill_down(self, columns: Collection[int], *, start: int, where: int | None = None) -> None:
        """Put the text of a merged cell of these columns into its other rows, from a row on.

        Only into rows that have a text in the column `where`.
        """
        filled: dict[int, int] = {}
        for row, column, last in sorted(self.merged):
            # Spreadsheets write none that overlap; those of a made-up file would take for ever.
            if row < start or column not in columns or row <= filled.get(column, -1):
                continue
            filled[column] = last
            text = _cell(self.rows[row], column) if row < len(self.rows) else ""
            for cells in self.rows[row + 1 : last + 1]:
                if text and column < len(cells) and (where is None or _cell(cells, where)):
                    cells[column] = text


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def read(data: bytes, *, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet, each cell as text."""
    return read_sheet(data, most_rows=most_rows).rows


def read_sheet(data: bytes, *, most_rows: int, head_within: int = 1) -> Sheet:
    """The first sheet, each cell as text; `UnreadableTableError` says what is wrong.

    Takes XLSX, and CSV in UTF-8, UTF-16 (Excel's "Unicode text") or CP949 (Korean Excel's CSV);
    what parts its cells is what stands in most of the first `head_within` lines.
    """
    if not data.strip():
        raise UnreadableTableError(_("The file is empty."))
    sheet = Sheet()
    if data.startswith(SIGNATURE):
        all_rows = _read_xlsx(data, most_rows + 2, sheet)
    else:
        all_rows = _read_csv(data, head_within)
    rows = sheet.rows
    with closing(all_rows) as sheet_rows:
        for row in islice(sheet_rows, most_rows + 2):
            if len(row) > MOST_COLUMNS:
                raise _too_wide()
            rows.append(row)
            if any("\0" in cell for cell in row):
                reason = _("Row %(row)s has a character that no text has (NUL). Delete it first.")
                raise UnreadableTableError(reason % {"row": f"{len(rows):,}"})
    if len(rows) > most_rows + 1:
        reason = _("The file has more than %(most)s rows. Import it in several files.")
        raise UnreadableTableError(reason % {"most": f"{most_rows:,}"})
    if len(rows) == 1 and not any(rows[0]):
        rows.clear()
    return sheet


def _too_wide() -> UnreadableTableError:
    reason = _("The file has more than %(most)s columns.")
    return UnreadableTableError(reason % {"most": MOST_COLUMNS})


# The first line of some files, which Excel reads and does not show.
_NAMED_SEPARATOR = re.compile(r"\s*\"?sep=(?P<separator>[,;|\t])\"?[,;|\t]*(?:\r\n|\n|\r)")


def _read_csv(data: bytes, head_within: int) -> Generator[list[str]]:
    text = decoded(data)
    if text is None:
        reason = _(
            "This is no text in UTF-8, UTF-16 or CP949 and no XLSX file. Save it as XLSX or CSV."
        )
        raise UnreadableTableError(reason)
    first_line = _NAMED_SEPARATOR.match(text)
    text = text[first_line.end() :] if first_line else text
    head = text.lstrip("\r\n").split("\n", head_within)[:head_within]
    separator = max(
        [first_line["separator"]] if first_line else SEPARATORS,
        key=lambda mark: (sum(mark in line for line in head), head[0].count(mark)),
    )
    reader = csv.reader(_lines(text, separator), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise UnreadableTableError(_why_no_csv(error, reader.line_num)) from error


def _why_no_csv(error: csv.Error, line: int) -> str:
    """What the reader says in English, as one would tell it to whoever made the file."""
    if "field limit" in str(error):
        reason = _("Line %(line)s: a cell has more than %(most)s characters.")
        return reason % {"line": f"{line:,}", "most": f"{csv.field_size_limit():,}"}
    reason = _("Line %(line)s cannot be read as CSV: a quotation mark is not where it should be.")
    return reason % {"line": f"{line:,}"}


def _lines(text: str, separator: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        # Each may part two cells, or stand in a long text.
        if line.count(separator) > MOST_SEPARATORS:
            raise _too_wide()
        yield line


def _read_xlsx(data: bytes, most_rows: int, sheet: Sheet) -> Generator[list[str]]:
    """The rows; what is merged is noted on the sheet."""
    program = [sys.executable, "-I", xlsx_rows.__file__, str(most_rows), str(MOST_COLUMNS)]
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        # Where the rows are wanted no further, this closes the pipe, at which the child ends.
        with Popen(program, stdin=file, stdout=PIPE, stderr=DEVNULL) as child:
            # One without an end was being written as the child ran out of memory or time.
            lines = (json.loads(line) for line in child.stdout or [] if line.endswith(b"\n"))
            sheet.merged = [Merged(*merged) for merged in next(lines, [])]
            yield from lines
    if child.returncode == xlsx_rows.NO_XLSX:
        reason = _("The file looks like XLSX and cannot be read as such. Save it anew.")
        raise UnreadableTableError(reason)
    if child.returncode == xlsx_rows.TOO_WIDE:
        raise _too_wide()
    if child.returncode:
        raise UnreadableTableError(_("The file is too large once unpacked."))
