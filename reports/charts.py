"""Where the lines and bars of the reports' pictures stand: their SVG templates hold no number.

Every picture is drawn in a box of `WIDTH` units; rows have their labels on the left.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from progress.levels_chart import Frame, polyline

WIDTH, LABEL = 720, 190
LEFT, RIGHT = LABEL + 12, WIDTH - 24
MARGIN, ROW, GAP = 4, 34, 6
# What a scale of per cents takes: right of its 100 % the notes of long bars, below it its numbers.
NOTES, NUMBERS = 70, 20
# Where labels are single letters, so much of the left side stays empty and is cut off.
EMPTY_LEFT = 150


def middle_of(row: int) -> int:
    """The y of the middle of a row, counted from 0."""
    return MARGIN + row * ROW + (ROW - GAP) // 2


class Rows:
    """Rows one under the other; what the rows are of is the subclass's."""

    rows: Sequence[object]
    label_x = LABEL
    left = LEFT

    @property
    def height(self) -> int:
        return 2 * MARGIN + len(self.rows) * ROW

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"


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
    middle: int
    segments: list[Segment]
    thickness = ROW - GAP

    @property
    def top(self) -> int:
        return self.middle - self.thickness // 2


@dataclass(frozen=True)
class Stacked(Rows):
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
            rows.append(StackedRow(label, middle_of(at), segments))
        return cls(kinds, rows)


@dataclass(frozen=True)
class Bar:
    """A share as a bar with the whiskers of its interval; None where there are too few.

    Where it stands, `Bars` says.
    """

    label: str
    note: str
    share: float | None
    low: float | None = None
    high: float | None = None
    kind: str = ""
    middle: int = 0
    thickness: int = 0

    @property
    def top(self) -> int:
        return self.middle - self.thickness // 2

    def _x(self, share: float | None) -> float | None:
        return None if share is None else round(LEFT + (RIGHT - NOTES - LEFT) * share, 2)

    @property
    def width(self) -> float:
        return (self._x(self.share) or LEFT) - LEFT

    @property
    def whiskers(self) -> str:
        """The path of the interval: a line from end to end, and a stroke across each end."""
        low, high, top = self._x(self.low), self._x(self.high), self.middle - 6
        if low is None:
            return ""
        return f"M{low} {self.middle}H{high}M{low} {top}v12M{high} {top}v12"

    @property
    def x_note(self) -> float:
        return max(self._x(self.high) or 0, self._x(self.share) or 0, LEFT) + 8


@dataclass(frozen=True)
class Bars(Rows):
    """Shares one under the other on one scale from 0 to 100 %."""

    rows: list[Bar]

    @classmethod
    def of(cls, bars: Iterable[Bar], *, thickness: int = 20) -> "Bars":
        return cls(
            [replace(bar, middle=middle_of(at), thickness=thickness) for at, bar in enumerate(bars)]
        )

    @property
    def scale(self) -> list[tuple[int, float]]:
        """Per cent with the x of their lines."""
        width = RIGHT - NOTES - LEFT
        return [(share, LEFT + width * share / 100) for share in (0, 25, 50, 75, 100)]

    @property
    def scale_y(self) -> int:
        return self.height + 14

    @property
    def view_box_with_scale(self) -> str:
        return f"0 0 {WIDTH} {self.height + NUMBERS}"

    @property
    def view_box_of_letters(self) -> str:
        return f"{EMPTY_LEFT} 0 {WIDTH - EMPTY_LEFT} {self.height}"


@dataclass(frozen=True)
class Line:
    """A count that only grows, over days; from the first day to the last."""

    points: list[tuple[float, float]]
    first: datetime.date
    last: datetime.date
    total: int
    most: int
    frame = Frame(
        width=WIDTH, height=210, left=56, right=RIGHT, top=16, bottom=176, label_x=46, date_y=200
    )

    @classmethod
    def of(
        cls,
        days: Sequence[tuple[datetime.date, int]],
        most: int,
        today: datetime.date,
        begins_on: datetime.date | None,
    ) -> "Line | None":
        """From (day, how many more) in order, since the first day; None before there is any."""
        if not days or not most:
            return None
        first = min(begins_on or days[0][0], days[0][0]) - datetime.timedelta(days=1)
        last = max(today, days[-1][0])
        span = (last - first).days

        def place(day: datetime.date, total: int) -> tuple[float, float]:
            x, y = cls.frame.x((day - first).days, span), cls.frame.y(total, most)
            return round(x, 2), round(y, 2)

        total, points = 0, [place(first, 0)]
        for day, more in days:
            points.append((place(day, 0)[0], points[-1][1]))
            total += more
            points.append(place(day, total))
        points.append((float(cls.frame.right), points[-1][1]))
        return cls(points, first, last, total, most)

    @property
    def path(self) -> str:
        return polyline(self.points)

    @property
    def grid(self) -> list[tuple[int, float]]:
        """Counts with the y of their lines."""
        steps = sorted({0, round(self.most / 2), self.most})
        return [(count, self.frame.y(count, self.most)) for count in steps]
