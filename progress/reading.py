"""A module's sections as one learner reads them: what is read, where they stopped, what changed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import cached_property

from courses.models import Lesson, LessonRevision, Module
from progress.changes import Comparison, compare

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from accounts.models import User

    class _OfLearner(TypedDict):
        read: int | None
        read_at: datetime.datetime | None
        visited: datetime.datetime | None

    MarkedLesson = WithAnnotations[Lesson, _OfLearner]


class Marks(NamedTuple):
    """A learner's marks on a lesson, with the text that they read where it is another now."""

    read: int | None = None
    visited: datetime.datetime | None = None
    earlier: str | None = None


@dataclass
class Section:
    """A lesson with the learner's marks on it.

    `earlier_html` is the text last read where that is not the present one, as far as asked for.
    """

    lesson: Lesson
    read_revision: int | None = None
    visited_at: datetime.datetime | None = None
    earlier_html: str | None = None
    read_at: datetime.datetime | None = None

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
    def of(cls, module: Module, lessons: Iterable[Lesson], learner: "User") -> "Reading":
        """With the texts last read; one query."""
        earlier = LessonRevision.objects.filter(
            pgh_obj=OuterRef("pk"), revision=OuterRef("mine__revision")
        ).order_by("-pgh_id")
        rows = (
            _marked(Lesson.objects.filter(module=module), learner)
            .annotate(earlier=Subquery(earlier.values("body_html")[:1]))
            .values_list("pk", "read", "visited", "earlier")
        )
        marks = {pk: Marks(read, visited, earlier) for pk, read, visited, earlier in rows}
        return cls([Section(lesson, *marks.get(lesson.pk, Marks())) for lesson in lessons])

    @classmethod
    def of_modules(cls, modules: Iterable[int], learner: "User") -> "dict[int, Reading]":
        """Per module that has lessons, without any text; one query."""
        readings: dict[int, Reading] = {}
        lessons = _marked(Lesson.objects.filter(module__in=modules), learner)
        for lesson in lessons.defer(*Lesson.long_columns()).order_by("module", "position"):
            section = Section(lesson, lesson.read, lesson.visited, read_at=lesson.read_at)
            readings.setdefault(lesson.module_id, cls([])).sections.append(section)
        return readings

    @property
    def read(self) -> int:
        return sum(section.is_read for section in self.sections)

    @property
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


def _marked(lessons: QuerySet[Lesson], learner: "User") -> "QuerySet[MarkedLesson]":
    """With `read`, the revision this learner read, `read_at`, and `visited`, when last there."""
    marked = lessons.annotate(
        mine=FilteredRelation("reads", condition=Q(reads__learner=learner)),
        here=FilteredRelation("visits", condition=Q(visits__learner=learner)),
    ).annotate(read=F("mine__revision"), read_at=F("mine__read_at"), visited=F("here__visited_at"))
    return cast("QuerySet[MarkedLesson]", marked)
