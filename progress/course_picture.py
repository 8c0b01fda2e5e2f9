"""A course as a picture: its pages in order, with what one learner has read, answered and reached.

Told apart by filled, struck and empty, never by colour alone. Sections and questions are drawn as a
strip of at most `WIDEST`, in which many are drawn closer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from progress.module_progress import CourseStanding, ModuleStanding, Step

WIDEST, HEIGHT = 160, 14
CELL, GAP = 20, 4
LEVELS = 6
STAIR = 20


@dataclass(frozen=True)
class Cell:
    """One section, question or level in its strip; `state` is done, missed or open."""

    state: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def radius(self) -> float:
        return round(min(self.width, self.height) / 2 - 1, 2)

    @property
    def slash(self) -> str:
        """A line through the circle."""
        side = round(self.radius * 0.7, 2)
        left, bottom = round(self.middle - side, 2), round(HEIGHT / 2 + side, 2)
        return f"M{left} {bottom}l{2 * side:.2f} {-2 * side:.2f}"


@dataclass(frozen=True)
class Strip:
    """Cells side by side."""

    cells: list[Cell]

    @classmethod
    def of(cls, states: Sequence[str]) -> "Strip":
        step = min(CELL, WIDEST / len(states)) if states else CELL
        gap = min(GAP, step / 4)
        width = round(step - gap, 2)
        cells = [
            Cell(state, round(at * step, 2), 1, width, HEIGHT - 2)
            for at, state in enumerate(states)
        ]
        return cls(cells)

    @classmethod
    def stairs(cls, reached: int) -> "Strip":
        """Six levels, each higher than the one before, filled up to the one that is reached."""
        cells = []
        for rank in range(1, LEVELS + 1):
            height = round(rank * (HEIGHT - 2) / LEVELS, 2)
            state = "done" if rank <= reached else "open"
            x, y = (rank - 1) * STAIR, HEIGHT - 1 - height
            cells.append(Cell(state, x, round(y, 2), STAIR - GAP, height))
        return cls(cells)

    @property
    def view_box(self) -> str:
        # A line drawn along an edge is half outside.
        width = self.cells[-1].x + self.cells[-1].width if self.cells else 0
        return f"-1 -1 {round(width + 2, 2)} {HEIGHT + 2}"


@dataclass(frozen=True)
class Row:
    """A page of the outline: sections and questions of a module, or the levels of a diagnosis."""

    step: Step
    sections: Strip
    questions: Strip
    levels: Strip | None

    @classmethod
    def of(cls, step: Step) -> "Row":
        if step.standing is None:
            reached = step.diagnoses[-1].level_reached if step.diagnoses else 0
            return cls(step, Strip([]), Strip([]), Strip.stairs(reached))
        sections = ["done" if each.is_read else "open" for each in step.standing.reading.sections]
        return cls(step, Strip.of(sections), Strip.of(_questions(step.standing)), None)


@dataclass(frozen=True)
class CoursePicture:
    rows: list[Row]

    @classmethod
    def of(cls, standing: CourseStanding) -> "CoursePicture":
        return cls([Row.of(step) for step in standing.steps])


def _questions(module: ModuleStanding) -> list[str]:
    """Those that count for the score, as `total` has it."""
    answers = module.first_answers
    still_asked = [] if module.is_finished else module.questions
    in_order = dict.fromkeys([*module.questions, *answers])
    return [
        "open" if question not in answers else "done" if answers[question] else "missed"
        for question in in_order
        if question in answers or question in still_asked
    ]
