"""What members have left at content, in numbers, on the page that asks whether to delete it.

Answers and diagnoses keep content from being deleted; marks of reading go with their section.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst

from courses.models import Course, Lesson, Module, SelfDiagnosis
from courses.models.base import ContentModel
from progress.models import ChecklistTick, Diagnosis, LessonRead, LessonVisit
from quizzes.models import Answer, Attempt, Question, Quiz

# Over which fields each leads to the content, as lookups go.
LEFT_AT: dict[type[ContentModel], dict[Any, str]] = {
    Course: {Attempt: "quiz__module__course", Diagnosis: "self_diagnosis__course"},
    Module: {Attempt: "quiz__module", Diagnosis: "self_diagnosis__after"},
    Quiz: {Attempt: "quiz"},
    Question: {Answer: "question"},
    SelfDiagnosis: {Diagnosis: "self_diagnosis"},
}


SECTIONS: dict[type[ContentModel], str] = {
    Course: "lesson__module__course",
    Module: "lesson__module",
    Lesson: "lesson",
}
MARKS = (LessonRead, LessonVisit, ChecklistTick)


def what_members_left(rows: Iterable[ContentModel]) -> list[str]:
    """In numbers: of a course there may be a million, and the admin would list each of them."""
    rows = list(rows)
    return list(_counts(type(rows[0]), [row.pk for row in rows])) if rows else []


def _counts(content: type[ContentModel], keys: list[Any]) -> Iterator[str]:
    for model, path in LEFT_AT.get(content, {}).items():
        number = model._default_manager.filter(**{f"{path}__in": keys}).count()
        if number:
            yield f"{capfirst(model._meta.verbose_name_plural)}: {number:,}"


def marks_at(rows: Iterable[ContentModel]) -> dict[str, int]:
    """How many marks of reading go with these, by what they are called."""
    rows = list(rows)
    path = SECTIONS.get(type(rows[0])) if rows else None
    if path is None:
        return {}
    keys = {f"{path}__in": [row.pk for row in rows]}
    counts = {
        str(capfirst(model._meta.verbose_name_plural)): model._default_manager.filter(
            **keys
        ).count()
        for model in MARKS
    }
    return {name: number for name, number in counts.items() if number}
