"""Tables for reports and learners to take away, as CSV and JSON; as XLSX in workbooks.py."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from intake.formulas import harmless

Value = str | int | float | bool | datetime.datetime | datetime.date | None
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# Columns that hold what the course says, in its language; a name is else a person's.
OF_THE_COURSE = {
    *("module", "title", "question", "stem", "text", "section", "level", "can_do"),
    "levels.name",
}


@dataclass(frozen=True)
class Table:
    """A table of a report: keys for programs, labels for people, values as what they are.

    `above` are lines that stand over it on a sheet of its own.
    """

    name: str
    title: str
    columns: Sequence[tuple[str, str]]
    rows: list[Sequence[Value]] = field(default_factory=list)
    above: Sequence[str] = ()

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


def in_words(table: Table) -> Table:
    """With yes and no for people, where programs take true and false."""
    words = {True: _("yes"), False: _("no")}
    rows: list[Sequence[Value]] = [
        [words[value] if isinstance(value, bool) else value for value in row] for row in table.rows
    ]
    return replace(table, rows=rows)


def as_csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    write_csv(out, table.labels, table.rows)
    return out.getvalue().encode()


def write_csv(file: IO[str], labels: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """With a byte order mark, without which Excel takes Korean for another encoding."""
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([_harmless(label) for label in labels])
    for row in rows:
        writer.writerow([_harmless(value) for value in row])


def local(moment: datetime.datetime) -> datetime.datetime:
    """As the site's clock shows it, as spreadsheets know no time zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def _harmless(value: Value) -> Value:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"  # as the spreadsheet shows them
    return local(value) if isinstance(value, datetime.datetime) else value


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
