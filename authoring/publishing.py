"""What a module lacks before it may be published, each with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from authoring.content import PARTS, editing_address, listed_rows
from courses.models import Module
from courses.models.base import ContentModel
from quizzes.models import Quiz
from texts import CourseContext


@dataclass(frozen=True)
class Lack:
    """Something to mend in a row; `is_reminder` where the module may be published all the same."""

    row: ContentModel
    message: str
    is_reminder: bool = False

    @property
    def address(self) -> str:
        """Where authors mend it."""
        return editing_address(self.row)

    @property
    def place(self) -> str:
        return f"{self.row._meta.verbose_name} {self.row}"


def lacks(module: Module) -> list[Lack]:
    """All of it, what must be mended first."""
    found = [*_of_module(module), *_of_texts(module), *_of_quiz(module)]
    return sorted(found, key=lambda lack: lack.is_reminder)


def _of_module(module: Module) -> Iterator[Lack]:
    if not module.course.is_published:
        yield Lack(module.course, _("The course itself is not published."), is_reminder=True)
    if not module.lessons.exists():
        yield Lack(module, _("It has no lesson yet."))
    if module.review_is_due:
        yield Lack(module, _("Its facts were to be reviewed by now."), is_reminder=True)


def _of_texts(module: Module) -> Iterator[Lack]:
    pages = module.course.pages()
    stored = Module.objects.prefetch_related(*PARTS, "quiz__questions__lesson").get(pk=module.pk)
    for row in (module, *listed_rows(stored)):
        yield from _faults(row, pages)


def _of_quiz(module: Module) -> Iterator[Lack]:
    quiz = Quiz.objects.filter(module=module).first()
    if quiz is None:
        yield Lack(module, _("It has no check quiz."), is_reminder=True)
        return
    if not quiz.questions.live().exists():
        yield Lack(quiz, _("It asks no question."))
    for draft in quiz.questions.filter(is_draft=True):
        yield Lack(draft, _("It is a draft, which learners do not see."), is_reminder=True)


def _faults(row: ContentModel, pages: CourseContext) -> Iterator[Lack]:
    for fault in [*row.render(pages), *row.check_content()]:
        message = fault.message
        if fault.line is not None:
            values = {"line": fault.line + 1, "message": message}
            message = _("Line %(line)d: %(message)s") % values
        yield Lack(row, message)


def publish(module: Module) -> list[Lack]:
    """Publish it unless something has to be mended first; what there is to mend."""
    found = lacks(module)
    if all(lack.is_reminder for lack in found):
        module.is_published = True
        module.save(update_fields=["is_published"])
    return found
