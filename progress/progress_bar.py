"""How much of a course is done and how long the rest takes, for the bar at home."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.minutes import DIAGNOSING, answering, reading

if TYPE_CHECKING:
    from progress.module_progress import CourseStanding, ModuleStanding

HOUR = 60  # minutes
# Nobody reads by the minute: what is longer than this is told in tens.
EXACT = 30


@dataclass(frozen=True)
class ProgressBar:
    """`percent` of sections and questions; 100 only when every module is complete.

    `minutes` are those of what is left: sections to read, questions of attempts of record, and
    self-diagnoses.
    """

    done: int
    total: int
    percent: int
    minutes: int

    @classmethod
    def of(cls, standing: "CourseStanding") -> "ProgressBar":
        modules = standing.modules
        things = sum(_things(module) for module in modules)
        percent = round(100 * sum(map(_things_done, modules)) / things) if things else 0
        percent = 100 if standing.is_finished else min(percent, 99)
        letters = sum(
            section.lesson.letters or 0
            for module in modules
            for section in module.reading.sections
            if not section.is_read
        )
        questions = sum(module.unanswered for module in modules)
        diagnoses = sum(not (step.standing or step.is_done) for step in standing.steps)
        minutes = reading(letters) + answering(questions) + diagnoses * DIAGNOSING
        return cls(standing.done, len(modules), percent, _in_tens(minutes))

    @property
    def left_text(self) -> str:
        """How long the rest takes; empty where nothing is left."""
        hours, minutes = divmod(self.minutes, HOUR)
        of_hours = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
        of_minutes = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
        if hours and minutes:
            return _("%(hours)s %(minutes)s") % {"hours": of_hours, "minutes": of_minutes}
        return of_hours if hours else of_minutes if minutes else ""


def _in_tens(minutes: int) -> int:
    return minutes if minutes <= EXACT else round(minutes, -1)


def _things(module: "ModuleStanding") -> int:
    return module.lessons_total + module.total


def _things_done(module: "ModuleStanding") -> int:
    return _things(module) if module.is_complete else module.lessons_read + module.answered
