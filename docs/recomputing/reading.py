"""Reads the file of `manage.py exportcohort`, XLSX or ZIP of CSV, with the standard library alone.

Its second sheet, the data dictionary, says which column is which, whatever language it was made in.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Row = dict[str, Any]
NUMBERS = {"person", "attempt", "number", "try", "position", "rank"}
TRUE = {"is_right", "before_joining", "retired_then", "counted", "erased", "quiz"}
TIMES = re.compile(r"_(at|from|on)$")
# What a spreadsheet counts its days from, and its own names within the file.
DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - files have no zone
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(path: str) -> dict[str, list[Row]]:
    """The rows of each sheet, by the names that programs know."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        tables = _workbook(archive) if "xl/workbook.xml" in names else _csv_files(archive)
        sheets = [(title, list(rows)) for title, rows in tables]
    titles, columns = _described(sheets[1][1])
    read_rows: dict[str, list[Row]] = {sheet: [] for sheet in columns}
    for title, (head, *rows) in sheets:
        # More rows than a sheet holds go on in the next, which is called the same and (2).
        sheet = titles.get(re.sub(r" \(\d+\)$", "", title), title)
        if sheet in columns:
            if len(columns[sheet]) != len(head):
                raise ValueError(f"{title}: not the columns that the dictionary says")
            read_rows[sheet] += [_typed(columns[sheet], row) for row in rows]
    return read_rows


def _described(dictionary: Sequence[Sequence[Any]]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The sheets by their titles, and the columns of each, as programs name them."""
    titles: dict[str, str] = {}
    columns: dict[str, list[str]] = {}
    for title, sheet, _label, key, *_meaning in dictionary[1:]:
        titles[title] = sheet
        columns.setdefault(sheet, []).append(key)
    return titles, columns


def _typed(columns: Sequence[str], row: Sequence[Any]) -> Row:
    padded = [*row, *[None] * (len(columns) - len(row))]
    return {key: _value(key, value) for key, value in zip(columns, padded, strict=True)}


def _value(key: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if key in TRUE:
        return value in {True, "TRUE"}
    if key in NUMBERS:
        return int(float(value))
    return _time(value) if TIMES.search(key) else str(value)


def _time(value: Any) -> datetime:
    if isinstance(value, float):
        return DAY_0 + timedelta(seconds=round(value * 86400))
    day = date.fromisoformat(value[:10])
    clock = datetime.strptime(value[11:] or "00:00:00", "%H:%M:%S").time()  # noqa: DTZ007 - as above
    return datetime.combine(day, clock)


def _csv_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    for name in archive.namelist():
        with archive.open(name) as file:
            rows = csv.reader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
            yield Path(name).stem, [[_without_guard(cell) for cell in row] for row in rows]


def _without_guard(cell: str) -> str:
    """A text that a spreadsheet would take for a formula has an apostrophe before it."""
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _workbook(archive: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    book = _xml(archive, "xl/workbook.xml")
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    places = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    shared = _shared_texts(archive)
    for sheet in book.iter(f"{MAIN}sheet"):
        place = places[sheet.get(RELATION)].removeprefix("/xl/")
        with archive.open(f"xl/{place}") as file:
            yield sheet.get("name", ""), list(_rows(file, shared))


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))  # noqa: S314 – a file of one's own Dure


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """Texts that stand once, as programs save them."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts = _xml(archive, "xl/sharedStrings.xml")
    return ["".join(part.text or "" for part in text.iter(f"{MAIN}t")) for text in texts]


def _rows(file: Any, shared: Sequence[str]) -> Iterator[list[Any]]:
    for _event, row in ElementTree.iterparse(file):  # noqa: S314 – as above
        if row.tag == f"{MAIN}row":
            cells: list[Any] = []
            for cell in row:
                at = _column(cell.get("r", ""))
                cells += [None] * (at - len(cells)) + [_cell(cell, shared)]
            yield cells
            row.clear()


def _column(place: str) -> int:
    """Of "AB12" the 27, counted from 0."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: ElementTree.Element, shared: Sequence[str]) -> Any:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    if value is None:
        return None
    if kind == "s":
        return shared[int(value)]
    return value == "1" if kind == "b" else float(value) if kind == "n" else value
