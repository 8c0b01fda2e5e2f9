"""Stacked bars: how much of each kind makes up each row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from texts.drawings.scale import Scale, written
from texts.drawings.source import Drawing, Row, Source, fits, number_of, sentence

# Per cent, with what is lost by rounding.
FULL = 100.1
_PART = re.compile(r"(?P<name>\S.*?)\s+(?P<number>[-\d,.]+)")


@dataclass(frozen=True)
class Part:
    """`shade` is that of its kind; its number stands in it where it fits in."""

    name: str
    number: float
    shade: int
    x: float
    width: float

    @property
    def text(self) -> str:
        return written(self.number)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def is_told(self) -> bool:
        return fits(self.text, self.width)


@dataclass(frozen=True)
class Bar:
    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Bars(Drawing):
    """Rows such as `One card: weights 16.4 | cache 3.2`; `mark` is a line with its words."""

    kinds: Sequence[str]
    bars: list[Bar]
    unit: str
    scale: Scale
    mark: tuple[float, str] | None

    settings = ("kinds", "unit", "scale", "mark")

    @classmethod
    def read(cls, source: Source) -> "Bars | None":
        rows = [(row, _parts(source, row)) for row in source.rows]
        kinds = source.kinds((row.line, name) for row, parts in rows for name, _n in parts)
        mark = read_mark(source)
        most = max((sum(number for _name, number in parts) for _row, parts in rows), default=0)
        scale = Scale(*source.scale(max(most, mark[0] if mark else 0)))
        if source.faults:
            return None
        bars = [Bar(row.label, _placed(parts, kinds, scale)) for row, parts in rows]
        for (row, _numbers), bar in zip(rows, bars, strict=True):
            if bar.parts and bar.parts[-1].x + bar.parts[-1].width > FULL:
                source.report(row.line, out_of_scale())
        return cls(kinds, bars, source.setting("unit"), scale, placed_mark(source, mark, scale))

    @property
    def said(self) -> str:
        rows = (
            sentence(bar.label, (f"{part.name} {part.text}{self.unit}" for part in bar.parts))
            for bar in self.bars
        )
        return " ".join([*rows, *([f"{self.mark[1]}{self.unit}."] if self.mark else [])])


def read_mark(source: Source) -> tuple[float, str] | None:
    """A line across the drawing: where it stands, and what it says, its number included."""
    row = source.settings.get("mark")
    if row is None:
        return None
    number, _space, words = row.content.partition(" ")
    value = number_of(number)
    if value is None:
        source.report(
            row.line, gettext("Write the mark as a number and its words: 24 all there is.")
        )
        return None
    return value, f"{words.strip()} {number}".strip()


def placed_mark(
    source: Source, mark: tuple[float, str] | None, scale: Scale
) -> tuple[float, str] | None:
    """The mark by its place in per cent."""
    if mark is None:
        return None
    if not scale.low <= mark[0] <= scale.high:
        source.report(source.settings["mark"].line, out_of_scale())
    return scale.x(mark[0]), mark[1]


def out_of_scale() -> str:
    return gettext("This goes beyond the scale.")


def _parts(source: Source, row: Row) -> list[tuple[str, float]]:
    parts = []
    for text in row.parts:
        match = _PART.fullmatch(text)
        number = number_of(match["number"]) if match else None
        if match is None or number is None or number < 0:
            message = gettext("“%(part)s” is no part of a bar: write a name and a number.")
            source.report(row.line, message % {"part": text})
        else:
            parts.append((match["name"], number))
    return parts


def _placed(parts: list[tuple[str, float]], kinds: Sequence[str], scale: Scale) -> list[Part]:
    placed, before = [], scale.low
    for name, number in parts:
        x = scale.x(before)
        width = round(scale.x(before + number) - x, 2)
        placed.append(Part(name, number, kinds.index(name) + 1, x, width))
        before += number
    return placed
