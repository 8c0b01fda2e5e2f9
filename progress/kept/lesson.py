"""A lesson by its number, for the marks that learners leave on it: kept (courses/kept.py)."""

from courses.kept import Shelf
from courses.models import Course, Lesson, Module


def _read(pk: int) -> Lesson | None:
    lessons = Lesson.objects.select_related("module__course").defer(
        *Lesson.long_columns(),
        *Module.long_columns("module__"),
        *Course.long_columns("module__course__"),
    )
    return lessons.filter(pk=pk).first()


KEPT_LESSONS: Shelf[Lesson] = Shelf(_read, most=1024)
