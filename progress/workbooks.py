"""Tables as a workbook (XLSX), ready to be read, sorted and printed."""

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, Protocol

import xlsxwriter

from progress.tables import Value, local

MOST_ROWS = 1_000_000  # of a sheet; Excel takes some more
# So many rows tell how wide a column is.
MEASURED = 1_000
A4 = 9
# Columns that hold shares, which people read in per cent, and indices.
SHARES = {
    *("facility", "facility_low", "facility_high", "share_first", "rest", "chance"),
    *("gap", "gap_low", "gap_high", "estimate", "estimate_low", "estimate_high"),
}
INDICES = {
    *("discrimination", "discrimination_low", "discrimination_high", "upper_lower"),
    *("tries_mean", "mean"),
}


class Sheet(Protocol):
    """What becomes a sheet: a table, or rows that are read while they are written."""

    @property
    def title(self) -> str: ...
    @property
    def keys(self) -> Sequence[str]: ...
    @property
    def labels(self) -> Sequence[str]: ...
    @property
    def above(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Iterable[Sequence[Value]]: ...


def as_xlsx(sheets: Iterable[Sheet], about: str = "") -> bytes:
    """A sheet a table; texts are texts, whatever they begin with. `about` heads printed pages."""
    out = io.BytesIO()
    write_xlsx(out, sheets, about)
    return out.getvalue()


def write_xlsx(
    file: IO[bytes], sheets: Iterable[Sheet], about: str = "", most: int = MOST_ROWS
) -> None:
    """`most` rows on a sheet: what is more goes on in the next one."""
    # Row by row into a file: of thousands of members all cells at once are 50 MB.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        formats = _formats(book)
        for sheet in sheets:
            rows, part = iter(sheet.rows), 1
            while _write_sheet(book, formats, sheet, islice(rows, most), part, about) == most:
                part += 1


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "above": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "share": book.add_format({"num_format": "0.0 %"}),
        "index": book.add_format({"num_format": "0.00"}),
    }


def _write_sheet(
    book: Any,
    formats: dict[str, Any],
    sheet: Sheet,
    rows: Iterator[Sequence[Value]],
    part: int,
    about: str,
) -> int:
    """How many rows are on it."""
    written = book.add_worksheet(_sheet_name(sheet.title, part))
    head = _write_above(written, sheet.above, formats)
    written.write_row(head, 0, sheet.labels, formats["head"])
    widths = [_width(label) for label in sheet.labels]
    numbers = [formats.get(_kind(key)) for key in sheet.keys]
    count = 0
    for count, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write_cell(written, head + count, column, cell, numbers[column], formats)
            if count <= MEASURED:
                widths[column] = max(widths[column], _width(cell))
    for column, width in enumerate(widths):
        written.set_column(column, column, min(width, 60))
    written.freeze_panes(head + 1, 1)
    if count:
        written.autofilter(head, 0, head + count, len(sheet.labels) - 1)
    _set_up_for_paper(written, head, about)
    return count


def _write_above(written: Any, lines: Sequence[str], formats: dict[str, Any]) -> int:
    """The row that the head of the table stands in, below these lines."""
    for row, line in enumerate(lines):
        written.write_string(row, 0, line, None if row else formats["above"])
    return len(lines) + 1 if lines else 0


def _write_cell(
    written: Any, row: int, column: int, cell: Value, number: Any, formats: dict[str, Any]
) -> None:
    if isinstance(cell, str):
        written.write_string(row, column, cell)
    elif isinstance(cell, datetime.datetime):
        written.write_datetime(row, column, local(cell), formats["moment"])
    elif isinstance(cell, datetime.date):
        written.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, bool):
        written.write_boolean(row, column, cell)
    elif cell is not None:
        written.write_number(row, column, cell, number)


def _kind(key: str) -> str:
    return "share" if key in SHARES else "index" if key in INDICES else ""


def _set_up_for_paper(written: Any, head: int, about: str) -> None:
    written.set_landscape()
    written.set_paper(A4)
    written.fit_to_pages(1, 0)
    written.repeat_rows(0, head)
    written.set_header(f"&L{about.replace('&', '&&')}&R&A")
    written.set_footer("&C&P / &N")


def _sheet_name(title: str, part: int = 1) -> str:
    """At most 31 letters, none of those that Excel does not take."""
    name = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    if part == 1:
        return name[:31].strip()
    return f"{name[:26].strip()} ({part})"


def _width(value: Value) -> float:
    """How wide a value is in a sheet; a Korean letter is twice as wide as a Latin one."""
    if isinstance(value, datetime.date):
        return 17
    text = f"{value:.4g}" if isinstance(value, float) else str("" if value is None else value)
    return 2 + sum(2 if ord(letter) > 0x1100 else 1 for letter in text)
