"""The page of a self-diagnosis as everybody sees it: kept by each process (courses/kept.py)."""

from dataclasses import dataclass

from courses.course_content import CourseContent, read_course
from courses.kept import Shelf
from courses.models import SelfDiagnosis


@dataclass(frozen=True)
class KeptSelfDiagnosis:
    """It has its levels, its course and the module that it comes after at hand."""

    page: SelfDiagnosis
    of_course: CourseContent


def _read(course: str, slug: str) -> KeptSelfDiagnosis | None:
    of_course = read_course(course)
    pages = SelfDiagnosis.objects.select_related("course", "after__course")
    page = pages.prefetch_related("levels").filter(course__slug=course, slug=slug).first()
    return None if page is None or of_course is None else KeptSelfDiagnosis(page, of_course)


KEPT_SELF_DIAGNOSES: Shelf[KeptSelfDiagnosis] = Shelf(_read)
