"""What reports and learners are given to take away: tables as CSV, XLSX and JSON."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.utils import timezone

Value = str | int | float | bool | datetime.datetime | datetime.date | None
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# A spreadsheet takes a text in CSV that begins so for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Columns that hold what the course says, in its language; a name is else a person's.
OF_THE_COURSE = {
    *("module", "title", "question", "stem", "text", "section", "level", "can_do"),
    "levels.name",
}


@dataclass(frozen=True)
class Table:
    """A table of a report: keys for programs, labels for people, values as what they are."""

    name: str
    title: str
    columns: Sequence[tuple[str, str]]
    rows: list[Sequence[Value]] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return [key for key, _label in self.columns]

    @property
    def labels(self) -> list[str]:
        return [label for _key, label in self.columns]

    @property
    def classes(self) -> list[str]:
        """Of each column for the page: texts stand on the left, numbers and dates on the right."""
        return [
            "lms-text" if any(isinstance(row[at], str) for row in self.rows) else ""
            for at in range(len(self.columns))
        ]

    @property
    def head(self) -> list[tuple[str, str]]:
        """Each label with the class of its column."""
        return list(zip(self.labels, self.classes, strict=True))

    @property
    def body(self) -> list[list[tuple[Value, str, bool]]]:
        """Each row's values with the classes of their columns and whether the course says them."""
        of_course = [not {key, f"{self.name}.{key}"}.isdisjoint(OF_THE_COURSE) for key in self.keys]
        classes = self.classes
        return [list(zip(row, classes, of_course, strict=True)) for row in self.rows]


def as_csv(table: Table) -> bytes:
    """With a byte order mark, without which Excel takes Korean for another encoding."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_harmless(label) for label in table.labels])
    for row in table.rows:
        writer.writerow([_harmless(_local(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _local(value: Value) -> Value:
    """Times as the site's clock shows them, as spreadsheets know no time zones."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    return value


def _harmless(value: Value) -> Value:
    if isinstance(value, bool):
        return int(value)
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """A sheet a table; texts are texts, whatever they begin with."""
    out = io.BytesIO()
    # Row by row into a file: of thousands of members all cells at once are 50 MB.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        for table in tables:
            _write_sheet(book, table)
    return out.getvalue()


def _write_sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(_sheet_name(table.title))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    widths = [_width(label) for label in table.labels]
    sheet.write_row(0, 0, table.labels, head)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            value = _local(cell)
            if isinstance(value, datetime.datetime):
                sheet.write_datetime(number, column, value, moment)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)
            widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, 60))
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _sheet_name(title: str) -> str:
    """At most 31 letters, none of those that Excel does not take."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip()


def _width(value: Value) -> float:
    """How wide a value is in a sheet; a Korean letter is twice as wide as a Latin one."""
    if isinstance(value, datetime.date):
        return 17
    text = f"{value:.4g}" if isinstance(value, float) else str("" if value is None else value)
    return 2 + sum(2 if ord(letter) > 0x1100 else 1 for letter in text)


def as_json(head: dict[str, Value], tables: Iterable[Table]) -> str:
    """Each table a list of objects; times in ISO 8601 with their zone."""
    contents = {
        table.name: [dict(zip(table.keys, row, strict=True)) for row in table.rows]
        for table in tables
    }
    return json.dumps({**head, "tables": contents}, default=_iso, ensure_ascii=False)


def _iso(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a table.")
