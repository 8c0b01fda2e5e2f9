"""What the page of today's review shows: one question after the other, and at last how it went."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from progress.pages.questions import question_piece
from progress.pages.quizzes import RefusedAnswer
from progress.pieces import Piece, respond, respond_fragment
from quizzes.answer_refused import AnswerRefused
from quizzes.answer_sheet import AnswerSheet
from quizzes.sheet_items import SheetItem
from quizzes.todays_review import TodaysReview


@dataclass(frozen=True)
class TodaysReviewPage:
    """A question with its number in the review; without one, the review is done."""

    review: TodaysReview
    item: SheetItem | None
    number: int | None

    @property
    def place(self) -> dict[str, int]:
        number = self.number or 0
        return {"number": number, "done": number - 1, "total": self.review.total}

    @classmethod
    def of(cls, review: TodaysReview, question: int = 0) -> "TodaysReviewPage":
        """Of this question, else of the next one."""
        shown = question or review.next_after() or 0
        sheet = review.sheet_of(shown)
        item = None if sheet is None else sheet.item(shown)
        return cls(review, item and _in_review(review, item), review.place_of(shown))

    def respond(self, request: HttpRequest) -> HttpResponse:
        place = self.place
        pieces = {
            "progress/_review_place.html": [
                Piece("progress/_review_place.html", place, tuple(place.values()))
            ],
            "quizzes/_question.html": [review_piece(self.item)] if self.item else [],
            "progress/_review_result.html": [
                Piece("progress/_review_result.html", {"review": self.review})
            ],
        }
        is_asking = self.item is not None
        page = Piece("progress/todays_review.html", {"item": is_asking}, is_asking, pieces)
        return respond(request, page, self.review.edition)


@dataclass(frozen=True)
class ReviewedFragment:
    """A question of the review after a choice."""

    review: TodaysReview
    item: SheetItem

    @classmethod
    def of(cls, review: TodaysReview, item: SheetItem) -> "ReviewedFragment":
        in_review = _in_review(review, item)
        if in_review.state == "correct" and in_review.next_id is None:
            in_review = replace(in_review, ending=_("That was the last question for today."))
        return cls(review, in_review)

    def respond(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        return respond_fragment(request, review_piece(self.item), self.review.edition, status)


@dataclass(frozen=True)
class RefusedInReview(RefusedAnswer):
    """Why a choice was not kept, with the way back to the review."""

    in_review: bool = True

    @classmethod
    def of(cls, sheet: AnswerSheet, question: int, refused: AnswerRefused) -> "RefusedInReview":
        page = RefusedAnswer.of(sheet, question, refused)
        address, link = reverse("progress:todays-review"), _("Back to the review")
        return cls(page.message, page.module, page.item, address, link)


def review_piece(item: SheetItem) -> Piece:
    return question_piece(item, in_review=True, **where_of(item))


def where_of(item: SheetItem) -> dict[str, Any]:
    """Where links to sections lead."""
    return {"module_url": item.question.quiz.module.get_absolute_url()}


def _in_review(review: TodaysReview, item: SheetItem) -> SheetItem:
    """As it is asked alone: whole, whatever was answered since."""
    return replace(item, next_id=review.next_after(item.question.pk), is_folded=False)
