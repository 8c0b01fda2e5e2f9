"""Grids: cells in rows, each of a kind or empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from texts.drawings.source import MOST_PARTS, Drawing, Row, Source, fits, percent, sentence

EMPTY = "."


@dataclass(frozen=True)
class Cell:
    """`shade` 0 is that of an empty one."""

    name: str
    shade: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class GridRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid(Drawing):
    """Rows such as `Place 1: A | A | . | B`; `columns` stand above them."""

    rows: list[GridRow]
    columns: list[Cell]

    settings = ("kinds", "columns")

    @classmethod
    def read(cls, source: Source) -> "Grid | None":
        heads = source.settings.get("columns")
        lines = [*([heads] if heads else []), *source.rows]
        width = len(lines[0].parts) if lines else 0
        for row in lines:
            if len(row.parts) != width:
                message = gettext("This row has %(count)d cells, the first one %(first)d.")
                source.report(row.line, message % {"count": len(row.parts), "first": width})
            _report_what_does_not_fit(source, row)
        if width > MOST_PARTS:
            message = gettext("A row has at most %(number)d cells.")
            source.report(lines[0].line, message % {"number": MOST_PARTS})
        names = ((row.line, name) for row in source.rows for name in row.parts if name != EMPTY)
        kinds = source.kinds(names)
        if source.faults:
            return None
        rows = [GridRow(row.label, _cells(row.parts, kinds)) for row in source.rows]
        return cls(rows, _cells(heads.parts, []) if heads else [])

    @property
    def said(self) -> str:
        return " ".join(sentence(row.label, _runs(row.cells)) for row in self.rows)


def _report_what_does_not_fit(source: Source, row: Row) -> None:
    for name in row.parts:
        if not fits(name, percent(1, len(row.parts))):
            message = gettext("“%(name)s” has no room in its cell on a phone: write less.")
            source.report(row.line, message % {"name": name})


def _cells(names: Sequence[str], kinds: Sequence[str]) -> list[Cell]:
    count = len(names)
    return [
        Cell(
            "" if name == EMPTY else name,
            kinds.index(name) + 1 if name in kinds else 0,
            percent(at, count),
            percent(1, count),
        )
        for at, name in enumerate(names)
    ]


def _runs(cells: Sequence[Cell]) -> list[str]:
    """`A 3`, where three cells with the same letter follow one another; – for the empty ones."""
    runs = [(name or "–", len(list(same))) for name, same in groupby(cell.name for cell in cells)]
    return [f"{name} ×{length}" if length > 1 else name for name, length in runs]
