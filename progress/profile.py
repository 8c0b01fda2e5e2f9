"""The profile of a diagnosis: six ratings, and how they moved since the time before."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Level
from progress.models import Diagnosis, Rating

ORDER = list(Rating.Choice.values)


@dataclass(frozen=True)
class Bar:
    """One level of the profile."""

    rating: Rating
    previous: Rating | None

    @property
    def change(self) -> str:
        if self.previous is None:
            return ""
        now, before = ORDER.index(self.rating.rating), ORDER.index(self.previous.rating)
        return "same" if now == before else "up" if now > before else "down"


@dataclass(frozen=True)
class Profile:
    """The latest diagnosis, beside the one before it if there is one."""

    diagnosis: Diagnosis
    previous: Diagnosis | None

    @classmethod
    def of(cls, diagnoses: Sequence[Diagnosis]) -> "Profile | None":
        """From a learner's diagnoses on one page, oldest first."""
        if not diagnoses:
            return None
        return cls(diagnoses[-1], diagnoses[-2] if len(diagnoses) > 1 else None)

    @property
    def bars(self) -> list[Bar]:
        before = {rating.level_id: rating for rating in _ratings(self.previous)}
        return [Bar(rating, before.get(rating.level_id)) for rating in _ratings(self.diagnosis)]

    @property
    def level_reached(self) -> int:
        return self.diagnosis.level_reached

    @property
    def next_level(self) -> Level | None:
        """The lowest level not reached yet."""
        following = (bar.rating.level for bar in self.bars)
        return next((level for level in following if level.rank > self.level_reached), None)

    @property
    def level_name(self) -> str:
        return self.diagnosis.level_name


def _ratings(diagnosis: Diagnosis | None) -> list[Rating]:
    ratings = diagnosis.ratings.all() if diagnosis else ()
    return sorted(ratings, key=lambda rating: rating.level.rank)
