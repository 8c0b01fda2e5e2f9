"""What the pages and fragments about a check quiz show."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Module
from courses.outline import Outline, Pager
from quizzes.answer_refused import AddedLater, AnswerRefused
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Quiz
from quizzes.sheet_items import SheetItem


@dataclass(frozen=True)
class AnswerFragment:
    """A question after a choice; with the last answer also the score and where the outline goes."""

    item: SheetItem
    sheet: AnswerSheet
    quiz: Quiz
    pager: Pager | None

    @classmethod
    def of(cls, sheet: AnswerSheet, item: SheetItem) -> "AnswerFragment":
        module, pager = sheet.quiz.module, None
        if sheet.is_finished:
            pager = Outline.of_course(module.course, sheet.learner).around(module)
        return cls(replace(item, ending=sheet.ending), sheet, sheet.quiz, pager)


@dataclass(frozen=True)
class RefusedAnswer:
    """Why a choice was not kept, on the question itself where it is still shown."""

    message: str
    module: Module
    item: SheetItem | None
    address: str
    link: str

    @classmethod
    def of(cls, sheet: AnswerSheet, question: int, refused: AnswerRefused) -> "RefusedAnswer":
        module, item = sheet.quiz.module, sheet.item(question)
        address, link = f"{module.get_absolute_url()}#quiz", _("Back to the module")
        if sheet.is_taken_back and module.course.is_published:
            address, link = module.course.get_absolute_url(), _("To the course")
        elif sheet.is_taken_back:
            address, link = reverse("progress:home"), _("To my courses")
        elif isinstance(refused, AddedLater):
            # Another address than that of the page at hand, so that it is asked for anew.
            address, link = f"{module.get_absolute_url()}?added#quiz", _("To practice")
        message = refused.message
        return cls(message, module, item and replace(item, error=message), address, link)


@dataclass(frozen=True)
class Review:
    """One's own past answers; where the module is closed to the learner, only what they answered.

    They stay one's own where the module can no longer be read.
    """

    sheet: AnswerSheet
    quiz: Quiz
    module: Module
    items: list[SheetItem]
    is_closed: bool

    @classmethod
    def of(cls, sheet: AnswerSheet) -> "Review":
        module = sheet.quiz.module
        is_open = Module.objects.visible_to(sheet.learner).filter(pk=module.pk).exists()
        items = [item for item in sheet.items if is_open or item.answers]
        return cls(sheet, sheet.quiz, module, items, not is_open)
