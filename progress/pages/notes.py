"""What the pages about one's own notes show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from courses.access import readable_modules
from courses.models import Lesson, Module
from courses.search import LONGEST
from progress.annotations import OwnNote
from progress.models import LessonNote, Seen
from texts.folded import Folded
from texts.typed_words import Word, words_of

if TYPE_CHECKING:
    from accounts.models import User


def address_of(lesson: Lesson) -> str:
    """Where a note at it is read and written."""
    return f"{lesson.module.get_absolute_url()}#{lesson.slug}-note"


@dataclass(frozen=True)
class ListedNote:
    """A note in the list; without an address where its section cannot be read (any more)."""

    note: LessonNote
    address: str | None

    @property
    def course_title(self) -> str:
        lesson = self.note.lesson
        return lesson.module.course.title if lesson else self.note.course_title

    @property
    def module_title(self) -> str:
        return str(self.note.lesson.module) if self.note.lesson else self.note.module_title

    @property
    def lesson_title(self) -> str:
        return str(self.note.lesson) if self.note.lesson else self.note.lesson_title

    @property
    def language(self) -> str:
        return self.note.lesson.module.course.language if self.note.lesson else ""

    def has(self, words: Sequence[Word]) -> bool:
        """Whether each of these words is in it or in a title, in some form."""
        titles = (self.course_title, self.module_title, self.lesson_title)
        text = Folded("\n".join((*titles, self.note.text)))
        return all(any(map(text.has, word.forms)) for word in words)


@dataclass(frozen=True)
class NotesPage:
    """All one's notes by course, or those with some words in them."""

    courses: list[tuple[str, list[ListedNote]]]
    query: str
    shown: int
    total: int

    @classmethod
    def of(cls, user: "User", query: str) -> "NotesPage":
        notes = list(LessonNote.objects.of_learner(user))
        lessons = [note.lesson_id for note in notes if note.lesson_id]
        readable = Module.objects.filter(readable_modules(user), lessons__in=lessons)
        open_modules = set(readable.values_list("pk", flat=True)) if lessons else set()
        query = query[:LONGEST]
        words = words_of(query)
        listed = [ListedNote(note, _address(note, open_modules)) for note in notes]
        chosen = [note for note in listed if note.has(words)]
        by_course = groupby(chosen, key=lambda note: note.course_title)
        courses = [(title, list(of_course)) for title, of_course in by_course]
        return cls(courses, query, len(chosen), len(notes))


def _address(note: LessonNote, open_modules: set[int]) -> str | None:
    lesson = note.lesson
    return address_of(lesson) if lesson and lesson.module_id in open_modules else None


@dataclass(frozen=True)
class NotePage:
    """A note that was not kept as it was sent: why, what was sent, and what is kept instead."""

    lesson: Lesson
    note: OwnNote
    message: str
    newer: str

    @classmethod
    def of(
        cls, lesson: Lesson, text: str, last_seen: Seen | None, message: str, newer: str = ""
    ) -> "NotePage":
        note = OwnNote(text, last_seen or "", uuid.uuid4())
        return cls(lesson, note, message, newer)
