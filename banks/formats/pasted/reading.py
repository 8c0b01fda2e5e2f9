"""From the lines of a test that somebody pasted to its questions.

A line is taken by what stands at its head, and where that may be two things, by the mark that
comes next below it: a number before a first option is the number of a question.
"""

from dataclasses import dataclass, field

from banks.formats.pasted import labels
from banks.formats.pasted.marks import Mark, Piece, answers_in, cut, leading


@dataclass
class Option:
    lines: list[str]
    mark: Mark
    is_marked_right: bool = False
    before: str = ""
    explanation: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """A question as far as it is read."""

    line: int
    number: int | None = None
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    answer: str | None = None
    general: list[str] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.options) > 1 or self.answer is not None

    @property
    def style(self) -> str:
        return self.options[-1].mark.style if self.options else ""

    def take_back_options(self) -> None:
        """They were part of the stem, such as the statements that the options are about."""
        for option in self.options:
            self.stem.append(option.before + " ".join(option.lines))
        self.options = []


@dataclass(frozen=True)
class Line:
    """A line; `next_mark` is the next one below it, before a line that says what it is."""

    number: int
    text: str
    is_after_blank: bool
    next_mark: Mark | None
    is_labelled: bool


def lines_of(text: str) -> list[Line]:
    texts = [line.replace("\u00a0", " ").strip() for line in text.split("\n")]
    lines: list[Line] = []
    upcoming: Mark | None = None
    for number in range(len(texts), 0, -1):
        line = texts[number - 1]
        if not line:
            continue
        is_labelled = (
            labels.answer_of(line) is not None
            or labels.explanation_of(line) is not None
            or labels.is_heading_of_key(line)
        )
        is_after_blank = number > 1 and not texts[number - 2]
        lines.append(Line(number, line, is_after_blank, upcoming, is_labelled))
        head = leading(line)
        if is_labelled:
            upcoming = None
        elif head:
            upcoming = head[0]
        else:
            upcoming = next((piece.mark for piece in cut(line, upcoming) if piece.mark), upcoming)
    return lines[::-1]


class Reader:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.by_number: dict[int, Draft] = {}
        self.place = "stem"  # or "options", "explanation", "key"
        self.explained: list[str] = []  # where the next line of an explanation goes
        self.numbers: list[int] = []  # at the head of a table of answers

    def read(self, text: str) -> list[Draft]:
        for line in lines_of(text):
            self._read_line(line)
        return self.drafts

    @property
    def draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _read_line(self, line: Line) -> None:
        if self._is_of_key(line) or self._is_labelled(line):
            return
        head = labels.head_of(line.text)
        if head and self._is_head(head, line):
            number, text, _worded = head
            self._begin(line.number, number)
            self._read_pieces(cut(text, line.next_mark), line)
            return
        self._read_pieces(cut(line.text, line.next_mark), line)

    # --- Lines that say what they are ------------------------------------------------------------

    def _is_labelled(self, line: Line) -> bool:
        draft = self.draft or self._begin(line.number)
        if labels.is_left_aside(line.text):
            draft.left_aside.append(line.text)
            return True
        answer = labels.answer_of(line.text)
        if answer is not None:
            draft.answer = answer[0]
            self._explain(draft.general, answer[1])
            return True
        explanation = labels.explanation_of(line.text)
        if explanation is None:
            return False
        self._explain(self._explained_by(draft, line), explanation)
        return True

    def _explain(self, lines: list[str], text: str) -> None:
        self.place, self.explained = "explanation", lines
        if text:
            lines.append(text)

    def _explained_by(self, draft: Draft, line: Line) -> list[str]:
        """Of an option, where each has its own below it; else of the whole question."""
        if not draft.options or draft.answer is not None:
            return draft.general
        last = draft.options[-1]
        is_between = line.next_mark is not None and line.next_mark.is_next_to(last.mark)
        others = draft.options[:-1]
        is_each = is_between or (bool(others) and all(option.explanation for option in others))
        return last.explanation if is_each else draft.general

    # --- The key at the end ----------------------------------------------------------------------

    def _is_of_key(self, line: Line) -> bool:
        if numbers := labels.numbers_of(line.text):
            self.numbers = numbers
            return True
        if self.numbers and (answers := labels.answers_below(line.text)):
            self._answer_all(dict(zip(self.numbers, answers, strict=False)))
            self.numbers = []
            return True
        if self.drafts and labels.is_heading_of_key(line.text):
            self.place = "key"
            return True
        if self.place != "key":
            return False
        return self._read_key(line)

    def _read_key(self, line: Line) -> bool:
        key = labels.key_of(line.text)
        for number, (answer, explanation) in key.items():
            self._answer_all({number: answer})
            draft = self.by_number.get(number)
            self.explained = draft.general if draft else []
            if explanation:
                self.explained.append(labels.explanation_of(explanation) or explanation)
        if key:
            return True
        if self.draft and self.draft.answer is None and answers_in(line.text)[0]:
            self.draft.answer = line.text
            return True
        explanation_text = labels.explanation_of(line.text)
        if line.next_mark is not None and line.next_mark.place == 1 and explanation_text is None:
            self.place = "explanation"  # another question comes
            return False
        self.explained.append(line.text if explanation_text is None else explanation_text)
        return True

    def _answer_all(self, key: dict[int, str]) -> None:
        for number, answer in key.items():
            if number in self.by_number:
                self.by_number[number].answer = answer

    # --- Questions and options -------------------------------------------------------------------

    def _begin(self, line: int, number: int | None = None) -> Draft:
        draft = self.draft
        if draft is None or draft.stem or draft.options or draft.answer is not None:
            draft = Draft(line)
            self.drafts.append(draft)
        draft.line, draft.number, self.place = line, number, "stem"
        if number is not None:
            self.by_number.setdefault(number, draft)
        return draft

    def _is_head(self, head: tuple[int, str, bool], line: Line) -> bool:
        """Whether this is the first line of a question, and neither an option nor a list."""
        number, text, is_worded = head
        draft, mark = self.draft, leading(line.text)
        if draft is None or not (draft.stem or draft.options):
            return not (mark and line.next_mark and line.next_mark.is_next_to(mark[0]) and not text)
        if is_worded:
            return True
        counts_on = draft.number is not None and number == draft.number + 1
        before_options = line.next_mark is not None and line.next_mark.place == 1
        if not draft.is_whole:
            return (
                counts_on
                and not draft.options
                and draft.number is not None
                and (before_options or bool(labels.answer_at_end(" ".join(draft.stem))[1]))
            )
        if mark and draft.options and mark[0].is_next_to(draft.options[-1].mark):
            return before_options
        if self.place == "explanation":
            return before_options and (counts_on or draft.number is None)
        return before_options or counts_on

    def _read_pieces(self, pieces: list[Piece], line: Line) -> None:
        for piece in pieces:
            if piece.mark is None:
                self._read_text(piece.text, line)
            else:
                self._read_option(piece, piece.mark, line)

    def _read_text(self, text: str, line: Line) -> None:
        draft = self.draft or self._begin(line.number)
        before_options = line.next_mark is not None and line.next_mark.place == 1
        before_options = before_options or "\n" in text
        is_over = draft.is_whole and self.place != "stem"
        if is_over and before_options and (line.is_after_blank or self.place == "explanation"):
            draft = self._begin(line.number)
        if self.place == "explanation" and draft.is_whole:
            self.explained.append(text)
        elif draft.options:
            draft.options[-1].lines.append(text)
        elif text:
            draft.stem.append(text)

    def _read_option(self, piece: Piece, mark: Mark, line: Line) -> None:
        draft = self.draft or self._begin(line.number)
        last = draft.options[-1].mark if draft.options else None
        if self.place == "explanation" and draft.answer is not None and draft.options:
            self._explain_option(draft, piece, mark)
        elif mark.is_next_to(last):
            self._add_option(draft, piece, mark)
        elif mark.place == 1 and draft.options:
            self._begin_options_again(draft, piece, mark, line)
        elif mark.place == 1 and (draft.stem or draft.number is not None):
            self._add_option(draft, piece, mark)
        else:
            self._read_text(line.text, line)

    def _add_option(self, draft: Draft, piece: Piece, mark: Mark) -> None:
        draft.options.append(Option([piece.text], mark, piece.is_marked_right, piece.before))
        self.place = "options"

    def _begin_options_again(self, draft: Draft, piece: Piece, mark: Mark, line: Line) -> None:
        """Options of another question whose stem was taken for the end of the last option; or what
        came before was a list within the stem."""
        last = draft.options[-1]
        if mark.style == last.mark.style and len(last.lines) > 1:
            stem = last.lines[1:]
            del last.lines[1:]
            draft = self._begin(line.number)
            draft.stem = stem
        else:
            draft.take_back_options()
        self._add_option(draft, piece, mark)

    def _explain_option(self, draft: Draft, piece: Piece, mark: Mark) -> None:
        """What is said of each option in the explanation of all; of a list, no more than a text."""
        option = next((option for option in draft.options if option.mark == mark), None)
        if option is None:
            self.explained.append(piece.text)
        else:
            self._explain(option.explanation, piece.text)
