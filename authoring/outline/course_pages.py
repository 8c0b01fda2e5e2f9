"""What texts of several courses may link to, read in as many queries as that of one."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from functools import cached_property
from typing import Any

from courses.models import Course, GlossaryTerm, Image, Lesson, Module
from courses.models.course import CoursePages

Parts = dict[str, list[Any]]


class NotingPages(CoursePages):
    """Those of a course, read before; notes which pages were looked for and are not there."""

    def __init__(self, course: Course, parts: Parts) -> None:
        super().__init__(course)
        self._parts = parts
        self.missing: set[str] = set()

    def letting_out(self, module: Module) -> "NotingPages":
        """As if this module were out; what was worked out goes along."""
        self._all()
        pages = copy(self)
        pages._let_out = {module.slug}
        return pages

    def sections(self) -> Iterable[tuple[str, str | None]]:
        return self._parts["sections"]

    def drafts(self) -> Iterable[str]:
        return self._parts["drafts"]

    def glossary(self) -> Iterable[GlossaryTerm]:
        return self._parts["glossary"]

    def images(self) -> Iterable[Image]:
        return self._parts["images"]

    def url_of(self, target: str) -> str | None:
        url = super().url_of(target)
        if url is None:
            self.missing.add(target)
        return url

    @property
    def digest(self) -> str:
        """Tells one state of all that texts may link to from every other."""
        return f"{self._digest_of_all} {self._let_out}"

    @cached_property
    def _digest_of_all(self) -> str:
        pages = [sorted(map(str, self._parts[name])) for name in ("sections", "drafts", "glossary")]
        images = sorted(repr(image.shown) for image in self._parts["images"])
        state = (self.language, self.course.slug, pages, images)
        return hashlib.sha256(repr(state).encode()).hexdigest()


def pages_of(courses: Iterable[Course]) -> dict[int, NotingPages]:
    """By the number of the course."""
    by_pk = {course.pk: course for course in courses}
    parts: dict[int, Parts] = {
        pk: {"sections": [], "drafts": [], "glossary": [], "images": []} for pk in by_pk
    }
    lessons: dict[int, list[str]] = defaultdict(list)
    for module, slug in Lesson.objects.filter(module__course__in=by_pk).values_list(
        "module", "slug"
    ):
        lessons[module].append(slug)
    modules = Module.objects.filter(course__in=by_pk)
    for pk, course, slug, is_out in modules.values_list("pk", "course", "slug", "is_published"):
        parts[course]["sections"] += [(slug, None), *((slug, lesson) for lesson in lessons[pk])]
        parts[course]["drafts"] += [] if is_out else [slug]
    for term in GlossaryTerm.objects.filter(course__in=by_pk).only("course", "term"):
        parts[term.course_id]["glossary"].append(term)
    for image in Image.objects.filter(course__in=by_pk).defer("content"):
        image.course = by_pk[image.course_id]
        parts[image.course_id]["images"].append(image)
    return {pk: NotingPages(by_pk[pk], parts[pk]) for pk in by_pk}
