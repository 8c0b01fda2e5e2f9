"""A module's sections as one learner reads them: what is read, where they stopped, what changed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from courses.models import Lesson
from progress.annotations import Annotations, OwnNote
from progress.changes import Comparison, compare

# A learner's marks on the sections of a module, with the text of before where they read that.
MARKS = """
    (
        SELECT json_agg(json_build_array(lesson.id, read.revision, visit.visited_at, (
            SELECT past.body_html FROM courses_lessonrevision AS past
            WHERE past.pgh_obj_id = lesson.id AND past.revision = read.revision
            ORDER BY past.pgh_id DESC LIMIT 1
        )))
        FROM courses_lesson AS lesson
        LEFT JOIN progress_lessonread AS read
            ON read.lesson_id = lesson.id AND read.learner_id = %(learner)s
        LEFT JOIN progress_lessonvisit AS visit
            ON visit.lesson_id = lesson.id AND visit.learner_id = %(learner)s
        WHERE lesson.module_id = %(module)s
        AND (read.revision IS NOT NULL OR visit.visited_at IS NOT NULL)
    )
"""


class Marks(NamedTuple):
    """A learner's marks on a lesson, with the text that they read where it is another now."""

    read: int | None = None
    visited: datetime.datetime | None = None
    earlier: str | None = None


@dataclass
class Section:
    """A lesson with the learner's marks on it, and where it is asked for with their note at it and
    what they ticked in it.

    `earlier_html` is the text last read where that is not the present one, as far as asked for.
    """

    lesson: Lesson
    read_revision: int | None = None
    visited_at: datetime.datetime | None = None
    earlier_html: str | None = None
    read_at: datetime.datetime | None = None
    note: OwnNote | None = None
    ticks: frozenset[str] = frozenset()

    @property
    def is_read(self) -> bool:
        return self.read_revision is not None

    @property
    def is_changed(self) -> bool:
        """Whether its text is another than the one last read."""
        return self.read_revision is not None and self.read_revision < self.lesson.revision

    @cached_property
    def comparison(self) -> Comparison | None:
        """What changed since the learner read it; None where nothing did."""
        if self.earlier_html is None:
            return None
        comparison = compare(self.lesson.body_html, self.earlier_html)
        return comparison if comparison.changed or comparison.removed else None


@dataclass
class Reading:
    """The sections of one module in order."""

    sections: list[Section]

    @classmethod
    def of(
        cls,
        lessons: Iterable[Lesson],
        rows: Iterable[Sequence[Any]] | None,
        annotations: Annotations,
    ) -> "Reading":
        """Of the column MARKS, and those of `Annotations`."""
        marks = {
            lesson: Marks(read, visited and datetime.datetime.fromisoformat(visited), earlier)
            for lesson, read, visited, earlier in rows or ()
        }
        return cls(
            [
                Section(
                    lesson,
                    *marks.get(lesson.pk, Marks()),
                    note=annotations.note_at(lesson.pk),
                    ticks=annotations.ticks_at(lesson.pk),
                )
                for lesson in lessons
            ]
        )

    @cached_property
    def read(self) -> int:
        return sum(section.is_read for section in self.sections)

    @cached_property
    def changed(self) -> int:
        return sum(section.is_changed for section in self.sections)

    @property
    def visited_at(self) -> datetime.datetime | None:
        return max((s.visited_at for s in self.sections if s.visited_at), default=None)

    @property
    def read_at(self) -> datetime.datetime | None:
        """When the section read last was read first."""
        return max((s.read_at for s in self.sections if s.read_at), default=None)

    @property
    def next(self) -> Section | None:
        """Where to go on: the section last visited, or the next unread one from there on."""
        here = [at for at, section in enumerate(self.sections) if section.visited_at]
        at = max(here, key=lambda place: str(self.sections[place].visited_at), default=0)
        return _first_unread(self.sections[at:]) or _first_unread(self.sections)

    @property
    def resume(self) -> Section | None:
        """Where to go on when that is not the beginning."""
        following = self.next
        return following if following and following is not self.sections[0] else None


def _first_unread(sections: Sequence[Section]) -> Section | None:
    return next((section for section in sections if not section.is_read), None)
