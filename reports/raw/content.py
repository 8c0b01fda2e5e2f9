"""What a cohort was asked: modules, sections, questions, options and levels as they are now."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Min
from django.utils.translation import gettext as _

from courses.models import Cohort, Lesson, Module, SelfDiagnosis
from courses.versions import versions_of
from progress.tables import Value
from quizzes.models import Option, Question
from quizzes.numbering import numbered, sign_of
from reports.raw.sheets import Column, RowSheet

# What is read of rows that others refer to.
SHORT = ("quiz__module__slug", "quiz__module__label", "lesson__slug", "lesson__module__slug")
STATE = ("is_draft", "retired_at")
OF_OPTION = ("question__quiz__module__slug", "lesson__slug", "lesson__module__slug")


@dataclass(frozen=True)
class Content:
    """The published modules of a cohort's course with what stands in them, drafts left out."""

    modules: Sequence[Module]
    lessons: Sequence[Lesson]
    numbered: Sequence[tuple[int | None, Question]]
    options: dict[int, tuple[str, Option]]
    pages: Sequence[SelfDiagnosis]
    plan: dict[int, datetime.date]

    @classmethod
    def of(cls, cohort: Cohort) -> "Content":
        course = cohort.course
        modules = list(Module.objects.of_outline(course).select_related("quiz"))
        lessons = Lesson.objects.filter(module__in=modules).order_by("module__position", "position")
        questions = (
            Question.objects.filter(quiz__module__in=modules, is_draft=False)
            .select_related("quiz__module", "lesson__module", "sibling_of")
            .only("slug", "position", "stem_html", "quiz", "sibling_of__slug", *STATE, *SHORT)
            .order_by("quiz__module__position", "position", "pk")
        )
        pages = SelfDiagnosis.objects.from_module_on(course, 0).select_related("after")
        return cls(
            modules,
            list(lessons.select_related("module").defer(*Lesson.long_columns())),
            list(numbered(questions)),
            _options(modules),
            list(pages.prefetch_related("levels")),
            dict(cohort.target_dates.values_list("module", "day")),
        )

    @property
    def quizzes(self) -> list[int]:
        return [module.quiz.pk for module in self.modules if hasattr(module, "quiz")]

    def sheets(self) -> list[RowSheet]:
        return [
            _modules(self),
            _sections(self),
            _questions(self),
            _options_sheet(self),
            _levels(self),
        ]


def _options(modules: Sequence[Module]) -> dict[int, tuple[str, Option]]:
    """Each option by its id, with the sign that stands before it on the page."""
    options = (
        Option.objects.filter(question__quiz__module__in=modules, question__is_draft=False)
        .select_related("question__quiz__module", "lesson__module")
        .only("slug", "text_html", "is_correct", "position", "question__slug", *OF_OPTION)
    )
    by_pk: dict[int, tuple[str, Option]] = {}
    places: dict[int, int] = {}
    for option in options.order_by("question", "position"):
        place = places.get(option.question_id, 0)
        places[option.question_id] = place + 1
        by_pk[option.pk] = sign_of(place), option
    return by_pk


def _modules(content: Content) -> RowSheet:
    columns = [
        ("module_slug", _("Module (slug)"), _("The name of the module in addresses and files.")),
        ("module", _("Module"), _("What the module is called on pages.")),
        ("title", _("Title"), _("Its title.")),
        ("position", _("Position"), _("Where it stands in the course.")),
        ("quiz", _("Check quiz"), _("Whether it has one.")),
        ("due_on", _("Target date"), _("The day the plan of the cohort has for it, if any.")),
    ]
    rows = (
        (
            *(module.slug, module.label, module.title, module.position, hasattr(module, "quiz")),
            content.plan.get(module.pk),
        )
        for module in content.modules
    )
    return RowSheet("modules", _("Modules"), columns, rows)


def _sections(content: Content) -> RowSheet:
    columns = [
        ("module_slug", _("Module (slug)"), _("The module it stands in.")),
        ("section", _("Section (slug)"), _("The name of the section within its module.")),
        ("title", _("Title"), _("Its title.")),
        ("position", _("Position"), _("Where it stands in the module.")),
    ]
    rows = (
        (lesson.module.slug, lesson.slug, lesson.title, lesson.position)
        for lesson in content.lessons
    )
    return RowSheet("sections", _("Sections of the modules"), columns, rows)


def _questions(content: Content) -> RowSheet:
    columns = [
        ("module_slug", _("Module (slug)"), _("The module of the quiz.")),
        ("question", _("Question (slug)"), _("The name of the question within its module.")),
        (
            "number",
            _("Number"),
            _("The number in the quiz; none if it does not ask it."),
        ),
        ("stem", _("Stem"), _("What is asked.")),
        ("live_from", _("Asked from"), _("When it was first asked.")),
        ("retired_at", _("Asked until"), _("When it was retired; empty as long as it is asked.")),
        (
            "sibling_of",
            _("Sibling of (slug)"),
            _("Of one that is asked in review alone: the question that it comes in turn with."),
        ),
        *_explained_in(),
    ]
    return RowSheet("questions", _("Questions"), columns, _question_rows(content))


def _explained_in() -> list[Column]:
    return [
        ("section_module", _("Section's module (slug)"), _("Where the section below stands.")),
        ("section", _("Section (slug)"), _("The section that explains it, if it names one.")),
    ]


def _place(lesson: Lesson | None) -> tuple[str | None, str | None]:
    return (lesson.module.slug, lesson.slug) if lesson else (None, None)


def _question_rows(content: Content) -> Iterator[Sequence[Value]]:
    since = _live_from([question.pk for _number, question in content.numbered])
    for number, question in content.numbered:
        yield (
            *(question.quiz.module.slug, question.slug, number, question.short_stem),
            *(since.get(question.pk), question.retired_at),
            question.sibling_of.slug if question.sibling_of else None,
            *_place(question.lesson),
        )


def _live_from(questions: Sequence[int]) -> dict[int, datetime.datetime]:
    """When each was first no draft, by the versions that the database keeps."""
    versions = versions_of(Question).filter(pgh_obj__in=questions, is_draft=False)
    return dict(versions.values_list("pgh_obj").annotate(since=Min("pgh_created_at")))


def _options_sheet(content: Content) -> RowSheet:
    columns = [
        ("module_slug", _("Module (slug)"), _("The module of the quiz.")),
        ("question", _("Question (slug)"), _("The question it is an option of.")),
        ("option", _("Option (slug)"), _("The name of the option within its question.")),
        ("sign", _("Option"), _("The sign before it on the page.")),
        ("text", _("Text"), _("What it says.")),
        ("is_right", _("Right"), _("Whether it is the right one.")),
        *_explained_in(),
    ]
    rows = (
        (
            *(option.question.quiz.module.slug, option.question.slug, option.slug, sign),
            *(option.short_text, option.is_correct, *_place(option.lesson)),
        )
        for sign, option in content.options.values()
    )
    return RowSheet("options", _("Options"), columns, rows)


def _levels(content: Content) -> RowSheet:
    columns = [
        ("page", _("Self-diagnosis (slug)"), _("The name of the self-diagnosis in addresses.")),
        ("title", _("Title"), _("Its title.")),
        ("after", _("After module (slug)"), _("The module that it follows.")),
        ("rank", _("Level"), _("From 1, the lowest.")),
        ("name", _("Name"), _("What the level is called.")),
        ("can_do", _("Can do"), _("What somebody on it can do.")),
    ]
    rows = (
        (page.slug, page.title, page.after.slug, level.rank, level.name, level.can_do)
        for page in content.pages
        for level in sorted(page.levels.all(), key=lambda level: level.rank)
    )
    return RowSheet("levels", _("Levels"), columns, rows)
