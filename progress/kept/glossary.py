"""The terms of a course by their letters, and where each is used (courses/kept.py)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from courses.kept import Shelf
from courses.models import Course, GlossaryTerm, Lesson, Module
from texts.folded import fold
from texts.initials import initial


@dataclass(frozen=True)
class Use:
    """A section whose text explains the term in place, or a module whose lead does."""

    url: str
    name: str
    is_draft: bool


@dataclass(frozen=True)
class Entry:
    """A term, and where it is used as the course goes."""

    term: GlossaryTerm
    uses: Sequence[Use]


@dataclass(frozen=True)
class Letter:
    """The terms that begin with it; no letter for signs and figures."""

    letter: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class KeptGlossary:
    """`uses` are by term, those in drafts with them."""

    course: Course
    terms: Sequence[GlossaryTerm]
    uses: Mapping[int, Sequence[Use]]

    def letters(self, *, with_drafts: bool) -> list[Letter]:
        """In the order of the course's language: a Korean one begins with ㄱ, others with A."""
        by_letter = groupby(sorted(self.terms, key=self._order), lambda term: initial(term.term))
        return [
            Letter(letter, [self._entry(term, with_drafts=with_drafts) for term in terms])
            for letter, terms in by_letter
        ]

    def _order(self, term: GlossaryTerm) -> tuple[int, str, str]:
        letter = initial(term.term)
        is_of_language = letter.isascii() != (self.course.language == "ko")
        return (2 - is_of_language if letter else 3), letter, fold(term.term)

    def _entry(self, term: GlossaryTerm, *, with_drafts: bool) -> Entry:
        uses = self.uses.get(term.pk, ())
        return Entry(term, [use for use in uses if with_drafts or not use.is_draft])


def _read(slug: str) -> KeptGlossary | None:
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        return None
    uses: dict[int, list[Use]] = {}
    for html, use in _uses(course):
        for term in GlossaryTerm.ids_in(html):
            uses.setdefault(term, []).append(use)
    return KeptGlossary(course, list(course.glossary.all()), uses)


def _uses(course: Course) -> Iterator[tuple[str, Use]]:
    """Every text of the modules as HTML, and where it stands, in the order of the course."""
    lessons: dict[int, list[Lesson]] = {}
    of_course = Lesson.objects.filter(module__course=course).defer("body", "plain_text")
    for lesson in of_course.order_by("position"):
        lessons.setdefault(lesson.module_id, []).append(lesson)
    modules = Module.objects.filter(course=course).defer("lead", "plain_text")
    for module in modules.order_by("position"):
        module.course = course
        url, is_draft = module.get_absolute_url(), not module.is_open
        yield module.lead_html, Use(url, str(module), is_draft)
        for lesson in lessons.get(module.pk, ()):
            name = f"{module.label} · {lesson}"
            yield lesson.body_html, Use(f"{url}#{lesson.slug}", name, is_draft)


KEPT_GLOSSARIES: Shelf[KeptGlossary] = Shelf(_read, most=32)
