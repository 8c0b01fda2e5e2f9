"""What the pages and fragments about a check quiz show."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.access import is_author
from courses.course_content import COURSES
from courses.models import Module
from courses.outline import Pager
from progress.models import LessonRead
from progress.pages.questions import (
    SectionsRead,
    practice_note,
    question_piece,
    score_piece,
)
from progress.pieces import Piece, respond, respond_fragment
from quizzes.answer_refused import AddedLater, AnswerRefused
from quizzes.answer_sheet import AnswerSheet
from quizzes.sheet_items import SheetItem


@dataclass(frozen=True)
class AnswerFragment:
    """A question after a choice; with the last answer also the score and where the outline goes."""

    item: SheetItem
    sheet: AnswerSheet
    pager: Pager | None

    @classmethod
    def of(cls, sheet: AnswerSheet, item: SheetItem) -> "AnswerFragment":
        pager = None
        if sheet.is_finished:
            module = sheet.quiz.module
            course = COURSES.of(sheet.edition, module.course.slug).content
            with_drafts = is_author(sheet.learner)
            if course is not None:
                pager = course.outline(with_drafts=with_drafts).around(module)
        return cls(replace(item, ending=_ending(sheet), is_folded=False), sheet, pager)

    def respond(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        pieces = {"quizzes/_question.html": [question_piece(self.item)]}
        if self.pager:
            sections = self.sheet.sections
            read = LessonRead.objects.filter(learner=self.sheet.learner, lesson__in=sections)
            sections_read = SectionsRead(read.count(), len(sections))
            pieces["quizzes/_score.html"] = [score_piece(self.sheet, self.pager, sections_read)]
            pieces["quizzes/_practice_note.html"] = practice_note(self.sheet)
        state = (self.sheet.is_finished, self.sheet.is_practice)
        answer = Piece("quizzes/_answer.html", {"sheet": self.sheet}, state, pieces)
        return respond_fragment(request, answer, self.sheet.edition, status)


def _ending(sheet: AnswerSheet) -> str:
    """What a screen reader is told when the last question is answered."""
    if not sheet.is_finished:
        return ""
    numbers = {"score": sheet.score, "total": sheet.total}
    if sheet.is_practice:
        return _("That was the last question. Practice %(score)d / %(total)d.") % numbers
    return _("That was the last question. First try %(score)d / %(total)d.") % numbers


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
    items: list[SheetItem]
    is_closed: bool

    @classmethod
    def of(cls, sheet: AnswerSheet) -> "Review":
        is_open = sheet.may_be_read
        items = [item for item in sheet.items if is_open or item.answers]
        return cls(sheet, items, not is_open)

    def respond(self, request: HttpRequest) -> HttpResponse:
        sheet, quiz = self.sheet, self.sheet.quiz
        context = {"sheet": sheet, "quiz": quiz}
        where: dict[str, Any] = {
            "module_url": quiz.module.get_absolute_url(),
            "is_closed": self.is_closed,
        }
        score = (sheet.is_practice, sheet.score, sheet.total)
        pieces = {
            "progress/_score_line.html": [Piece("progress/_score_line.html", context, score)],
            "quizzes/_attempts.html": [Piece("quizzes/_attempts.html", context)],
            "progress/_reviewed.html": [question_piece(item, **where) for item in self.items],
        }
        shown = {"quiz": quiz, "module": quiz.module, "is_closed": self.is_closed}
        page = Piece("progress/review.html", shown, (quiz.pk, self.is_closed), pieces)
        return respond(request, page, sheet.edition)
