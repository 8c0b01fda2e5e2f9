"""Search in one course: titles, text and glossary, by words as people type them.

What makes no difference is in texts/folded.py, the forms of a typed word in texts/typed_words.py.
Quizzes are not searched: their texts would give answers away.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import reverse
from django.utils.safestring import SafeString

from courses.kept import Shelf
from courses.models import Course, Lesson, Module
from courses.snippets import marked, snippet
from texts.folded import Folded, fold
from texts.typed_words import Word, words_of

LONGEST = 100
MOST_RESULTS = 50
MOST_NEAR = 3
# Of the sounds of two words, how many are the same, from which on one is offered for the other.
NEAR = 0.75

# How well a place fits, the better the smaller: words that its title lacks, words that it has in a
# shorter form than they were typed.
Rank = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Something that can be found: a term, a module or a lesson, with what is searched in it."""

    url: str
    label: str
    title: Folded
    text: Folded
    is_draft: bool

    @classmethod
    def of(cls, url: str, label: str, title: str, text: str, *, is_draft: bool = False) -> "Place":
        in_lines = " ".join(text.split())
        return cls(url, label, Folded(title), Folded(in_lines), is_draft)

    def rank(self, words: Sequence[Word]) -> Rank | None:
        """None where a word is in no form."""
        not_in_title = cut = 0
        for word in words:
            of_word = self._rank_of(word)
            if of_word is None:
                return None
            not_in_title += of_word[0]
            cut += of_word[1]
        return not_in_title, cut

    def _rank_of(self, word: Word) -> Rank | None:
        for is_text, part in enumerate((self.title, self.text)):
            if part.has(word.whole):
                return is_text, 0
            if any(part.has(form) for form in word.cut):
                return is_text, 1
        return None


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
    """What a search found, best first.

    `near` are glossary terms like the words, where these are nowhere; found is then the first.
    """

    words: Sequence[Word]
    places: Sequence[Place]
    has_more: bool
    near: Sequence[str] = ()

    @property
    def results(self) -> list[Result]:
        """Marked each time they are asked for, which takes longer than to find them."""
        return [
            Result(
                place.url,
                place.label,
                marked(place.title, self.words),
                snippet(place.text, self.words),
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


def search(places: Places, words: Sequence[Word], *, with_drafts: bool) -> Found:
    """Where in the course every word occurs, or else the term that is most like them."""
    hits = _hits(places, words, with_drafts=with_drafts)
    if not hits:
        words = [word.cut_to_one_letter() for word in words]
        hits = _hits(places, words, with_drafts=with_drafts)
    near = [] if hits else _near(places.terms, words)
    if near:
        words = words_of(near[0])
        hits = _hits(places, words, with_drafts=with_drafts)
    return Found(words, hits[:MOST_RESULTS], len(hits) > MOST_RESULTS, near)


def _hits(places: Places, words: Sequence[Word], *, with_drafts: bool) -> list[Place]:
    ranks = [
        (place.rank(words), place)
        for place in (*places.terms, *places.modules, *places.lessons)
        if with_drafts or not place.is_draft
    ]
    ranked = [(rank, place) for rank, place in ranks if rank is not None]
    ranked.sort(key=lambda pair: pair[0])  # stable: else terms first, then as the course goes
    return [place for _rank, place in ranked]


def _near(terms: Sequence[Place], words: Sequence[Word]) -> list[str]:
    """Terms that sound like all the words together, or else like one of them."""
    of_parts = {
        _sounds(fold(part)): term.title.source
        for term in terms
        for part in term.title.source.split()
        if len(part) > 1
    }
    by_sounds = of_parts | {_sounds(term.title.letters): term.title.source for term in terms}
    stems = [word.stem for word in words]
    near: list[str] = []
    for typed in ("".join(stems), *stems):
        near += get_close_matches(_sounds(typed), by_sounds, MOST_NEAR, NEAR)
    return [*dict.fromkeys(by_sounds[sounds] for sounds in near)][:MOST_NEAR]


def _sounds(letters: str) -> str:
    """Hangul in its single sounds, as a syllable with one wrong is another letter."""
    return unicodedata.normalize("NFD", letters)
