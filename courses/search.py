"""Search in one course: titles, text and glossary, by parts of words as Korean needs it.

Quizzes are not searched: their texts would give answers away.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib.postgres.search import TrigramWordSimilarity
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from courses.kept import Shelf
from courses.models import Course, GlossaryTerm, Lesson, Module

LONGEST = 100
MOST_WORDS = 8
MOST_RESULTS = 50
AROUND = 80
NEAR = 0.3


def words_of(query: str) -> list[str]:
    """The words of a query, composed as the texts are (Macs send Hangul in pieces)."""
    return unicodedata.normalize("NFC", query).split()[:MOST_WORDS]


@dataclass(frozen=True)
class Place:
    """Something that can be found: a term, a module or a lesson, with what is searched in it."""

    url: str
    label: str
    title: str
    text: str
    is_draft: bool
    in_capitals: str

    @classmethod
    def of(cls, url: str, label: str, title: str, text: str, *, is_draft: bool = False) -> "Place":
        return cls(url, label, title, text, is_draft, f"{title}\0{text}".upper())

    def has(self, words: Sequence[str]) -> bool:
        """Whether it has each of these words, in capitals."""
        return all(word in self.in_capitals for word in words)


@dataclass(frozen=True)
class Result:
    """A place where all words occur; `title` and `snippet` are HTML with the words marked."""

    url: str
    label: str
    title: SafeString
    snippet: SafeString
    is_draft: bool


@dataclass(frozen=True)
class Found:
    """What a search found, best first; `near` are glossary terms like the words if it was none."""

    words: Sequence[str]
    places: Sequence[Place]
    has_more: bool
    near: Sequence[GlossaryTerm]

    @property
    def results(self) -> list[Result]:
        """Marked each time they are asked for, which takes longer than to find them."""
        return [
            Result(
                place.url,
                place.label,
                _marked(place.title, self.words),
                _snippet(place.text, self.words),
                place.is_draft,
            )
            for place in self.places
        ]


@dataclass(frozen=True)
class Places:
    """The places of a course: its terms by the alphabet, modules and lessons as the course goes."""

    course: Course
    terms: Sequence[Place]
    modules: Sequence[Place]
    lessons: Sequence[Place]


def _read(slug: str) -> Places | None:
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        return None
    glossary = reverse("courses:glossary", args=[slug])
    terms = [
        Place.of(f"{glossary}#{term.dom_id}", "", term.term, term.plain_text)
        for term in course.glossary.order_by("term")
    ]
    modules = course.modules.order_by("position").defer(*Module.text_columns())
    by_pk = {module.pk: module for module in modules}
    for module in by_pk.values():
        module.course = course
    lessons = Lesson.objects.filter(module__course=course).defer(*Lesson.text_columns())
    return Places(
        course,
        terms,
        [_of_module(module) for module in by_pk.values()],
        [
            _of_lesson(by_pk[lesson.module_id], lesson)
            for lesson in lessons.order_by("module__position", "position")
        ],
    )


PLACES: Shelf[Places] = Shelf(_read, most=32)


def _of_module(module: Module) -> Place:
    url = module.get_absolute_url()
    is_draft = not module.is_open
    return Place.of(url, module.label, module.title, module.plain_text, is_draft=is_draft)


def _of_lesson(module: Module, lesson: Lesson) -> Place:
    url = f"{module.get_absolute_url()}#{lesson.slug}"
    title = f"{lesson.number} {lesson.title}"
    return Place.of(url, str(module), title, lesson.plain_text, is_draft=not module.is_open)


def search(places: Places, words: Sequence[str], *, with_drafts: bool) -> Found:
    """Where in the course every word occurs; one query if nowhere."""
    capitals = [word.upper() for word in words]
    hits: list[Place] = []
    for kind in (places.terms, places.modules, places.lessons):
        of_kind = (
            place for place in kind if (with_drafts or not place.is_draft) and place.has(capitals)
        )
        hits += islice(of_kind, MOST_RESULTS + 1)
    in_title = _pattern(words).search
    hits.sort(key=lambda place: not in_title(place.title))  # stable: else as the course goes
    near = [] if hits else _near(places.course, words)
    return Found(words, hits[:MOST_RESULTS], len(hits) > MOST_RESULTS, near)


def _near(course: Course, words: Sequence[str]) -> list[GlossaryTerm]:
    likeness = TrigramWordSimilarity(" ".join(words), "term")
    terms = course.glossary.annotate(likeness=likeness).filter(likeness__gte=NEAR)
    return list(terms.order_by("-likeness")[:3])


def _pattern(words: Sequence[str]) -> "re.Pattern[str]":
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML, with every occurrence of the words in `<mark>`."""
    html, at = "", 0
    for hit in _pattern(words).finditer(text):
        html += f"{escape(text[at : hit.start()])}<mark>{escape(hit[0])}</mark>"
        at = hit.end()
    return mark_safe(html + escape(text[at:]))


def _snippet(text: str, words: Sequence[str]) -> SafeString:
    """Some eighty letters on each side of the first occurrence, cut between words."""
    text = " ".join(text.split())
    hit = _pattern(words).search(text)
    first, last = (hit.start(), hit.end()) if hit else (0, 0)
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", last, end), last) if " " in text[last:end] else end
    piece = text[start:end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(before + _marked(piece, words) + after)
