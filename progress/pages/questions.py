"""The questions of an answer sheet as pieces: what is kept of them tells nobody what is right.

The frame of a question says how far its reader is with it, an option that was not chosen what it
says. One that was chosen is put into the markup of a right or a wrong one, which is kept without
any content: its text and explanation come from the reader's own answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape

from courses.marks import mark
from courses.outline import Pager
from progress.pieces import Piece
from quizzes.answer_sheet import AnswerSheet
from quizzes.sheet_items import SheetItem, ShownOption

# Stand for an option that was chosen, and for the section that a wrong one points to.
ANY_SECTION = {name: mark(f"section-{name}") for name in ("slug", "number", "title")}
ANY_OPTION = {name: mark(name) for name in ("pk", "sign", "text_html", "explanation_html")}
SAID_THEN = mark("said-then")


def practice_note(sheet: AnswerSheet) -> list[Piece]:
    """What stands before the questions of a practice: that it is one, and how to stop it."""
    if not sheet.is_practice:
        return []
    context = {"quiz": sheet.quiz, "sheet": sheet}
    state = (sheet.quiz.pk, sheet.attempt.scope, sheet.is_finished)
    return [Piece("quizzes/_practice_note.html", context, state)]


def question_pieces(sheet: AnswerSheet) -> list[Piece]:
    """One for all of them as long as nothing is answered: they are then the same for everybody."""
    if sheet.is_untouched:
        context, state = {"sheet": sheet}, (sheet.quiz.pk, "untouched")
        return [Piece("quizzes/_questions.html", context, state, is_whole=True)]
    return [question_piece(item) for item in sheet.items]


def question_piece(item: SheetItem, *, in_review: bool = False, **where: Any) -> Piece:
    """`where` says where links to sections lead: `module_url`, or nowhere if `is_closed`."""
    state = (
        item.question.pk,
        item.number,
        item.total,
        item.is_open,
        item.asks_confidence,
        bool(item.next_id),
        item.is_last,
        in_review,
        item.state,
        item.live,
        item.confidence,
        item.is_folded and item.outcome,
        item.stem_then_html,
    )
    return Piece(
        "quizzes/_question.html",
        {
            "item": replace(item, attempt=mark("attempt"), next_id=item.next_id and mark("next")),
            "in_review": in_review,
            **where,
        },
        state=None if item.error else state,
        mine={
            f"quizzes/_option.html {option.pk}": [_option_piece(item, option, where)]
            for option in (item.options if item.answers else ())
        },
        marks={"attempt": escape(item.attempt), "next": str(item.next_id)},
        is_whole=not item.answers,
    )


def _option_piece(item: SheetItem, option: ShownOption, where: Mapping[str, Any]) -> Piece:
    template, context = "quizzes/_option.html", {"item": item, "option": option, **where}
    if not option.is_chosen:
        return Piece(template, context, (option.pk, option.sign, item.is_open))
    language = item.question.quiz.module.course.language
    stands_for_it = {
        **ANY_OPTION,
        "is_chosen": True,
        "is_right": option.is_right,
        "is_latest": option.is_latest,
        "section": option.section and ANY_SECTION,
        "holds_blocks": option.holds_blocks,
        "said_then_html": option.said_then_html and SAID_THEN,
    }
    flags = (option.is_right, option.is_latest, bool(option.section), option.holds_blocks)
    state = (language, *flags, bool(option.said_then_html), *where.values())
    return Piece(template, {**context, "option": stands_for_it}, state, marks=_what_it_says(option))


def _what_it_says(option: ShownOption) -> dict[str, str]:
    values = {
        "pk": str(option.pk),
        "sign": escape(option.sign),
        "text_html": option.text_html,
        "explanation_html": option.explanation_html,
        "said-then": option.said_then_html,
    }
    if option.section is not None:
        for name in ANY_SECTION:
            values[f"section-{name}"] = escape(getattr(option.section, name))
    return values


@dataclass(frozen=True)
class SectionsRead:
    """How many sections of the module were read, of how many."""

    read: int
    total: int

    @property
    def unread(self) -> int:
        return self.total - self.read


def score_piece(sheet: AnswerSheet, pager: Pager | None, sections: SectionsRead) -> Piece:
    """What stands below the questions: nothing before the last of the first attempt."""
    quiz = sheet.quiz
    context = {"quiz": quiz, "sheet": sheet, "sections": sections}
    if not (sheet.is_finished or sheet.record):
        return Piece("quizzes/_score.html", context, quiz.pk)
    if not sheet.is_finished:
        return Piece("quizzes/_score.html", context)
    boxes = sheet.boxes
    numbers = [len(each) for each in (boxes.added, boxes.returning, boxes.missed)]
    practice = {"quiz": quiz, "boxes": boxes}
    return Piece(
        "quizzes/_score.html",
        context,
        mine={
            "quizzes/_onward.html": [onward_piece(pager)] if pager else [],
            "quizzes/_practice.html": [
                Piece("quizzes/_practice.html", practice, (quiz.pk, *numbers, boxes.next_due_on))
            ],
        },
    )


def onward_piece(pager: Pager) -> Piece:
    state = (pager.course.pk, pager.next and pager.next.url)
    return Piece("quizzes/_onward.html", {"pager": pager}, state)
