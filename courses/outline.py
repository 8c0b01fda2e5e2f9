"""The outline of a course: its modules in order, each followed by its self-diagnosis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from courses.models import Course, Module, SelfDiagnosis
from courses.models.module import ModuleQuerySet

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Entry:
    """A page of the outline."""

    page: Module | SelfDiagnosis
    url: str

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def label(self) -> str:
        return self.page.label if isinstance(self.page, Module) else ""

    @property
    def name(self) -> str:
        """Label and title, as a link says where it leads."""
        return f"{self.label} · {self.title}" if self.label else self.title

    @property
    def kind(self) -> str:
        return "module" if isinstance(self.page, Module) else "self-diagnosis"

    @property
    def minutes(self) -> int | None:
        return self.page.minutes if isinstance(self.page, Module) else None

    @property
    def is_draft(self) -> bool:
        return isinstance(self.page, Module) and not self.page.is_published


@dataclass(frozen=True)
class Pager:
    """The pages before and after one page of the outline."""

    course: Course
    previous: Entry | None
    next: Entry | None
    next_self_diagnosis: SelfDiagnosis | None

    @property
    def later_self_diagnosis(self) -> SelfDiagnosis | None:
        """The next self-diagnosis where other pages come before it."""
        is_next = self.next is not None and self.next.page == self.next_self_diagnosis
        return None if is_next else self.next_self_diagnosis


class Outline:
    """The pages of a course that one person may read, in order."""

    def __init__(self, course: Course, modules: Iterable[Module]) -> None:
        self.course = course
        self.entries: list[Entry] = []
        for module in modules:
            module.course = course
            self._add(module)
            diagnosis = getattr(module, "self_diagnosis", None)
            if diagnosis is not None:
                diagnosis.course = course
                self._add(diagnosis)

    @classmethod
    def of_course(cls, course: Course, user: "User | AnonymousUser") -> "Outline":
        return cls.of_courses([course], user)[0]

    @classmethod
    def of_courses(
        cls,
        courses: Iterable[Course],
        user: "User | AnonymousUser",
        *,
        left: bool = False,
        all_modules: ModuleQuerySet | None = None,
    ) -> "list[Outline]":
        """The outlines of several courses, in one query; of those one has left, what is out.

        `all_modules` says what else is fetched with each.
        """
        courses = list(courses)
        all_modules = Module.objects.all() if all_modules is None else all_modules
        readable = all_modules if left else all_modules.visible_to(user)
        modules = (
            readable.filter(course__in=courses, **({"is_published": True} if left else {}))
            .with_length()
            .select_related("self_diagnosis")
            .defer(
                *Module.long_columns(),
                *SelfDiagnosis.long_columns("self_diagnosis__"),
            )
            .order_by("position")
        )
        of_course: dict[int, list[Module]] = {course.pk: [] for course in courses}
        for module in modules:
            of_course[module.course_id].append(module)
        return [cls(course, of_course[course.pk]) for course in courses]

    def _add(self, page: Module | SelfDiagnosis) -> None:
        self.entries.append(Entry(page, page.get_absolute_url()))

    @property
    def modules(self) -> list[Module]:
        return [entry.page for entry in self.entries if isinstance(entry.page, Module)]

    def modules_before(self, page: SelfDiagnosis) -> list[Module]:
        """The modules that this self-diagnosis looks back on: those since the one before it."""
        modules: list[Module] = []
        for entry in self.entries:
            if entry.page == page:
                break
            if isinstance(entry.page, Module):
                modules.append(entry.page)
            else:
                modules = []
        return modules

    def around(self, page: Module | SelfDiagnosis) -> Pager:
        """What lies before and after this page, and the next self-diagnosis from here on."""
        pages = [entry.page for entry in self.entries]
        at = pages.index(page)
        diagnoses = (later for later in pages[at:] if isinstance(later, SelfDiagnosis))
        return Pager(
            course=self.course,
            previous=self.entries[at - 1] if at else None,
            next=self.entries[at + 1] if at + 1 < len(pages) else None,
            next_self_diagnosis=next(diagnoses, None),
        )
