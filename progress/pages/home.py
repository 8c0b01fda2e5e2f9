"""What the pages about a learner's own courses show."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from courses.models import Course
from courses.models.edition import Tokens
from progress.due import DueToday
from progress.models import Diagnosis
from progress.module_progress import CourseStanding, MyCourses, standing_in
from progress.pages.outlines import outline_pieces
from progress.pieces import Piece, respond
from progress.standing_rows import Upcoming

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class HomePage:
    """One's courses; `resume` is the one to go on with, `upcoming` what is not open yet."""

    standings: list[CourseStanding]
    resume: CourseStanding | None
    upcoming: Sequence[Upcoming]
    edition: Tokens | None

    @classmethod
    def of(cls, user: "User") -> "HomePage":
        courses = MyCourses.of(user)
        to_do = [standing for standing in courses.standings if standing.next_step]
        resume = max(
            to_do,
            key=lambda standing: (standing.is_begun, str(standing.visited_at or "")),
            default=None,
        )
        return cls(courses.standings, resume, courses.upcoming, courses.edition)

    @property
    def due(self) -> DueToday:
        return DueToday.of(self.standings)

    @property
    def has_courses(self) -> bool:
        return bool(self.standings or self.upcoming)

    def respond(self, request: HttpRequest) -> HttpResponse:
        pieces = {
            "progress/_go_on.html": [self._go_on(self.resume)] if self.resume else [],
            "progress/_due.html": self.due.pieces,
            "progress/_my_courses.html": [_course_piece(each) for each in self.standings],
            "progress/_upcoming.html": [
                Piece("progress/_upcoming.html", {"upcoming": self.upcoming}, tuple(self.upcoming))
            ],
        }
        context = {"has_courses": self.has_courses}
        page = Piece("progress/home.html", context, self.has_courses, pieces)
        return respond(request, page, self.edition)

    def _go_on(self, resume: CourseStanding) -> Piece:
        step = resume.next_step
        section = step and step.standing and step.standing.reading.resume
        state = (
            resume.course.pk,
            resume.is_begun,
            step and (step.entry.url, step.resume_url, step.left_text),
            section and section.lesson.pk,
        )
        return Piece("progress/_go_on.html", {"resume": resume}, state)


def _course_piece(standing: CourseStanding) -> Piece:
    state = (standing.course.pk, standing.done, len(standing.modules), standing.is_finished)
    pieces = {"progress/_outline.html": outline_pieces(standing)}
    return Piece("progress/_my_course.html", {"standing": standing}, state, pieces)


@dataclass(frozen=True)
class MinePage:
    """How far one is in each course, and the courses one has left."""

    standings: list[CourseStanding]
    due: DueToday
    left: list[Course]

    @classmethod
    def of(cls, user: "User") -> "MinePage":
        standings = MyCourses.of(user).standings
        return cls(standings, DueToday.of(standings), list(Course.objects.left_by(user)))


@dataclass(frozen=True)
class LeftPage:
    """One's own answers and self-diagnoses in a course that one can no longer read.

    `said` are the diagnoses with what was written in them, by the title of their page.
    """

    standing: CourseStanding
    said: list[tuple[str, list[Diagnosis]]]

    @classmethod
    def of(cls, user: "User", course: Course) -> "LeftPage | None":
        standing = standing_in(course.slug, user, left=True)
        if standing is None:
            return None
        taken = [step.entry.page for step in standing.content.steps if step.diagnoses]
        diagnoses = Diagnosis.objects.filter(learner=user, self_diagnosis__in=taken)
        by_page: dict[int, list[Diagnosis]] = {page.pk: [] for page in taken}
        for diagnosis in diagnoses.prefetch_related("ratings__level").order_by("taken_at", "pk"):
            by_page[diagnosis.self_diagnosis_id].append(diagnosis)
        return cls(standing.content, [(page.title, by_page[page.pk]) for page in taken])


@dataclass(frozen=True)
class RecordPage:
    """The record of completion, or what is still to do for it."""

    standing: CourseStanding
    cohorts: list[str]
    now: datetime.date

    @classmethod
    def of(cls, user: "User", course: str) -> "RecordPage | None":
        """None where this person cannot read the course."""
        standing = standing_in(course, user)
        if standing is None:
            return None
        enrolments = user.enrolments.active().filter(cohort__course__slug=course)
        cohorts = list(enrolments.values_list("cohort__name", flat=True))
        return cls(standing.content, cohorts, timezone.localdate())
