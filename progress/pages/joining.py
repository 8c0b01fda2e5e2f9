"""What the page of a join code shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Cohort

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class JoinPage:
    """A cohort to join; `state` is open, joined (one is in it) or ended.

    To those whom others brought back it is open, so that they join again themselves.
    """

    cohort: Cohort
    state: str

    @classmethod
    def of(cls, user: "User", cohort: Cohort) -> "JoinPage":
        enrolment = cohort.enrolments.active().filter(learner=user).first()
        if enrolment is not None and (cohort.has_ended or not enrolment.brought_back):
            return cls(cohort, "joined")
        return cls(cohort, "ended" if cohort.has_ended else "open")
