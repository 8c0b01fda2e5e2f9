"""Reads the rows of CSV and XLSX files, as spreadsheets write them."""

import codecs
import csv
import datetime
import io
import zipfile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

LARGEST_UNZIPPED = 60 * 1024 * 1024
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
ZIP = b"PK\x03\x04"
SEPARATORS = ",;\t"


class UnreadableTableError(Exception):
    """The file is no table; the message says why in a sentence."""


def read(data: bytes, *, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet, each cell as text; `UnreadableTableError` says what is wrong.

    Takes XLSX, and CSV in UTF-8, UTF-16 (Excel's "Unicode text") or CP949 (Korean Excel's CSV).
    """
    if not data.strip():
        raise UnreadableTableError(_("The file is empty."))
    is_xlsx = data.startswith(ZIP)
    rows = _read_xlsx(data, most_rows) if is_xlsx else _read_csv(_decode(data))
    rows = [row for row in rows if any(row)] if len(rows) < 2 else rows
    if len(rows) > most_rows + 1:
        reason = _("The file has more than %(most)s rows. Import it in several files.")
        raise UnreadableTableError(reason % {"most": f"{most_rows:,}"})
    return rows


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in [encoding] if encoding else [*_utf16_without_mark(data), "utf-8", "cp949"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableTableError(
        _("This is no text in UTF-8, UTF-16 or CP949 and no XLSX file. Save it as XLSX or CSV.")
    )


def _utf16_without_mark(data: bytes) -> list[str]:
    """UTF-16 shows by its zero bytes: signs such as the comma have one before or after them."""
    before, after = data[::2].count(0), data[1::2].count(0)
    if not before and not after:
        return []
    return ["utf-16-le"] if after > before else ["utf-16-be"]


def _read_csv(text: str) -> list[list[str]]:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    try:
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        ]
    except csv.Error as error:
        raise UnreadableTableError(
            _("The file cannot be read as CSV: %(why)s") % {"why": error}
        ) from error


def _read_xlsx(data: bytes, most_rows: int) -> list[list[str]]:
    broken = _("The file looks like XLSX and cannot be read as such. Save it anew.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > LARGEST_UNZIPPED:
            raise UnreadableTableError(_("The file is too large once unpacked."))
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > most_rows + 1:
            return [[""]] * (most_rows + 2)
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (zipfile.BadZipFile, CalamineError, IndexError, ValueError, OSError) as error:
        raise UnreadableTableError(broken) from error


def _text(cell: object) -> str:
    """A cell as people see it: 1001, not 1001.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell).strip()
