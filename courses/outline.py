"""The outline of a course: its modules in order, each followed by its self-diagnosis."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import Course, Module, SelfDiagnosis


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
    def minutes(self) -> int:
        """Those of reading it, or of saying how far one has come; without a quiz."""
        return self.page.minutes

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
    """The pages of a course in order, those that are out or all."""

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
    def whole(cls, course: Course) -> "Outline":
        """All of it, drafts too, as authors read it; one query."""
        modules = (
            Module.objects.filter(course=course)
            .with_length()
            .select_related("self_diagnosis")
            .defer(*Module.long_columns(), *SelfDiagnosis.long_columns("self_diagnosis__"))
            .order_by("position")
        )
        return cls(course, modules)

    def published(self) -> "Outline":
        """What members read of it."""
        return Outline(self.course, [module for module in self.modules if module.is_published])

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
