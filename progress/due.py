"""What is due today in all modules of one's courses, as pages that lead to the review say it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from progress.module_progress import CourseStanding, ModuleStanding
from progress.pieces import Piece


@dataclass(frozen=True)
class DueToday:
    """The modules with questions whose day to come back has come, or that were added."""

    modules: Sequence[ModuleStanding]

    @classmethod
    def of(cls, standings: Iterable[CourseStanding]) -> "DueToday":
        return cls([module for standing in standings for module in standing.due])

    @property
    def questions(self) -> int:
        return sum(len(module.boxes.due) for module in self.modules)

    @property
    def pieces(self) -> list[Piece]:
        if not self.modules:
            return []
        state = tuple(
            (module.module.pk, len(module.boxes.due), len(module.boxes.added))
            for module in self.modules
        )
        return [Piece("progress/_due.html", {"due": self}, state)]
