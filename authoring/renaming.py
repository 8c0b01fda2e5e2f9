"""Slugs that a form changes, and the links inside the course that lead to the old ones.

A link is written as `course:module`, `course:module#section` or, on the module's own page,
`#section`. Self-diagnoses and glossary terms have no such address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import Q
from django.utils.text import capfirst

from authoring.content import CONTENT, editing_address, module_of, name_with_module, question_of
from courses.models import Course, Lesson, SelfDiagnosis
from courses.models.base import ContentModel
from texts.relinking import relinked


@dataclass(frozen=True)
class Addresses:
    """The slugs of a course's modules, and of its sections with their modules' numbers."""

    modules: dict[int, str]
    sections: dict[int, tuple[int, str]]

    @classmethod
    def of(cls, course: Course) -> "Addresses":
        sections = Lesson.of_course(course).values_list("pk", "module", "slug")
        return cls(
            dict(course.modules.values_list("pk", "slug")),
            {pk: (module, slug) for pk, module, slug in sections},
        )


@dataclass(frozen=True)
class Place:
    """A text in which links lead to what is called otherwise now; `relinked` is what it becomes."""

    row: ContentModel
    field: str
    relinked: str
    count: int

    @property
    def key(self) -> str:
        """Says of which text it is, and of how many links."""
        return f"{self.row._meta.label_lower}.{self.row.pk}.{self.field}={self.count}"

    @property
    def name(self) -> str:
        label = capfirst(str(self.row._meta.get_field(self.field).verbose_name))  # type: ignore[union-attr]
        return f"{name_with_module(self.row)} · {label}"

    @property
    def address(self) -> str:
        return editing_address(self.row)

    def store(self) -> None:
        """Without rendering it: that waits for all others."""
        if (question := question_of(self.row)) is not None:
            question.mend_wording()  # of an answered one where a link leads changes as well
        rows = type(self.row)._default_manager.filter(pk=self.row.pk)
        rows.update(**{self.field: self.relinked})


class Renames:
    """What is called otherwise now than it was before."""

    def __init__(self, course: Course, before: Addresses, now: Addresses) -> None:
        self.course, self._before = course, before
        self.modules = {
            slug: now.modules[pk]
            for pk, slug in before.modules.items()
            if now.modules.get(pk, slug) != slug
        }
        self.sections = {
            (before.modules[module], slug): (now.modules[now.sections[pk][0]], now.sections[pk][1])
            for pk, (module, slug) in before.sections.items()
            if now.sections.get(pk, (module, slug)) != (module, slug)
        }

    def places(self) -> Iterator[Place]:
        """Every text of the course, as it is stored now, with such links."""
        if not (self.modules or self.sections):
            return
        for model in CONTENT:
            for field in model.markdown_fields():
                has_links = Q(**{f"{field}__contains": "course:"})
                if self.sections:
                    has_links |= Q(**{f"{field}__contains": "#"})
                for row in model.of_course(self.course).filter(has_links):
                    yield from self._in_text(row, field)

    def _in_text(self, row: ContentModel, field: str) -> Iterator[Place]:
        # A self-diagnosis has a page of its own, and draws no links from its module's.
        module = None if isinstance(row, SelfDiagnosis) else module_of(row)
        here = self._before.modules.get(module.pk, "") if module else ""
        new_address = partial(self._new_address, here)
        text, count = relinked(getattr(row, field), new_address, row.markdown_kind(field))
        if count:
            yield Place(row, field, text, count)

    def _new_address(self, here: str, address: str) -> str | None:
        """Of a link on the page of the module that was called `here`."""
        page, _hash, section = address.partition("#")
        old = page.removeprefix("course:") if page else here
        module = self.modules.get(old, old)
        renamed = self.sections.get((old, section))
        if renamed:
            module, section = renamed
        elif not page or module == old:
            return None
        if not page and module == self.modules.get(here, here):
            return f"#{section}"
        return f"course:{module}#{section}" if section else f"course:{module}"
