"""Text as people type it: width, case, spaces and how a letter is put together make no difference.

A text is folded once and searched often. Where something stands in it is told by places in the text
itself, so that it can be marked there.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import takewhile

from texts.particles import is_particle

Span = tuple[int, int]

# What is part of the letter before it: accents, the later parts of a Hangul syllable, Kana's marks.
_JOINED = r"\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f"
# Spaces and hyphens, with which people write one word in two.
_GAP = r"\s\-\u2010-\u2013"
_PIECE = re.compile(
    rf"(?P<plain>[!-,.-~가-힣]+(?![{_JOINED}]))|(?P<gap>[{_GAP}]+)|.[{_JOINED}]*", re.DOTALL
)
_NOTHING = re.compile(
    rf"[{_GAP}\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufe0e\ufe0f\ufeff]"
)
# So many letters are hardly the end of a word and the beginning of the next by chance.
_LONG = 4
_LONGEST_PARTICLE = 8


def fold(text: str) -> str:
    """The letters that are compared, without the spaces between them."""
    return "".join(letters for letters, _start, _end in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded letters, and from where to where they stand in the text; none where a gap is."""
    for piece in _PIECE.finditer(text):
        if piece["plain"]:
            yield piece[0].lower(), piece.start(), piece.end()
        elif piece["gap"]:
            yield "", piece.start(), piece.end()
        elif letters := _NOTHING.sub("", _compared(piece[0])):
            yield letters, piece.start(), piece.end()


def _compared(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter).casefold()
    return unicodedata.normalize("NFKC", folded)


class Folded:
    """A text with what is compared of it; `source` is the text as it is shown."""

    __slots__ = ("_ends", "_gaps", "_places", "_starts", "letters", "source")

    def __init__(self, source: str) -> None:
        """Pieces of the text by where they stand: in the letters (`_places`), in the source."""
        self.source = source
        self._places, self._starts, self._ends = array("I"), array("I"), array("I")
        self._gaps = array("I")
        texts, length = [], 0
        for letters, start, end in _pieces(source):
            if not letters:
                self._gaps.append(length)
                continue
            self._places.append(length)
            self._starts.append(start)
            self._ends.append(end)
            texts.append(letters)
            length += len(letters)
        self.letters = "".join(texts)

    def has(self, word: str) -> bool:
        """Whether this folded word stands in it."""
        return next(self._hits(word), None) is not None

    def spans(self, word: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where in this part of the source the folded word stands, first to last."""
        first = self._place_of(start)
        last = len(self.letters) if end is None else self._place_of(end)
        for hit, hit_end in self._hits(word, first, last):
            yield self._source_of(hit)[0], self._source_of(hit_end - 1)[1]

    def _hits(self, word: str, first: int = 0, last: int | None = None) -> Iterator[Span]:
        start = self.letters.find(word, first, last)
        while start >= 0:
            end = start + len(word)
            is_hit = self._is_hit(start, end)
            if is_hit:
                yield start, end
            start = self.letters.find(word, end if is_hit else start + 1, last)

    def _is_hit(self, start: int, end: int) -> bool:
        """A part of a word is; over a gap it has to begin with a word, and a short one to end so:
        else 지도 would be found in "까지 도구" and 한글 in "한 글자"."""
        inner = bisect_right(self._gaps, start)
        if inner == len(self._gaps) or self._gaps[inner] >= end:
            return True
        is_after_gap = inner > 0 and self._gaps[inner - 1] == start
        if not is_after_gap and start and _are_one_word(*self.letters[start - 1 : start + 1]):
            return False
        return end - start >= _LONG or self._ends_word(end)

    def _ends_word(self, end: int) -> bool:
        """Whether nothing but a particle follows in the same word."""
        gap = bisect_left(self._gaps, end)
        stop = self._gaps[gap] if gap < len(self._gaps) else len(self.letters)
        last, following = self.letters[end - 1], self.letters[end:stop][: _LONGEST_PARTICLE + 1]
        of_word = "".join(takewhile(lambda letter: _are_one_word(last, letter), following))
        return not of_word or is_particle(of_word)

    def _place_of(self, at: int) -> int:
        """Of the letter at this place of the source, or the first one after it."""
        piece = bisect_right(self._ends, at)
        if piece == len(self._ends):
            return len(self.letters)
        into = at - self._starts[piece]
        return self._places[piece] + (into if into > 0 and self._is_even(piece) else 0)

    def _is_even(self, piece: int) -> bool:
        """Whether it has as many letters as in the source: ㎏ has two."""
        is_last = piece + 1 == len(self._places)
        following = len(self.letters) if is_last else self._places[piece + 1]
        return following - self._places[piece] == self._ends[piece] - self._starts[piece]

    def _source_of(self, place: int) -> Span:
        """From where to where the letter at this place stands in the source."""
        piece = bisect_right(self._places, place) - 1
        start = self._starts[piece]
        if not self._is_even(piece):
            return start, self._ends[piece]
        start += place - self._places[piece]
        return start, start + 1


def _are_one_word(letter: str, following: str) -> bool:
    """Whether no word ends between them: after a sign one does, and between Latin and Hangul."""
    is_border = letter.isascii() != following.isascii()
    return letter.isalnum() and following.isalnum() and not is_border
