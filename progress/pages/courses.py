"""What the pages of a course show to one learner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from courses.models import Course
from courses.models.edition import Tokens
from courses.opened import Opened
from courses.search import LONGEST, PLACES, Found, search
from progress.kept.glossary import KEPT_GLOSSARIES, Letter
from progress.module_progress import CourseStanding
from progress.my_courses import standing_in
from progress.pages.outlines import outline_pieces
from progress.pieces import Piece, respond
from texts.typed_words import words_of

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
        standing = standing_in(course, user)
        return None if standing is None else cls(standing.content, standing.edition)

    def respond(self, request: HttpRequest) -> HttpResponse:
        course = self.standing.course
        pieces = {"progress/_outline.html": outline_pieces(self.standing)}
        page = Piece("progress/course.html", {"course": course}, course.pk, pieces)
        return respond(request, page, self.edition)


@dataclass(frozen=True)
class GlossaryPage:
    """The course's terms by letter."""

    course: Course
    letters: list[Letter]
    edition: Tokens | None
    with_drafts: bool

    @classmethod
    def of(cls, user: "User", course: str) -> "GlossaryPage | None":
        """None where there is no such course, or this person cannot read it."""
        pair = KEPT_GLOSSARIES.beside(lambda glossary: Opened.ask(user, glossary.course), course)
        if pair is None or not pair[1].may_read(pair[0].content.course):
            return None
        copy, opened = pair
        letters = copy.content.letters(with_drafts=opened.is_author)
        return cls(copy.content.course, letters, copy.edition, opened.is_author)

    def respond(self, request: HttpRequest) -> HttpResponse:
        state = (self.course.pk, self.with_drafts)
        page = Piece("progress/glossary.html", vars(self), state)
        return respond(request, page, self.edition)


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
        pair = PLACES.beside(lambda places: Opened.ask(user, places.course), course)
        if pair is None or not pair[1].may_read(pair[0].content.course):
            return None
        copy, opened = pair
        is_too_long = len(query) > LONGEST
        words = [] if is_too_long else words_of(query)
        results = None
        if words:
            results = search(copy.content, words, with_drafts=opened.is_author)
        return cls(
            copy.content.course,
            query[:LONGEST],
            results,
            is_too_long,
            copy.edition,
            opened.is_author,
        )

    def respond(self, request: HttpRequest, status: int) -> HttpResponse:
        of_query = (self.course.pk, self.with_drafts, self.query, self.is_too_long)
        context = {**vars(self), "longest": LONGEST}
        pieces = {
            template: [Piece(template, context, of_query)]
            for template in (
                "progress/_search_title.html",
                "progress/_search_form.html",
                "progress/_found.html",
            )
        }
        page = Piece("progress/search.html", {"course": self.course}, self.course.pk, pieces)
        return respond(request, page, self.edition, status)
