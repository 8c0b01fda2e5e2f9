"""Rows of a cohort as sheets of one file, and the sheet that says what their columns hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from progress.tables import Value

# A column: its name for programs, what people call it, what it holds.
Column = tuple[str, str, str]


@dataclass(frozen=True)
class RowSheet:
    """Rows that are read while they are written."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    above: Sequence[str] = ()

    @property
    def keys(self) -> list[str]:
        return [key for key, _label, _meaning in self.columns]

    @property
    def labels(self) -> list[str]:
        return [label for _key, label, _meaning in self.columns]


def dictionary(sheets: Sequence[RowSheet]) -> RowSheet:
    """What each column of each sheet holds; by it programs find them in any language."""
    columns = [
        ("sheet", _("Sheet"), ""),
        ("sheet_key", _("Sheet (for programs)"), ""),
        ("column", _("Column"), ""),
        ("column_key", _("Column (for programs)"), ""),
        ("meaning", _("What it holds"), ""),
    ]
    return RowSheet("dictionary", _("Data dictionary"), columns, _described(sheets))


def _described(sheets: Sequence[RowSheet]) -> Iterator[Sequence[Value]]:
    for sheet in sheets:
        for key, label, meaning in sheet.columns:
            yield sheet.title, sheet.name, label, key, meaning
