"""Search in one course: titles, text and glossary, by parts of words as Korean needs it.

Quizzes are not searched: their texts would give answers away.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from courses.models import Course, GlossaryTerm, Lesson, Module

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 100
MOST_WORDS = 8
MOST_RESULTS = 50
AROUND = 80
NEAR = 0.3


@dataclass(frozen=True)
class Result:
    """A place where all words occur; `title` and `snippet` are HTML with the words marked."""

    url: str
    label: str
    title: SafeString
    snippet: SafeString
    is_draft: bool = False
    in_title: bool = False


@dataclass(frozen=True)
class Found:
    """What a search found, best first; `near` are glossary terms like the words if it was none."""

    results: list[Result]
    has_more: bool
    near: list[GlossaryTerm]


def words_of(query: str) -> list[str]:
    """The words of a query, composed as the texts are (Macs send Hangul in pieces)."""
    return unicodedata.normalize("NFC", query).split()[:MOST_WORDS]


def search(course: Course, user: "User | AnonymousUser", words: Sequence[str]) -> Found:
    """Where in the course's readable pages every word occurs; three queries, four if nowhere."""
    terms = course.glossary.filter(_all_words(words, "term", "plain_text")).order_by("term")
    modules = Module.objects.visible_to(user).filter(course=course)
    leads = modules.filter(_all_words(words, "title", "plain_text")).order_by("position")
    leads = leads.defer(*Module.text_columns())
    lessons = (
        Lesson.objects.filter(module__in=modules)
        .filter(_all_words(words, "title", "plain_text"))
        .select_related("module")
        .defer(*Lesson.text_columns(), *Module.long_columns("module__"))
        .order_by("module__position", "position")
    )
    limit = MOST_RESULTS + 1
    results = [
        *(_of_term(course, term, words) for term in terms[:limit]),
        *(_of_module(course, module, words) for module in leads[:limit]),
        *(_of_lesson(course, lesson, words) for lesson in lessons[:limit]),
    ]
    results.sort(key=lambda result: not result.in_title)  # stable: else as the course goes
    near = [] if results else _near(course, words)
    return Found(results[:MOST_RESULTS], len(results) > MOST_RESULTS, near)


def _all_words(words: Sequence[str], *fields: str) -> Q:
    each = (
        reduce(Q.__or__, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words
    )
    return reduce(and_, each)


def _near(course: Course, words: Sequence[str]) -> list[GlossaryTerm]:
    likeness = TrigramWordSimilarity(" ".join(words), "term")
    terms = course.glossary.annotate(likeness=likeness).filter(likeness__gte=NEAR)
    return list(terms.order_by("-likeness")[:3])


def _of_term(course: Course, term: GlossaryTerm, words: Sequence[str]) -> Result:
    url = f"{reverse('courses:glossary', args=[course.slug])}#{term.dom_id}"
    return Result(
        url,
        "",
        _marked(term.term, words),
        _snippet(term.plain_text, words),
        in_title=_has_any(term.term, words),
    )


def _of_module(course: Course, module: Module, words: Sequence[str]) -> Result:
    module.course = course
    return Result(
        module.get_absolute_url(),
        module.label,
        _marked(module.title, words),
        _snippet(module.plain_text, words),
        is_draft=not module.is_open,
        in_title=_has_any(module.title, words),
    )


def _of_lesson(course: Course, lesson: Lesson, words: Sequence[str]) -> Result:
    lesson.module.course = course
    return Result(
        f"{lesson.module.get_absolute_url()}#{lesson.slug}",
        str(lesson.module),
        _marked(f"{lesson.number} {lesson.title}", words),
        _snippet(lesson.plain_text, words),
        is_draft=not lesson.module.is_open,
        in_title=_has_any(lesson.title, words),
    )


def _pattern(words: Sequence[str]) -> "re.Pattern[str]":
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _has_any(text: str, words: Sequence[str]) -> bool:
    return _pattern(words).search(text) is not None


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
