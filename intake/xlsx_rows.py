"""A program: takes XLSX from standard input, and prints each row of its first sheet as JSON.

Before them stand, on a line, the cells that are merged downwards: row, column, and last row.

The library sets up a table as wide and high as the farthest cell, so a small file that names one
far out takes all memory, at which the library ends its process: this one in place of the site's.
"""

import datetime
import json
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import chain, islice
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

MOST_MEMORY, MOST_SECONDS = 200 * 1024 * 1024, 5
MOST_LETTERS = 20_000_000  # A text of many cells stands in the file once.
MOST_MERGED = 100_000
NO_XLSX, TOO_WIDE, TOO_LARGE = 3, 4, 5  # Exit statuses; any other but 0 is TOO_LARGE, too.
UNREADABLE = (
    *(CalamineError, BadZipFile, zlib.error),
    *(LookupError, ValueError, OSError, EOFError, RuntimeError),
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*\bt=["'])e(?=["'])""")


def sheet_of(data: bytes, most_columns: int) -> CalamineSheet:
    sheet = CalamineWorkbook.from_filelike(BytesIO(with_errors_as_text(data))).get_sheet_by_index(0)
    if sheet.width > most_columns:
        sys.exit(TOO_WIDE)
    return sheet


def merged_downwards(sheet: CalamineSheet, most_rows: int) -> Iterator[tuple[int, int, int]]:
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        if top < bottom and top < most_rows:
            yield top, left, min(bottom, most_rows)


def rows(sheet: CalamineSheet, most_rows: int) -> Iterator[list[str]]:
    """The first rows from the very top left, each cell as text."""
    letters = 0
    for row in sheet.to_python(skip_empty_area=False, nrows=most_rows):
        cells = [text(cell) for cell in row]
        letters += sum(map(len, cells))
        if letters > MOST_LETTERS:
            sys.exit(TOO_LARGE)
        yield cells


def with_errors_as_text(data: bytes) -> bytes:
    """The same file, with cells such as #DIV/0! as texts: the library takes them for empty."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as book:
        sheets = {name: book.read(name) for name in book.namelist() if SHEET.fullmatch(name)}
        if not any(map(ERROR.search, sheets.values())):
            return data
        with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as copy:
            for name in book.namelist():
                content = sheets.get(name) or book.read(name)
                copy.writestr(name, ERROR.sub(rb"\1str", content) if name in sheets else content)
    return out.getvalue()


def text(cell: object) -> str:
    """A cell as Excel shows it: 1001, not 1001.0, and 0.3, not 0.30000000000000004."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < 1e21
        return str(int(cell)) if is_whole else format(cell, ".15g").upper()
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell).strip()


def main() -> None:
    for what, limit in [
        (resource.RLIMIT_DATA, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ]:
        # Not every system has each of them.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (limit, limit))
    try:
        most_rows, most_columns = map(int, sys.argv[1:])
        sheet = sheet_of(sys.stdin.buffer.read(), most_columns)
        merged = list(islice(merged_downwards(sheet, most_rows), MOST_MERGED))
        for line in chain([merged], rows(sheet, most_rows)):
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    except UNREADABLE:
        sys.exit(NO_XLSX)


if __name__ == "__main__":
    main()
