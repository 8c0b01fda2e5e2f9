"""Intervals: a figure and how far it may be off, in rows on one scale."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from texts.drawings.bars import out_of_scale, placed_mark, read_mark
from texts.drawings.scale import Scale, written
from texts.drawings.source import Drawing, Row, Source, number_of, sentence, span_of

_ROW = re.compile(r"(?P<point>[-\d,.]+)\s*\((?P<span>[^()]+)\)")


@dataclass(frozen=True)
class Interval:
    label: str
    text: str
    x: float
    low: float
    high: float

    @property
    def width(self) -> float:
        return round(self.high - self.low, 2)


@dataclass(frozen=True)
class Intervals(Drawing):
    """Rows such as `First prompt: 85 (70.9–92.9)`; `mark` is a line across, with its words."""

    rows: list[Interval]
    unit: str
    scale: Scale
    mark: tuple[float, str] | None

    settings = ("unit", "scale", "mark")

    @classmethod
    def read(cls, source: Source) -> "Intervals | None":
        rows = [(row, figures) for row in source.rows if (figures := _figures(source, row))]
        scale = Scale(*source.scale(max((high for _row, (_p, _l, high) in rows), default=0)))
        for row, (_point, low, high) in rows:
            if low < scale.low or high > scale.high:
                source.report(row.line, out_of_scale())
        mark = read_mark(source)
        if source.faults:
            return None
        unit = source.setting("unit")
        placed = [
            Interval(
                row.label,
                f"{written(point)}{unit} ({written(low)}–{written(high)})",
                *(scale.x(point), scale.x(low), scale.x(high)),
            )
            for row, (point, low, high) in rows
        ]
        return cls(placed, unit, scale, placed_mark(source, mark, scale))

    @property
    def said(self) -> str:
        rows = [sentence(row.label, [row.text]) for row in self.rows]
        return " ".join([*rows, *([f"{self.mark[1]}{self.unit}."] if self.mark else [])])


def _figures(source: Source, row: Row) -> tuple[float, float, float] | None:
    match = _ROW.fullmatch(row.content)
    point = number_of(match["point"]) if match else None
    span = span_of(match["span"].strip()) if match else None
    if point is None or span is None or not span[0] <= point <= span[1]:
        message = gettext("“%(part)s” is no figure with its interval: write 85 (70.9–92.9).")
        source.report(row.line, message % {"part": row.content})
        return None
    return point, *span
