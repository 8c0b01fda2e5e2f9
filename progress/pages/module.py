"""What the page of a module shows to one learner: its sections as they read them, and its quiz."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape

from courses.access import is_author
from courses.kept import Kept
from courses.marks import mark
from courses.models import Lesson
from courses.models.cohort import IS_OPEN_TO
from courses.models.edition import CURRENT, Tokens
from courses.one_row import one_row
from courses.outline import Pager
from progress.annotations import NOTES, TICKS, Annotations, OwnNote
from progress.checklists import tick_marks
from progress.kept.module import KEPT_MODULES, KeptModule
from progress.pages.questions import (
    SectionsRead,
    practice_note,
    question_pieces,
    score_piece,
)
from progress.pieces import Piece, respond
from progress.reading import MARKS, Reading, Section
from quizzes.answer_sheet import AnswerSheet
from quizzes.quiz_content import QUIZZES
from quizzes.sheet_rows import ANSWERS, ATTEMPTS, SheetRows, answered_attempts, parameters

if TYPE_CHECKING:
    from accounts.models import User

IS_OPEN = IS_OPEN_TO.format(course="%(course)s")
MINE = f"SELECT {CURRENT}, {IS_OPEN}, {MARKS}, {ATTEMPTS}, {ANSWERS}, {NOTES}, {TICKS}"


@dataclass(frozen=True)
class _Mine:
    """All that the page shows of its reader, in one query."""

    rows: SheetRows
    marks: list[Any] | None
    annotations: Annotations

    @property
    def edition(self) -> Tokens | None:
        return self.rows.edition

    @classmethod
    def ask(cls, learner: "User", content: KeptModule) -> "_Mine":
        module = content.module
        values = parameters(learner, content.quiz, module.course_id)
        row = one_row(MINE, {**values, "module": module.pk})
        edition, is_open, marks, attempts, answers, notes, ticks = row
        answered = answered_attempts(learner, content.quiz or 0, attempts, answers)
        rows = SheetRows(tuple(edition), is_open, answered)
        return cls(rows, marks, Annotations.of(notes, ticks))


@dataclass(frozen=True)
class ModulePage:
    """The sections as the learner reads them, then the check quiz as they left it."""

    copy: Kept[KeptModule]
    reader: "User"
    is_author: bool
    reading: Reading
    sheet: AnswerSheet | None

    @classmethod
    def of(cls, user: "User", course: str, module: str) -> "ModulePage | None":
        """None where there is no such module, or this person may not read it."""
        pair = KEPT_MODULES.beside(lambda content: _Mine.ask(user, content), course, module)
        if pair is None:
            return None
        copy, of_reader = pair
        writes, content = is_author(user), copy.content
        if not (writes or (content.module.is_open and of_reader.rows.is_open)):
            return None
        sheet = None
        if content.quiz is not None:
            quiz = QUIZZES.of(copy.edition, content.quiz).content
            if quiz is not None:
                sheet = AnswerSheet(quiz, user, replace(of_reader.rows, edition=copy.edition))
        reading = Reading.of(content.lessons, of_reader.marks, of_reader.annotations)
        return cls(copy, user, writes, reading, sheet)

    @property
    def pager(self) -> Pager:
        return self.copy.content.pager(with_drafts=self.is_author)

    def respond(self, request: HttpRequest) -> HttpResponse:
        return respond(request, self.piece(request), self.copy.edition)

    def piece(self, request: HttpRequest) -> Piece:
        content = self.copy.content
        unread = Reading([Section(lesson) for lesson in content.lessons])
        context = {
            "module": content.module,
            "minutes_text": content.minutes_text,
            "terms": content.terms,
            "pager": self.pager,
            "reading": unread,
            "quiz": content.quiz,
        }
        pieces = dict(self._sections())
        pieces["progress/_contents.html"] = [self._contents()]
        pieces["progress/_resume.html"] = [self._resume()]
        pieces["quizzes/_quiz.html"] = list(self._quiz(request))
        state = (content.module.pk, self.is_author, timezone.localdate())
        return Piece("progress/module.html", context, state, pieces)

    def _sections(self) -> Iterator[tuple[str, list[Piece]]]:
        module = self.copy.content.module
        for section in self.reading.sections:
            pk, context = section.lesson.pk, {"module": module, "section": section}
            text = "same" if section.comparison is None else None
            template = "progress/_section_text.html"
            state = text and (pk, text)
            ticks = tick_marks(section.ticks)
            yield f"{template} {pk}", [Piece(template, context, state, marks=ticks)]
            yield f"progress/_lesson_read.html {pk}", [read_piece(section)]
            if section.note is not None:
                yield f"progress/_note.html {pk}", [note_piece(section.lesson, section.note)]

    @property
    def sections_read(self) -> SectionsRead:
        return SectionsRead(self.reading.read, len(self.reading.sections))

    def _contents(self) -> Piece:
        content = self.copy.content
        is_finished = self.sheet is not None and self.sheet.is_ever_finished
        context = {
            "module": content.module,
            "reading": self.reading,
            "quiz": content.quiz,
            "sheet": self.sheet,
        }
        read = tuple(section.is_read for section in self.reading.sections)
        return Piece("progress/_contents.html", context, (content.module.pk, read, is_finished))

    def _resume(self) -> Piece:
        resume = self.reading.resume
        context = {"module": self.copy.content.module, "reading": self.reading}
        state = (self.copy.content.module.pk, resume and resume.lesson.pk)
        return Piece("progress/_resume.html", context, state)

    def _quiz(self, request: HttpRequest) -> Iterator[Piece]:
        sheet = self.sheet
        if sheet is None or sheet.is_empty:
            return
        messages = [message for message in get_messages(request) if message.extra_tags == "quiz"]
        message_pieces = (
            [Piece("quizzes/_messages.html", {"messages": messages})] if messages else []
        )
        context = {"quiz": sheet.quiz, "sheet": sheet}
        pieces = {
            "quizzes/_messages.html": message_pieces,
            "quizzes/_practice_note.html": practice_note(sheet),
            "quizzes/_questions.html": question_pieces(sheet),
            "quizzes/_paper.html": [
                Piece("quizzes/_paper.html", context, (sheet.quiz.pk, bool(sheet.paper)))
            ],
            "quizzes/_score.html": [score_piece(sheet, self.pager, self.sections_read)],
        }
        yield Piece("quizzes/_quiz.html", context, sheet.quiz.pk, pieces)


def read_piece(section: Section) -> Piece:
    """That it is read, or the button that says so."""
    state = (section.lesson.pk, section.is_read, section.is_changed)
    return Piece("progress/_lesson_read.html", {"section": section}, state)


def note_piece(lesson: Lesson, note: OwnNote) -> Piece:
    """The field for a note at it. What stands in it is put in for its writer alone."""
    marks = {"note": escape(note.text), "seen": str(note.seen), "number": str(note.number)}
    text = mark("note") if note.text else ""
    section = Section(lesson, note=OwnNote(text, mark("seen"), mark("number")))
    state = (lesson.pk, bool(note.text))
    return Piece("progress/_note.html", {"section": section}, state, marks=marks)
