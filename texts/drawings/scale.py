"""The numbers that stand along a scale."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from texts.drawings.source import percent

_AT_END = 3
STEPS = 4  # or fewer: more would run into each other on a phone


@dataclass(frozen=True)
class Tick:
    """A number of the scale, and where it is; at an end it stands inside."""

    text: str
    x: float

    @property
    def end(self) -> str:
        return "start" if self.x < _AT_END else "end" if self.x > 100 - _AT_END else ""


@dataclass(frozen=True)
class Scale:
    low: float
    high: float

    def x(self, value: float) -> float:
        """In per cent of the width."""
        return percent(value - self.low, self.high - self.low)

    @property
    def ticks(self) -> list[Tick]:
        return list(self._ticks())

    def _ticks(self) -> Iterator[Tick]:
        step = _round_step((self.high - self.low) / STEPS)
        value = math.ceil(self.low / step - 1e-9) * step
        while value <= self.high + step * 1e-9:
            yield Tick(written(value), self.x(value))
            value += step


def written(value: float) -> str:
    """As people write it: 1,200 or 0.5."""
    return f"{round(value, 6):,.10g}" if value % 1 else f"{value:,.0f}"


def _round_step(least: float) -> float:
    """1, 2 or 5 of a power of ten, at least this."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))
