"""What the pages about a learner's own courses show."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CompletionRecord, Course
from courses.models.completion_record import Issued
from courses.models.edition import Tokens
from progress.course_picture import CoursePicture
from progress.due import DueToday
from progress.models import Diagnosis
from progress.module_progress import CourseStanding
from progress.my_courses import MyCourses, standing_in
from progress.pages.outlines import outline_pieces
from progress.pieces import Piece, respond
from progress.standing_rows import UnreadNotice, Upcoming
from progress.this_week import this_week

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class HomePage:
    """One's courses; `resume` is the one to go on with, `upcoming` what is not open yet.

    `notices` are those that one has not read yet; `finished` has all its modules complete, where at
    most its last self-diagnosis is to be gone on with.
    """

    standings: list[CourseStanding]
    resume: CourseStanding | None
    finished: CourseStanding | None
    upcoming: Sequence[Upcoming]
    notices: Sequence[UnreadNotice]
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
        looked_at = [resume] if resume else courses.standings
        finished = max(
            (standing for standing in looked_at if standing.is_finished),
            key=lambda standing: str(standing.completed_at),
            default=None,
        )
        return cls(
            *(courses.standings, resume, finished),
            *(courses.upcoming, courses.notices, courses.edition),
        )

    @property
    def due(self) -> DueToday:
        return DueToday.of(self.standings)

    @property
    def has_courses(self) -> bool:
        return bool(self.standings or self.upcoming)

    def respond(self, request: HttpRequest) -> HttpResponse:
        pieces = {
            "progress/_notices.html": self._notices,
            "progress/_go_on.html": [self._go_on(self.resume)] if self.resume else [],
            "progress/_finished.html": [self._finished(self.finished)] if self.finished else [],
            "progress/_this_week.html": [week.piece for week in this_week(self.standings)],
            "progress/_due.html": self.due.pieces,
            "progress/_my_courses.html": [self._course(each) for each in self.standings],
            "progress/_upcoming.html": [
                Piece("progress/_upcoming.html", {"upcoming": self.upcoming}, tuple(self.upcoming))
            ],
        }
        context = {"has_courses": self.has_courses}
        page = Piece("progress/home.html", context, self.has_courses, pieces)
        return respond(request, page, self.edition)

    @property
    def _notices(self) -> list[Piece]:
        """The reader's alone."""
        notices = self.notices
        return [Piece("progress/_notices.html", {"notices": notices})] if notices else []

    def _go_on(self, resume: CourseStanding) -> Piece:
        step = resume.next_step
        section = step and step.standing and step.standing.reading.resume
        state = (
            resume.course.pk,
            resume.is_begun,
            step and (step.entry.url, step.resume_url, step.left_text, step.to_do),
            section and section.lesson.pk,
        )
        return Piece("progress/_go_on.html", {"resume": resume}, state)

    def _finished(self, finished: CourseStanding) -> Piece:
        state = (finished.course.pk, len(finished.modules), bool(self.resume))
        context = {"finished": finished, "resume": self.resume}
        return Piece("progress/_finished.html", context, state)

    def _course(self, standing: CourseStanding) -> Piece:
        # Its record is named where it is said that all is done.
        is_told = standing is self.finished
        state = (standing.course.pk, standing.is_finished, is_told)
        context = {"standing": standing, "finished": self.finished}
        bar = Piece("progress/_progress_bar.html", {"standing": standing}, standing.bar)
        pieces = {
            "progress/_progress_bar.html": [bar],
            "progress/_outline.html": outline_pieces(standing),
        }
        return Piece("progress/_my_course.html", context, state, pieces)


@dataclass(frozen=True)
class MinePage:
    """How far one is in each course, with a picture of it, and the courses one has left."""

    standings: list[tuple[CourseStanding, CoursePicture]]
    due: DueToday
    left: list[Course]

    @classmethod
    def of(cls, user: "User") -> "MinePage":
        standings = MyCourses.of(user).standings
        pictures = [(standing, CoursePicture.of(standing)) for standing in standings]
        return cls(pictures, DueToday.of(standings), list(Course.objects.left_by(user)))


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
    """The record of completion, or what is still to do for it.

    `begun_on` is the day on which the first section was read or question answered; questions are
    those of the attempts of record.
    """

    standing: CourseStanding
    issued: Issued | None
    issuer: str
    begun_on: datetime.date | None
    completed_on: datetime.date | None
    sections: int
    questions: int
    right_at_first: int

    @classmethod
    def of(cls, user: "User", course: str) -> "RecordPage | None":
        """None where this person cannot read the course."""
        kept_standing = standing_in(course, user)
        if kept_standing is None:
            return None
        standing = kept_standing.content
        issued = None
        if standing.is_finished:
            issued = CompletionRecord.objects.issue(user, standing.course)
        of_record = [module for module in standing.modules if module.is_finished]
        return cls(
            standing,
            issued,
            settings.ISSUER or _("Dure"),
            _day(_begun_at(standing)),
            _day(standing.completed_at),
            sections=sum(module.lessons_total for module in standing.modules),
            questions=sum(module.total for module in of_record),
            right_at_first=sum(module.right_at_first for module in of_record),
        )


def _begun_at(standing: CourseStanding) -> datetime.datetime | None:
    moments = [module.first_answered_at for module in standing.modules]
    for module in standing.modules:
        moments += [section.read_at for section in module.reading.sections]
    return min(filter(None, moments), default=None)


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment and timezone.localdate(moment)
