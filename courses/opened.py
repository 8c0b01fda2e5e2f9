"""Whether a course is open to somebody now, asked with the edition of the content."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.access import is_author
from courses.models import Course, Module
from courses.models.cohort import IS_OPEN_TO
from courses.models.edition import CURRENT, Tokens
from courses.one_row import one_row

if TYPE_CHECKING:
    from accounts.models import User

OPENED = f"SELECT {CURRENT}, {IS_OPEN_TO.format(course='%(course)s')}"


@dataclass(frozen=True)
class Opened:
    """`is_open` says whether one of the reader's cohorts takes the course; authors read all."""

    edition: Tokens
    is_open: bool
    is_author: bool

    @classmethod
    def ask(cls, reader: "User", course: Course) -> "Opened":
        values = {"learner": reader.pk, "course": course.pk, "today": timezone.localdate()}
        edition, is_open = one_row(OPENED, values)
        return cls(tuple(edition), is_open, is_author(reader))

    def may_read_module(self, module: Module) -> bool:
        """As `readable_modules` says."""
        return self.is_author or (self.is_open and module.is_open)

    def may_read(self, course: Course) -> bool:
        """As `CourseQuerySet.visible_to` says."""
        return self.is_author or (self.is_open and course.is_published)
