"""Where the lines and bars of the reports' pictures stand, for the SVG templates.

Every picture is drawn in a box of `WIDTH` units with its rows' labels on the left.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, LABEL, ROW = 720, 190, 34
LEFT, RIGHT = LABEL + 12, WIDTH - 24


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar; `kind` is its class, `shown` whether its number fits in."""

    kind: str
    count: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def shown(self) -> bool:
        return self.width >= 16


@dataclass(frozen=True)
class StackedRow:
    label: str
    y: int
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
        for at, (label, counts) in enumerate(counted):
            x, segments = float(LEFT), []
            for (kind, _name), count in zip(kinds, counts, strict=True):
                width = (RIGHT - LEFT) * count / most
                if count:
                    segments.append(Segment(kind, count, round(x, 2), round(width, 2)))
                x += width
            rows.append(StackedRow(label, 4 + at * ROW, segments))
        return cls(kinds, rows)

    @property
    def height(self) -> int:
        return 8 + len(self.rows) * ROW

    @property
    def is_empty(self) -> bool:
        return not any(row.segments for row in self.rows)


@dataclass(frozen=True)
class Bar:
    """A share as a bar with the whiskers of its interval; None where there are too few."""

    label: str
    note: str
    y: int
    share: float | None
    low: float | None = None
    high: float | None = None
    kind: str = ""
    address: str = ""

    def _x(self, share: float | None) -> float | None:
        return None if share is None else round(LEFT + (RIGHT - 70 - LEFT) * share, 2)

    @property
    def width(self) -> float:
        return (self._x(self.share) or LEFT) - LEFT

    @property
    def x_low(self) -> float | None:
        return self._x(self.low)

    @property
    def x_high(self) -> float | None:
        return self._x(self.high)

    @property
    def x_note(self) -> float:
        return max(self._x(self.high) or 0, self._x(self.share) or 0, LEFT) + 8


@dataclass(frozen=True)
class Bars:
    """Shares one under the other on one scale from 0 to 100 %."""

    bars: list[Bar]

    @property
    def height(self) -> int:
        return 8 + len(self.bars) * ROW

    @property
    def grid(self) -> list[tuple[int, float]]:
        """Per cent with the x of their lines."""
        return [(share, LEFT + (RIGHT - 70 - LEFT) * share / 100) for share in (0, 25, 50, 75, 100)]


@dataclass(frozen=True)
class Line:
    """A count that only grows, over days; from the first day to the last."""

    points: list[tuple[float, float]]
    first: datetime.date
    last: datetime.date
    total: int
    most: int

    TOP, BOTTOM, START, END = 16, 176, 56, WIDTH - 24

    @classmethod
    def of(
        cls, days: Sequence[tuple[datetime.date, int]], most: int, today: datetime.date
    ) -> "Line | None":
        """From (day, how many more) in order; None before there is anything to draw."""
        if not days or not most:
            return None
        first = days[0][0] - datetime.timedelta(days=1)
        last = max(today, days[-1][0])
        span = (last - first).days
        height = cls.BOTTOM - cls.TOP

        def place(day: datetime.date, total: int) -> tuple[float, float]:
            x = cls.START + (cls.END - cls.START) * (day - first).days / span
            return round(x, 2), round(cls.BOTTOM - height * total / most, 2)

        total, points = 0, [place(first, 0)]
        for day, more in days:
            points.append((place(day, 0)[0], points[-1][1]))
            total += more
            points.append(place(day, total))
        points.append((float(cls.END), points[-1][1]))
        return cls(points, first, last, total, most)

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def grid(self) -> list[tuple[int, float]]:
        """Counts with the y of their lines."""
        steps = sorted({0, round(self.most / 2), self.most})
        height = self.BOTTOM - self.TOP
        return [(count, self.BOTTOM - height * count / self.most) for count in steps]
