"""What learners have left at the sections of a module for themselves: notes, and ticked boxes.

Asked for in the page's one query of what is its reader's (progress/pages/module.py).
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from progress.models import NOTE_LENGTH, Seen

NOTES = """
    (
        SELECT json_agg(json_build_array(note.lesson_id, note.text, note.version))
        FROM courses_lesson AS lesson
        JOIN progress_lessonnote AS note
            ON note.lesson_id = lesson.id AND note.learner_id = %(learner)s
        WHERE lesson.module_id = %(module)s
    )
"""
TICKS = """
    (
        SELECT json_agg(json_build_array(tick.lesson_id, tick.key))
        FROM courses_lesson AS lesson
        JOIN progress_checklisttick AS tick
            ON tick.lesson_id = lesson.id AND tick.learner_id = %(learner)s
        WHERE lesson.module_id = %(module)s
    )
"""


@dataclass(frozen=True)
class OwnNote:
    """A note as its field shows it: the words, what the page knows of it, and the page's number."""

    text: str
    seen: Seen | str
    number: uuid.UUID | str
    limit: ClassVar[int] = NOTE_LENGTH


@dataclass(frozen=True)
class Annotations:
    """One's notes and ticks in a module, by lesson."""

    notes: Mapping[int, OwnNote]
    ticks: Mapping[int, frozenset[str]]
    number: uuid.UUID

    @classmethod
    def of(
        cls, notes: Iterable[Sequence[Any]] | None, ticks: Iterable[Sequence[Any]] | None
    ) -> "Annotations":
        """Of the columns NOTES and TICKS."""
        number = uuid.uuid4()
        by_lesson: dict[int, set[str]] = {}
        for lesson, key in ticks or ():
            by_lesson.setdefault(lesson, set()).add(key)
        return cls(
            {
                lesson: OwnNote(text, Seen(0, version), number)
                for lesson, text, version in notes or ()
            },
            {lesson: frozenset(keys) for lesson, keys in by_lesson.items()},
            number,
        )

    def note_at(self, lesson: int) -> OwnNote:
        return self.notes.get(lesson) or OwnNote("", Seen(0, 0), self.number)

    def ticks_at(self, lesson: int) -> frozenset[str]:
        return self.ticks.get(lesson, frozenset())
