"""What a module lacks before it may be published, each with the place where it is mended."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from authoring.content import PARTS, RowFault, listed_rows
from authoring.rendering import render_course
from authoring.words import words_to_change
from courses.models import Module
from courses.models.base import ContentModel
from texts import CourseContext
from texts.word_list import WordList

if TYPE_CHECKING:
    from quizzes.models import Quiz

# What to fetch with modules, so that `faults_in` asks no query of each.
WITH_PARTS = (*PARTS, "quiz__questions__lesson")


def faults_of(module: Module) -> list[RowFault]:
    """What must be mended first, then what may wait: the warnings."""
    stored = Module.objects.select_related("course").prefetch_related(*WITH_PARTS)
    fetched, pages = stored.get(pk=module.pk), module.course.pages(let_out=module)
    return [*faults_in(fetched, pages), *_words_to_change(fetched, pages)]


def faults_in(module: Module, pages: CourseContext) -> list[RowFault]:
    """The same of a module that was fetched with its course and its parts; `pages` as if it were
    out."""
    faults = [*_of_module(module), *_of_texts(module, pages), *_of_quiz(module)]
    return sorted(faults, key=lambda fault: fault.is_warning)


def _words_to_change(module: Module, pages: CourseContext) -> Iterator[RowFault]:
    words = WordList.of(module.course.word_list)
    for row in (module, *listed_rows(module)):
        for fault in words_to_change(row, words, pages):
            yield RowFault.of(row, fault)


def _of_module(module: Module) -> Iterator[RowFault]:
    if not module.course.is_published:
        yield RowFault(
            row=module.course, message=_("The course itself is not published."), is_warning=True
        )
    if not module.lessons.all():
        yield RowFault(row=module, message=_("It has no lesson yet."))
    if module.review_is_due:
        yield RowFault(
            row=module, message=_("Its facts were to be reviewed by now."), is_warning=True
        )


def _of_texts(module: Module, pages: CourseContext) -> Iterator[RowFault]:
    """As they will be once it is out, when its faults are more than warnings."""
    is_published, module.is_published = module.is_published, True
    for row in (module, *listed_rows(module)):
        yield from _of_row(row, pages)
    module.is_published = is_published


def _of_quiz(module: Module) -> Iterator[RowFault]:
    quiz: Quiz | None = getattr(module, "quiz", None)
    if quiz is None:
        yield RowFault(row=module, message=_("It has no check quiz."), is_warning=True)
        return
    questions = quiz.questions.all()
    if not any(question.is_live for question in questions):
        yield RowFault(row=quiz, message=_("It asks no question."))
    for draft in questions:
        if draft.is_draft:
            yield RowFault(
                row=draft, message=_("It is a draft, which learners do not see."), is_warning=True
            )


def _of_row(row: ContentModel, pages: CourseContext) -> Iterator[RowFault]:
    """Where a module stands is no fault of its own: the database has one at each place."""
    in_row = [] if isinstance(row, Module) else row.check_content()
    for fault in [*row.render(pages), *in_row]:
        yield RowFault.of(row, fault)


@transaction.atomic
def publish(module: Module) -> list[RowFault]:
    """Publish it unless something has to be mended first; what there is to mend."""
    Module.objects.select_for_update().get(pk=module.pk)
    faults = faults_of(module)
    if all(fault.is_warning for fault in faults):
        _let_out(module, is_published=True)
    return faults


@transaction.atomic
def take_back(module: Module) -> None:
    """Make it a draft again."""
    _let_out(module, is_published=False)


def _let_out(module: Module, *, is_published: bool) -> None:
    """All texts that lead to it are rendered anew: learners are not led to drafts."""
    module.is_published = is_published
    module.save(update_fields=["is_published"])
    for _fault in render_course(module.course):
        pass
