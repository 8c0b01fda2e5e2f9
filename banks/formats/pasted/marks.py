"""What stands at the head of an option, or names one: ③, 3), (3), C., 다., and what says it is so.

Signs are looked for in a copy of the line with ASCII in place of full-width forms, letter by letter
as long as the line itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# First sign of each row of signs in Unicode, and how many there are.
_ROWS = {
    "①": 20, "❶": 10, "➀": 10, "➊": 10, "⓵": 10, "⑴": 20, "⒈": 20,
    "ⓐ": 26, "Ⓐ": 26, "⒜": 26, "㉠": 14, "㉮": 14, "㈀": 14, "㈎": 14,
}  # fmt: skip
_SIGNS = {chr(ord(first) + at): (first, at + 1) for first, n in _ROWS.items() for at in range(n)}
_SYLLABLES, _JAMO = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_ROWS_OF_LETTERS = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", _SYLLABLES, _JAMO)
DIGITS = "1"
_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SIGN = f"[{''.join(_SIGNS)}]"
_NAME = rf"(?:\d{{1,3}}|[A-Za-z{_SYLLABLES}{_JAMO}])"
# "1.5배" is a number and "A.I" a word; "1)가" is an option.
_LEADING = re.compile(
    rf"(?P<right>[*√✓✔☑]\s*)?(?:(?P<sign>{_SIGN})\s*"
    rf"|(?P<open>\(?)(?P<name>{_NAME})(?P<close>\)|\.(?=\s|$)|\.(?=[가-힣])(?<=\d\.))\s*)"
)
_INLINE = re.compile(rf"(?<!\()({_SIGN})(?!\s*\))\s*")
_IN_COLUMNS = re.compile(r"(?:\t|[ ]{2,})\s*(?=\S)")
_RIGHT = re.compile(
    r"\s*(?:[(\[]\s*(?:정답|답|[Oo○]|correct)\s*[)\]]|(?:←|<-|⇐)\s*정답|[√✓✔])\s*$", re.IGNORECASE
)
_ANSWER = re.compile(
    rf"\(?\s*(?:({_SIGN})|(\d{{1,2}})|([A-Za-z{_SYLLABLES}{_JAMO}])(?![A-Za-z가-힣]))\s*[).]?\s*번?"
)
_BETWEEN = re.compile(r"\s*(?:,|·|/|및|와|과|and|&)?\s*")
YES, NO = (
    {"O", "○", "◯", "⭕", "맞다", "참", "T", "TRUE", "예"},
    {
        *("X", "×", "✕", "✗", "❌", "틀리다", "거짓", "F", "FALSE", "아니오"),
    },
)


@dataclass(frozen=True)
class Mark:
    """The style of a mark, such as "①" or "1)", and its place from 1."""

    style: str
    place: int

    @property
    def is_number(self) -> bool:
        return DIGITS in self.style

    def is_next_to(self, other: "Mark | None") -> bool:
        return other is not None and (other.style, other.place + 1) == (self.style, self.place)


@dataclass(frozen=True)
class Piece:
    """A part of a line: what its mark is, if it has one, and whether that says it is right."""

    text: str
    mark: Mark | None = None
    is_marked_right: bool = False
    before: str = ""  # the mark as it is written


def plain(line: str) -> str:
    """With ASCII for full-width forms."""
    return line.translate(_ASCII)


def leading(line: str) -> tuple[Mark, int, bool] | None:
    """The mark at the head of the line, where its text begins, whether a star is before it."""
    match = _LEADING.match(plain(line))
    if match is None:
        return None
    is_right = match["right"] is not None
    if match["sign"]:
        return Mark(*_SIGNS[match["sign"]]), match.end(), is_right
    style, place = _place_of(match["name"])
    return Mark(f"{match['open']}{style}{match['close']}", place), match.end(), is_right


def _place_of(name: str) -> tuple[str, int]:
    if name.isdecimal():
        return DIGITS, int(name)
    row = next(row for row in _ROWS_OF_LETTERS if name in row)
    return row[0], row.index(name) + 1


def cut(line: str, following: Mark | None) -> list[Piece]:
    """The line at its marks; `following` is the mark at the head of a line after it.

    Several options may stand in a line, and the first ones behind the stem. A mark that comes
    again below is one that this line only speaks of.
    """
    head = leading(line)
    mark, start, is_right = head or (None, 0, False)
    cuts = [(mark, 0, start)] if mark else []
    for within, begin, end in _within(line, start, mark):
        previous = cuts[-1] if cuts else (None, 0, 0)
        is_next = within.is_next_to(previous[0]) if previous[0] else within.place == 1
        if is_next and (line[previous[2] : begin].strip() or previous[0] is None):
            cuts.append((within, begin, end))
    while len(cuts) > bool(head) and not _goes_on(cuts[-1][0], following, len(cuts), bool(head)):
        cuts.pop()
    if not cuts:
        return [Piece(line)]
    pieces = [Piece(line[: cuts[0][1]].strip())] if cuts[0][1] else []
    ends = [begin for _mark, begin, _end in cuts[1:]] + [len(line)]
    for (own, begin, text), end in zip(cuts, ends, strict=True):
        starred = is_right and own == mark
        pieces.append(Piece(line[text:end].strip(), own, starred, line[begin:text]))
    return pieces


def _goes_on(last: Mark | None, following: Mark | None, cuts: int, has_head: bool) -> bool:
    """Whether the last mark within a line is one of its own, by what comes below."""
    if last is None:
        return True
    if following is not None and following.style == last.style and following.place > 1:
        return following.place == last.place + 1
    return has_head or cuts > 1


def _within(line: str, start: int, mark: Mark | None) -> Iterator[tuple[Mark, int, int]]:
    """Marks after the start, each with where it begins and where its text does."""
    if mark is None or mark.style in _ROWS:
        for match in _INLINE.finditer(plain(line), start):
            sign = Mark(*_SIGNS[match[1]])
            if mark is None or sign.style == mark.style:
                yield sign, match.start(), match.end()
        return
    for gap in _IN_COLUMNS.finditer(line, start):
        head = leading(line[gap.end() :])
        if head and head[0].style == mark.style:
            yield head[0], gap.end(), gap.end() + head[1]


def without_right_sign(text: str) -> str:
    """The text of an option without the sign that says it is right; the same if it has none."""
    return _RIGHT.sub("", text)


def answers_in(text: str) -> tuple[list[int], str]:
    """The places that the text names at its beginning, and what comes after them."""
    text, places, at = plain(text), [], 0
    while match := _ANSWER.match(text, at):
        sign, number, letter = match.groups()
        place = _SIGNS[sign][1] if sign else int(number or 0) or _place_of(letter)[1]
        after = _BETWEEN.match(text, match.end())
        places.append(place)
        at = after.end() if after else match.end()
        if after and not after[0].strip():
            break
    return places, text[at:].strip()


def truth_of(text: str) -> bool | None:
    """Whether it says that a statement is true, or that it is not; None if neither."""
    word = plain(text).strip(" ().[]").upper()
    return True if word in YES else False if word in NO else None


def counts_up(places: list[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(places))
