"""How long the bars and lines of the reports' pictures are, in per cent of their scale.

A picture is as wide as its place, and its words are those of the page: nothing is scaled, so that
a phone shows them as large as a desk. Where labels stand, above a bar or beside it, CSS says.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from progress.levels_chart import polyline

# Longer pictures carry their scale at their end too.
LONG = 12


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar; `kind` is its class, `shown` whether its number fits in."""

    kind: str
    count: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def shown(self) -> bool:
        """On a phone a bar is some 300 px long and a digit 8 px wide."""
        return self.width >= 2 + 2.7 * len(str(self.count))


@dataclass(frozen=True)
class StackedRow:
    label: str
    segments: list[Segment]


@dataclass(frozen=True)
class Stacked:
    """Rows of bars, each divided by the counts of its kinds; as wide as the largest total."""

    kinds: Sequence[tuple[str, str]]
    rows: list[StackedRow]

    @classmethod
    def of(
        cls, kinds: Sequence[tuple[str, str]], counted: Iterable[tuple[str, Sequence[int]]]
    ) -> "Stacked":
        """`kinds` are (class, label); each row a label and its counts in the order of kinds."""
        counted = list(counted)
        most = max((sum(counts) for _label, counts in counted), default=0) or 1
        rows = []
        for label, counts in counted:
            before, segments = 0, []
            for (kind, _name), count in zip(kinds, counts, strict=True):
                if count:
                    x, end = percent(before, most), percent(before + count, most)
                    segments.append(Segment(kind, count, x, round(end - x, 2)))
                before += count
            rows.append(StackedRow(label, segments))
        return cls(kinds, rows)


@dataclass(frozen=True)
class Bar:
    """A share as a bar with the whiskers of its interval; None where there are too few."""

    label: str
    note: str
    share: float | None
    low: float | None = None
    high: float | None = None
    kind: str = ""

    @property
    def width(self) -> float:
        return percent(self.share or 0, 1)

    @property
    def whiskers(self) -> tuple[float, float] | None:
        """Where the interval begins and ends."""
        if self.low is None or self.high is None:
            return None
        return percent(self.low, 1), percent(self.high, 1)


@dataclass(frozen=True)
class Bars:
    """Shares one under the other on one scale from 0 to 100 %."""

    rows: list[Bar]
    # Per cent, each with the side of its number that stands at its line.
    scale = ((0, "start"), (25, "middle"), (50, "middle"), (75, "middle"), (100, "end"))

    @classmethod
    def of(cls, bars: Iterable[Bar]) -> "Bars":
        return cls(list(bars))

    @property
    def is_long(self) -> bool:
        return len(self.rows) > LONG


@dataclass(frozen=True)
class Line:
    """A count that only grows, over days; from the first day to the last.

    `planned` is what it would be by the plan; empty without one.
    """

    points: list[tuple[float, float]]
    planned: list[tuple[float, float]]
    first: datetime.date
    last: datetime.date
    total: int
    most: int

    @classmethod
    def of(
        cls,
        days: Sequence[tuple[datetime.date, int]],
        most: int,
        today: datetime.date,
        begins_on: datetime.date | None,
        targets: Sequence[datetime.date | None] = (),
    ) -> "Line | None":
        """From (day, how many more) in order, since the first day; None before there is any.

        Of the whole each of the targets asks for an equal part, by its day.
        """
        if not days or not most:
            return None
        first = min(begins_on or days[0][0], days[0][0]) - datetime.timedelta(days=1)
        last = max(today, days[-1][0])
        span = (last - first).days
        total, points = 0, [(0.0, 100.0)]
        for day, more in days:
            x = percent((day - first).days, span)
            points.append((x, points[-1][1]))
            total += more
            points.append((x, percent(most - total, most)))
        points.append((100.0, points[-1][1]))
        planned, height = [], 100.0
        for place, day in enumerate(sorted(day for day in targets if day and day <= last), 1):
            x = percent(max((day - first).days, 0), span)
            planned += [(x, height), (x, percent(len(targets) - place, len(targets)))]
            height = planned[-1][1]
        ends = [(0.0, 100.0), *planned, (100.0, height)] if any(targets) else []
        return cls(points, ends, first, last, total, most)

    @property
    def path(self) -> str:
        return polyline(self.points)

    @property
    def planned_path(self) -> str:
        return polyline(self.planned)

    @property
    def grid(self) -> list[tuple[int, float]]:
        """Counts with the height of their lines, from the top."""
        steps = sorted({0, round(self.most / 2), self.most})
        return [(count, percent(self.most - count, self.most)) for count in steps]
