"""What the pages of a course show to one learner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from courses.models import Course, GlossaryTerm
from courses.models.edition import Tokens
from courses.opened import Opened
from courses.search import LONGEST, PLACES, Found, search, words_of
from progress.module_progress import CourseStanding, standing_in
from progress.pages.outlines import outline_pieces
from progress.pieces import Piece, respond

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class CoursePage:
    """The outline with the learner's standing."""

    standing: CourseStanding
    edition: Tokens | None

    @classmethod
    def of(cls, user: "User", course: str) -> "CoursePage | None":
        """None where there is no such course, or this person cannot read it."""
        kept = standing_in(course, user)
        return None if kept is None else cls(kept.content, kept.edition)

    def respond(self, request: HttpRequest) -> HttpResponse:
        course = self.standing.course
        mine = {"progress/_outline.html": outline_pieces(self.standing)}
        page = Piece("progress/course.html", {"course": course}, course.pk, mine)
        return respond(request, page, self.edition)


@dataclass(frozen=True)
class GlossaryPage:
    """The course's terms."""

    course: Course
    terms: list[GlossaryTerm]

    @classmethod
    def of(cls, course: Course) -> "GlossaryPage":
        return cls(course, list(course.glossary.all()))


@dataclass(frozen=True)
class SearchPage:
    """What was found for some words; `found` is None where nothing was searched for."""

    course: Course
    query: str
    found: Found | None
    is_too_long: bool
    edition: Tokens | None
    with_drafts: bool

    @classmethod
    def of(cls, user: "User", course: str, query: str) -> "SearchPage | None":
        """None where there is no such course, or this person cannot read it."""
        asked = PLACES.beside(lambda places: Opened.ask(user, places.course), course)
        if asked is None or not asked[1].may_read(asked[0].content.course):
            return None
        (kept, opened), words = asked, words_of(query)
        is_too_long = len(query) > LONGEST
        found = None
        if words and not is_too_long:
            found = search(kept.content, words, with_drafts=opened.is_author)
        return cls(
            kept.content.course, query[:LONGEST], found, is_too_long, kept.edition, opened.is_author
        )

    def respond(self, request: HttpRequest, status: int) -> HttpResponse:
        of_query = (self.course.pk, self.with_drafts, self.query, self.is_too_long)
        context = {**vars(self), "longest": LONGEST}
        mine = {
            template: [Piece(template, context, of_query)]
            for template in (
                "progress/_search_title.html",
                "progress/_search_form.html",
                "progress/_found.html",
            )
        }
        page = Piece("progress/search.html", {"course": self.course}, self.course.pk, mine)
        return respond(request, page, self.edition, status)
