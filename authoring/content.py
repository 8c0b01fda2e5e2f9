"""All that authors write: its models, where each row is mended, and how it is taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from courses.models import (
    Course,
    GlossaryTerm,
    Image,
    Lesson,
    Level,
    Module,
    SelfDiagnosis,
)
from courses.models.base import ContentModel
from quizzes.models import Option, Question, Quiz
from texts import Fault

# Each after what its texts and links may refer to.
CONTENT: tuple[type[ContentModel], ...] = (
    Course,
    GlossaryTerm,
    Image,
    Module,
    Lesson,
    SelfDiagnosis,
    Level,
    Quiz,
    Question,
    Option,
)


# What to fetch with modules, so that `rows_of` them asks no query.
PARTS = ("lessons", "self_diagnosis__levels", "quiz__questions__options")


@dataclass(frozen=True, kw_only=True)
class RowFault(Fault):
    """A fault of a row, with the page where authors mend it."""

    row: ContentModel

    @classmethod
    def of(cls, row: ContentModel, fault: Fault) -> "RowFault":
        return cls(row=row, **vars(fault))

    @property
    def name(self) -> str:
        return name_of(self.row)

    @property
    def name_with_module(self) -> str:
        return name_with_module(self.row)

    @property
    def address(self) -> str:
        return editing_address(self.row)


def name_of(row: ContentModel) -> str:
    return f"{row._meta.verbose_name} {row}"


def name_with_module(row: ContentModel) -> str:
    module = module_of(row)
    return name_of(row) if module in (None, row) else f"{module} › {name_of(row)}"


def module_of(row: ContentModel) -> Module | None:
    """The module that a row is part of; None for what is the whole course's."""
    row = edited_with(row)
    if isinstance(row, SelfDiagnosis):
        return row.after
    row = row.quiz if isinstance(row, Question) else row
    return row if isinstance(row, Module) else getattr(row, "module", None)


def rows_of(module: Module) -> Iterator[ContentModel]:
    """All that is stored below a module, questions that are not asked included."""
    yield from module.lessons.all()
    diagnosis: SelfDiagnosis | None = getattr(module, "self_diagnosis", None)
    if diagnosis is not None:
        yield diagnosis
        yield from diagnosis.levels.all()
    quiz: Quiz | None = getattr(module, "quiz", None)
    if quiz is not None:
        yield quiz
        for question in quiz.questions.all():
            yield question
            yield from question.options.all()


def listed_rows(module: Module) -> list[ContentModel]:
    """The rows of a module that its course file lists in full."""
    return [row for row in rows_of(module) if is_listed(row)]


def is_listed(row: ContentModel) -> bool:
    """Whether a course file lists the row in full: all but drafts and retired questions."""
    question = row.question if isinstance(row, Option) else row
    return not isinstance(question, Question) or question.is_asked


def edited_with(row: ContentModel) -> ContentModel:
    """The row on whose page authors edit this one."""
    if isinstance(row, Level):
        return row.self_diagnosis
    return row.question if isinstance(row, Option) else row


def question_of(row: ContentModel) -> Question | None:
    """The question whose texts are in a row."""
    head = edited_with(row)
    return head if isinstance(head, Question) else None


def is_edited_with(row: ContentModel, head: ContentModel) -> bool:
    """Whether it is on the head's page."""
    return head in (row, edited_with(row)) or (isinstance(row, Lesson) and row.module == head)


def editing_address(row: ContentModel) -> str:
    """Where authors edit it."""
    head = edited_with(row)
    return reverse(f"admin:{head._meta.app_label}_{head._meta.model_name}_change", args=[head.pk])


def take_out(row: ContentModel) -> str:
    """Remove a row, or retire what people have answered; tells "removed" or "retired"."""
    if isinstance(row, Question) and row.has_answers:
        row.retire()
        return "retired"
    if isinstance(row, Quiz) and row.attempts.exists():
        for question in row.questions.all():
            if question.is_asked:
                question.retire()
        return "retired"
    row.delete()
    return "removed"


def rows_showing(image: Image) -> Iterator[ContentModel]:
    """The rows of the course whose texts show the image."""
    return _rows_with(image.address, image.course)


def rows_naming(term: GlossaryTerm) -> Iterator[ContentModel]:
    """The rows of the course whose texts open the term's meaning."""
    return _rows_with(f'popovertarget="{term.dom_id}"', term.course)


def _rows_with(html: str, course: Course) -> Iterator[ContentModel]:
    for model in CONTENT:
        has_it = models.Q()
        for field in model.markdown_fields():
            has_it |= models.Q(**{f"{field}_html__contains": html})
        if has_it:
            yield from model.of_course(course).filter(has_it)
