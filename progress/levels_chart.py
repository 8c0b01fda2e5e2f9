"""A picture of levels over time: where its points and lines stand, for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from progress.models import Diagnosis

LEFT, RIGHT, TOP, STEP, LEVELS = 40, 340, 16, 22, 6
BOTTOM = TOP + LEVELS * STEP
# Dates under more points than this would run into each other.
MOST_LABELS = 4


@dataclass(frozen=True)
class Point:
    """One diagnosis: its place in the picture, and whether its date is written under it."""

    diagnosis: Diagnosis
    x: int
    y: int
    is_dated: bool


@dataclass(frozen=True)
class LevelsChart:
    """Levels reached (0 to 6) from the oldest diagnosis to the latest, evenly spaced."""

    points: list[Point]

    @classmethod
    def of(cls, diagnoses: Sequence[Diagnosis]) -> "LevelsChart | None":
        """From diagnoses oldest first; None before there are two to compare."""
        if len(diagnoses) < 2:
            return None
        last = len(diagnoses) - 1
        every = -(-len(diagnoses) // MOST_LABELS)
        return cls(
            [
                Point(
                    diagnosis,
                    x=LEFT + 24 + round((RIGHT - LEFT - 48) * at / last),
                    y=BOTTOM - diagnosis.level_reached * STEP,
                    is_dated=(last - at) % every == 0,
                )
                for at, diagnosis in enumerate(diagnoses)
            ]
        )

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def grid(self) -> list[tuple[int, int]]:
        """Each level with the height of its line."""
        return [(level, BOTTOM - level * STEP) for level in range(LEVELS + 1)]

    @property
    def first(self) -> Diagnosis:
        return self.points[0].diagnosis

    @property
    def latest(self) -> Diagnosis:
        return self.points[-1].diagnosis
