"""What the page of a join code shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Cohort

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class JoinPage:
    """A cohort to join; `state` is open, joined (one is in it) or ended."""

    cohort: Cohort
    state: str

    @classmethod
    def of(cls, user: "User", cohort: Cohort) -> "JoinPage":
        joined = cohort.enrolments.active().filter(learner=user).exists()
        return cls(cohort, "joined" if joined else "ended" if cohort.has_ended else "open")
