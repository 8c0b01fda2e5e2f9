"""What the pages about a learner's own courses show."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Cohort, Course
from progress.module_progress import CourseStanding, standings

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class HomePage:
    """One's courses; `resume` is the one to go on with, `upcoming` what is not open yet."""

    standings: list[CourseStanding]
    resume: CourseStanding | None
    upcoming: list[Cohort]

    @classmethod
    def of(cls, user: "User") -> "HomePage":
        mine = standings(Course.objects.visible_to(user), user)
        to_do = [standing for standing in mine if standing.next_step]
        resume = max(
            to_do,
            key=lambda standing: (standing.is_begun, str(standing.visited_at or "")),
            default=None,
        )
        return cls(mine, resume, list(Cohort.objects.upcoming_for(user)))


@dataclass(frozen=True)
class MinePage:
    """How far one is in each course, and the courses one has left."""

    standings: list[CourseStanding]
    left: list[Course]

    @classmethod
    def of(cls, user: "User") -> "MinePage":
        readable = standings(Course.objects.visible_to(user), user)
        return cls(readable, list(Course.objects.left_by(user)))


@dataclass(frozen=True)
class LeftPage:
    """One's own answers and self-diagnoses in a course that one can no longer read."""

    standing: CourseStanding

    @classmethod
    def of(cls, user: "User", course: Course) -> "LeftPage":
        return cls(standings([course], user, left=True)[0])


@dataclass(frozen=True)
class RecordPage:
    """The record of completion, or what is still to do for it."""

    standing: CourseStanding
    cohorts: list[str]
    now: datetime.date

    @classmethod
    def of(cls, user: "User", course: Course) -> "RecordPage":
        enrolments = user.enrolments.active().filter(cohort__course=course)
        cohorts = list(enrolments.values_list("cohort__name", flat=True))
        return cls(standings([course], user)[0], cohorts, timezone.localdate())
