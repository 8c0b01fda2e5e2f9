"""Reads the rows of CSV and XLSX files, as spreadsheets write them."""

import csv
import io
import json
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile

from django.utils.translation import gettext as _

from intake import xlsx_rows
from intake.archives import SIGNATURE
from intake.encodings import decoded

SEPARATORS = ",;\t"
MOST_COLUMNS, MOST_SEPARATORS = 100, 10_000


class UnreadableTableError(Exception):
    """The file is no table; the message says why in a sentence."""


def read(data: bytes, *, most_rows: int, head_within: int = 1) -> list[list[str]]:
    """The rows of the first sheet, each cell as text; `UnreadableTableError` says what is wrong.

    Takes XLSX, and CSV in UTF-8, UTF-16 (Excel's "Unicode text") or CP949 (Korean Excel's CSV);
    what parts its cells is what stands in most of the first `head_within` lines.
    """
    if not data.strip():
        raise UnreadableTableError(_("The file is empty."))
    if data.startswith(SIGNATURE):
        all_rows = _read_xlsx(data, most_rows + 2)
    else:
        all_rows = _read_csv(data, head_within)
    rows = []
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
    return rows if len(rows) > 1 else [row for row in rows if any(row)]


def _too_wide() -> UnreadableTableError:
    reason = _("The file has more than %(most)s columns.")
    return UnreadableTableError(reason % {"most": MOST_COLUMNS})


def _read_csv(data: bytes, head_within: int) -> Generator[list[str]]:
    text = decoded(data)
    if text is None:
        reason = _(
            "This is no text in UTF-8, UTF-16 or CP949 and no XLSX file. Save it as XLSX or CSV."
        )
        raise UnreadableTableError(reason)
    head = text.lstrip("\r\n").split("\n", head_within)[:head_within]
    separator = max(
        SEPARATORS, key=lambda mark: (sum(mark in line for line in head), head[0].count(mark))
    )
    try:
        for row in csv.reader(_lines(text, separator), delimiter=separator, strict=True):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise UnreadableTableError(
            _("The file cannot be read as CSV: %(why)s") % {"why": error}
        ) from error


def _lines(text: str, separator: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        # Each may part two cells, or stand in a long text.
        if line.count(separator) > MOST_SEPARATORS:
            raise _too_wide()
        yield line


def _read_xlsx(data: bytes, most_rows: int) -> Generator[list[str]]:
    program = [sys.executable, "-I", xlsx_rows.__file__, str(most_rows), str(MOST_COLUMNS)]
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        # Where the rows are wanted no further, this closes the pipe, at which the child ends.
        with Popen(program, stdin=file, stdout=PIPE, stderr=DEVNULL) as child:
            for line in child.stdout or []:
                # One without an end was being written as the child ran out of memory or time.
                if line.endswith(b"\n"):
                    yield json.loads(line)
    if child.returncode == xlsx_rows.NO_XLSX:
        reason = _("The file looks like XLSX and cannot be read as such. Save it anew.")
        raise UnreadableTableError(reason)
    if child.returncode == xlsx_rows.TOO_WIDE:
        raise _too_wide()
    if child.returncode:
        raise UnreadableTableError(_("The file is too large once unpacked."))
