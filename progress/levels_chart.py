"""A picture of levels over time: where its points and lines stand, for SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.models.self_diagnosis import LEVELS
from progress.models import Diagnosis
from progress.standing_rows import TakenDiagnosis

# So wide is a date with the space beside it: nearer ones would run into each other.
DATE = 78
# Between the sides and the first and last points, for the halves of their dates.
SIDE = 24


@dataclass(frozen=True)
class Frame:
    """The box of a line over time: the plot in it, and where its labels and dates stand."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    label_x: int
    date_y: int

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    def x(self, part: float, whole: float) -> float:
        return self.left + (self.right - self.left) * part / whole

    def y(self, part: float, whole: float) -> float:
        return self.bottom - (self.bottom - self.top) * part / whole


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """As SVG writes the points of a line."""
    return " ".join(f"{x},{y}" for x, y in points)


@dataclass(frozen=True)
class Point:
    """One diagnosis: its place in the picture, and whether its date is written under it."""

    diagnosis: Diagnosis | TakenDiagnosis
    x: int
    y: int
    is_dated: bool


@dataclass(frozen=True)
class LevelsChart:
    """Levels reached (0 to 6) from the oldest diagnosis to the latest, evenly spaced."""

    points: list[Point]
    frame = Frame(
        width=360, height=190, left=40, right=340, top=16, bottom=148, label_x=28, date_y=170
    )

    @classmethod
    def of(cls, diagnoses: Sequence[Diagnosis | TakenDiagnosis]) -> "LevelsChart | None":
        """From diagnoses oldest first; None before there are two to compare."""
        if len(diagnoses) < 2:
            return None
        last = len(diagnoses) - 1
        inner = cls.frame.right - cls.frame.left - 2 * SIDE
        every = -(-DATE * last // inner)
        return cls(
            [
                Point(
                    diagnosis,
                    x=cls.frame.left + SIDE + round(inner * at / last),
                    y=cls.y_of(diagnosis.level_reached),
                    is_dated=(last - at) % every == 0,
                )
                for at, diagnosis in enumerate(diagnoses)
            ]
        )

    @classmethod
    def y_of(cls, level: int) -> int:
        return round(cls.frame.y(level, LEVELS))

    @property
    def line(self) -> str:
        return polyline((point.x, point.y) for point in self.points)

    @property
    def grid(self) -> list[tuple[int, int]]:
        """Each level with the height of its line."""
        return [(level, self.y_of(level)) for level in range(LEVELS + 1)]

    @property
    def first(self) -> Diagnosis | TakenDiagnosis:
        return self.points[0].diagnosis

    @property
    def latest(self) -> Diagnosis | TakenDiagnosis:
        return self.points[-1].diagnosis
