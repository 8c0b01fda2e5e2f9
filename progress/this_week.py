"""Where the plan of one's cohort has one be by now, beside how far one is."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from cohorts.models.plan import calendar_address
from courses.models import Course
from progress.module_progress import CourseStanding, ModuleStanding
from progress.pieces import Piece

WEEK = 7  # days, today included


@dataclass(frozen=True)
class ThisWeek:
    """Of one course: the modules due next, and those whose day has passed and are not complete.

    `day` is that of the modules due; without any, all days of the plan have passed. `calendar` is
    the token in the address of the plan as a calendar.
    """

    course: Course
    due: Sequence[ModuleStanding]
    day: datetime.date | None
    behind: Sequence[ModuleStanding]
    today: datetime.date
    calendar: str

    @classmethod
    def of(cls, standing: CourseStanding) -> "ThisWeek | None":
        """None without a plan, and for who has completed the course or has nothing left of it."""
        today = timezone.localdate()
        planned = [(module, module.planned) for module in standing.modules if module.planned]
        targets = [(module, plan.day) for module, plan in planned]
        day = min((target for _module, target in targets if target >= today), default=None)
        due = [module for module, target in targets if target == day]
        behind = [m for m, target in targets if target < today and not m.is_complete]
        if standing.is_finished or not (due or behind):
            return None
        return cls(standing.course, due, day, behind, today, planned[0][1].calendar)

    @property
    def days_left(self) -> int | None:
        return (self.day - self.today).days if self.day else None

    @property
    def is_this_week(self) -> bool:
        return self.days_left is not None and self.days_left < WEEK

    @property
    def is_done(self) -> bool:
        """Whether what is due next is complete already."""
        return all(module.is_complete for module in self.due)

    @property
    def calendar_address(self) -> str:
        return calendar_address(self.calendar) if self.calendar else ""

    @property
    def piece(self) -> Piece:
        state = (
            self.course.pk,
            tuple(module.module.pk for module in self.due),
            (self.day, self.days_left, self.is_done),
            tuple(module.module.pk for module in self.behind),
            (bool(self.behind) and self.behind[0].url, self.calendar),
        )
        return Piece("progress/_this_week.html", {"week": self}, state)


def this_week(standings: Iterable[CourseStanding]) -> list[ThisWeek]:
    """Of each course with a plan."""
    return [week for week in map(ThisWeek.of, standings) if week]
