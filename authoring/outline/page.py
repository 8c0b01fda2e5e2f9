"""The outline of a course as authors see it: all modules with their sections, quiz and
self-diagnosis, in the order that is stored or in one that could not be stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from authoring.outline.labels import label_at
from authoring.outline.ordering import MODULES, Lists, field_name, token
from authoring.outline.states import ModuleState, states_of
from courses.minutes import answering
from courses.models import Course, Lesson, Module, SelfDiagnosis
from quizzes.live_questions import live
from quizzes.models import Quiz

OF_QUIZ = "quiz__questions"


@dataclass(frozen=True)
class SectionRow:
    """A section at its place; `typed` is what stands in the field of that place."""

    lesson: Lesson
    field: str
    place: int
    typed: str


@dataclass(frozen=True)
class ModuleRow:
    """A module at its place, with what is below it."""

    module: Any  # with the counts of `_modules`
    field: str
    place: int
    typed: str
    sections: list[SectionRow]
    shown: str
    state: ModuleState

    @property
    def quiz(self) -> Quiz | None:
        return getattr(self.module, "quiz", None)

    @property
    def self_diagnosis(self) -> SelfDiagnosis | None:
        return getattr(self.module, "self_diagnosis", None)


@dataclass(frozen=True)
class Counts:
    """What the whole course has."""

    modules: int
    sections: int
    questions: int
    minutes: int


@dataclass(frozen=True)
class Overtaken:
    """A list in which somebody has changed something meanwhile, as it is stored by now."""

    title: str
    rows: list[str]
    by: str


@dataclass(frozen=True)
class OutlinePage:
    """`fault` is why the order that was sent is not stored."""

    course: Course
    modules: list[ModuleRow]
    shown: str
    counts: Counts
    has_labels_by_place: bool
    fault: str = ""
    overtaken: list[Overtaken] = field(default_factory=list)


@dataclass
class StoredOutline:
    """What a course has, read in two queries however many modules there are."""

    course: Course

    def __post_init__(self) -> None:
        self.modules = {module.pk: module for module in _modules(self.course)}
        self.lessons = {lesson.pk: lesson for lesson in _lessons(self.course)}
        self.lists: Lists = {MODULES: list(self.modules)} | {pk: [] for pk in self.modules}
        for lesson in self.lessons.values():
            self.lists[lesson.module_id].append(lesson.pk)
            module = self.modules[lesson.module_id]
            module.letters += lesson.letters or 0

    def page(
        self,
        *,
        chosen: Lists | None = None,
        typed: Mapping[str, str] | None = None,
        fault: str = "",
        overtaken: list[Overtaken] | None = None,
    ) -> OutlinePage:
        """In the order that was `chosen`, as far as its rows are there still; else as stored."""
        lists = {key: _merged(pks, (chosen or {}).get(key)) for key, pks in self.lists.items()}
        modules = list(self._module_rows(lists, typed or {}))
        shown = token(MODULES, self.lists[MODULES])
        return OutlinePage(
            self.course,
            modules,
            shown,
            self._counts(),
            self._has_labels_by_place(),
            fault,
            overtaken or [],
        )

    def _has_labels_by_place(self) -> bool:
        language = self.course.language
        modules = self.modules.values()
        return any(module.label == label_at(module.position, language) for module in modules)

    def _counts(self) -> Counts:
        modules = self.modules.values()
        return Counts(
            len(modules),
            len(self.lessons),
            sum(module.live_questions for module in modules),
            sum(module.minutes + answering(module.live_questions) for module in modules),
        )

    def names(self, key: int) -> list[str]:
        """The rows of a list by name, as they are stored."""
        rows = self.modules if key == MODULES else self.lessons
        return [str(rows[pk]) for pk in self.lists.get(key, [])]

    def _module_rows(self, lists: Lists, typed: Mapping[str, str]) -> Iterator[ModuleRow]:
        states = states_of(self.course, [*self.modules.values()])
        for place, pk in enumerate(lists[MODULES], 1):
            name = field_name(MODULES, pk)
            sections = list(self._section_rows(pk, lists[pk], typed))
            shown = token(pk, self.lists[pk])
            text = typed.get(name, str(place))
            yield ModuleRow(self.modules[pk], name, place, text, sections, shown, states[pk])

    def _section_rows(
        self, key: int, pks: list[int], typed: Mapping[str, str]
    ) -> Iterator[SectionRow]:
        for place, pk in enumerate(pks, 1):
            name = field_name(key, pk)
            yield SectionRow(self.lessons[pk], name, place, typed.get(name, str(place)))


def _merged(stored: list[int], chosen: list[int] | None) -> list[int]:
    """As chosen; what has been added meanwhile comes last, what is deleted not at all."""
    there, before = set(stored), set(chosen or [])
    standing = [pk for pk in chosen or [] if pk in there]
    return [*standing, *(pk for pk in stored if pk not in before)]


def _modules(course: Course) -> Iterator[Any]:
    live_questions = Count(OF_QUIZ, filter=live(f"{OF_QUIZ}__"))
    drafts = Count(
        OF_QUIZ, filter=Q(**{f"{OF_QUIZ}__is_draft": True, f"{OF_QUIZ}__retired_at": None})
    )
    modules = Module.objects.filter(course=course).annotate(
        live_questions=live_questions, drafts=drafts
    )
    long = (
        *Module.long_columns(),
        *Quiz.long_columns("quiz__"),
        *SelfDiagnosis.long_columns("self_diagnosis__"),
    )
    rows = modules.select_related("quiz", "self_diagnosis").defer(*long).order_by("position")
    for module in rows:
        module.letters = 0  # those of its sections are added
        yield module


def _lessons(course: Course) -> Iterator[Lesson]:
    lessons = Lesson.objects.filter(module__course=course).with_length()
    yield from lessons.defer(*Lesson.long_columns()).order_by("module", "position")
