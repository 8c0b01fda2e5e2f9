"""Time lines: what goes on from when to when, in rows one under the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from texts.drawings.bars import out_of_scale
from texts.drawings.scale import Scale, written
from texts.drawings.source import Drawing, Row, Source, percent, sentence, span_of

_SPAN = re.compile(r"(?P<name>\S.*?)\s+(?P<span>[-\d,.]+\s*[–—~-]\s*[-\d,.]+)")


@dataclass(frozen=True)
class Span:
    name: str
    begin: float
    end: float
    shade: int
    x: float
    width: float


@dataclass(frozen=True)
class SpanRow:
    label: str
    spans: list[Span]


@dataclass(frozen=True)
class Timeline(Drawing):
    """Rows such as `Request 1: reads 0–1.2 | writes 1.2–8`."""

    kinds: Sequence[str]
    rows: list[SpanRow]
    unit: str
    scale: Scale

    settings = ("kinds", "unit", "scale")

    @classmethod
    def read(cls, source: Source) -> "Timeline | None":
        rows = [(row, _spans(source, row)) for row in source.rows]
        kinds = source.kinds((row.line, name) for row, spans in rows for name, *_ends in spans)
        most = max((end for _row, spans in rows for _name, _begin, end in spans), default=0)
        scale = Scale(*source.scale(most))
        for row, spans in rows:
            if any(begin < scale.low or end > scale.high for _name, begin, end in spans):
                source.report(row.line, out_of_scale())
        if source.faults:
            return None
        placed = [
            SpanRow(
                row.label,
                [
                    Span(
                        *(name, begin, end, kinds.index(name) + 1, scale.x(begin)),
                        width=percent(end - begin, scale.high - scale.low),
                    )
                    for name, begin, end in spans
                ],
            )
            for row, spans in rows
        ]
        return cls(kinds, placed, source.setting("unit"), scale)

    @property
    def said(self) -> str:
        return " ".join(
            sentence(
                row.label,
                (
                    f"{span.name} {written(span.begin)}–{written(span.end)}{self.unit}"
                    for span in row.spans
                ),
            )
            for row in self.rows
        )


def _spans(source: Source, row: Row) -> list[tuple[str, float, float]]:
    spans = []
    for text in row.parts:
        match = _SPAN.fullmatch(text)
        ends = span_of(match["span"]) if match else None
        if match is None or ends is None or ends[0] >= ends[1]:
            message = gettext("“%(part)s” is no span: write a name, and from–to, such as 0–1.5.")
            source.report(row.line, message % {"part": text})
        else:
            spans.append((match["name"], *ends))
    return spans
