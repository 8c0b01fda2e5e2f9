"""A course as everybody sees it: kept by each process (courses/kept.py)."""

from dataclasses import dataclass

from courses.kept import Shelf
from courses.models import Course
from courses.outline import Outline


@dataclass(frozen=True)
class CourseContent:
    """A course with its outline, as members read it and, with what is not out, as authors do."""

    course: Course
    published: Outline
    whole: Outline

    def outline(self, *, with_drafts: bool) -> Outline:
        return self.whole if with_drafts else self.published


def read_course(slug: str) -> CourseContent | None:
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        return None
    whole = Outline.whole(course)
    return CourseContent(course, whole.published(), whole)


COURSES: Shelf[CourseContent] = Shelf(read_course)
