"""What the pages of a course show to one learner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Course, GlossaryTerm, Module
from courses.outline import Outline, Pager
from courses.search import LONGEST, Found, search, words_of
from progress.module_progress import CourseStanding, standings
from progress.reading import Reading
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Quiz

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class CoursePage:
    """The outline with the learner's standing."""

    course: Course
    standing: CourseStanding

    @classmethod
    def of(cls, user: "User", course: Course) -> "CoursePage":
        return cls(course, standings([course], user)[0])


@dataclass(frozen=True)
class ModulePage:
    """The sections as the learner reads them, then the check quiz as they left it."""

    module: Module
    reading: Reading
    terms: list[GlossaryTerm]
    quiz: Quiz | None
    sheet: AnswerSheet | None
    pager: Pager

    @classmethod
    def of(cls, user: "User", module: Module) -> "ModulePage":
        """Of a module with its course, quiz and lessons at hand."""
        lessons = list(module.lessons.all())
        quiz = getattr(module, "quiz", None)
        texts = [module.lead_html, *(lesson.body_html for lesson in lessons)]
        return cls(
            module,
            reading=Reading.of(module, lessons, user),
            terms=list(GlossaryTerm.objects.used_in(*texts)),
            quiz=quiz,
            sheet=AnswerSheet.of_quiz(quiz, user) if quiz else None,
            pager=Outline.of_course(module.course, user).around(module),
        )


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
    longest: int = LONGEST

    @classmethod
    def of(cls, user: "User", course: Course, query: str) -> "SearchPage":
        words, is_too_long = words_of(query), len(query) > LONGEST
        results = search(course, user, words) if words and not is_too_long else None
        return cls(course, query[:LONGEST], results, is_too_long)
