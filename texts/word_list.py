"""Word lists: which words a course does not use, and what it says instead.

A line is `what it says: stem, stem, -exception`. A stem is found where a word begins with it, in
whatever case and however its letters are put together. One that ends without a final consonant is
found with one too: 견주 stands in 견준 and 견줍니다.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from texts.faults import Fault

LONGEST_WORD = 40
_LONGEST_SHOWN = 30
_PARTED = re.compile("[:：]")
_COMMA = re.compile("[,，]")
_BEGINNING = re.compile(r"(?<![^\W_])[^\W_]")
_REST = re.compile(r"[^\W_]*")
_FIRST, _LAST, _FINALS = ord("가"), ord("힣"), 28


@dataclass(frozen=True)
class Entry:
    """What to say instead of which stems, but where a word begins with an exception."""

    line: int
    use: str
    stems: tuple[str, ...]
    exceptions: tuple[str, ...]

    def words(self) -> Iterator[tuple[str, str]]:
        """Each with what to say instead, "" for an exception."""
        yield from ((stem, self.use) for stem in self.stems)
        yield from ((exception, "") for exception in self.exceptions)


@dataclass(frozen=True)
class Hit:
    """A word of the list in a text: how many line breaks before it, the word, and what to say."""

    breaks: int
    word: str
    use: str

    @property
    def sentence(self) -> str:
        sentence = _("“%(word)s” is on the word list of the course, which says “%(use)s”.")
        return sentence % {"word": self.word, "use": self.use}


@dataclass
class WordList:
    """The entries of a list, its faults, and the stems by which they are found."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _uses: dict[str, str] = field(default_factory=dict)  # by stem; "" for an exception
    _lengths: list[int] = field(default_factory=list)
    _firsts: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, source: str) -> "WordList":
        words = cls()
        for number, line in enumerate(source.split("\n"), 1):
            if line.strip():
                words._read(number, line)
        words._index()
        words._check()
        return words

    def __bool__(self) -> bool:
        return bool(self.entries)

    def find(self, text: str) -> Iterator[Hit]:
        """Each word that begins with a stem; where several do, the longest counts."""
        folded = _folded(text)
        words, breaks, counted = folded.replace("\n", " "), 0, 0
        for match in _BEGINNING.finditer(words):
            if _open(match[0]) not in self._firsts:
                continue
            place = match.start()
            use, length = self._longest_at(words, place)
            if use:
                breaks, counted = breaks + folded.count("\n", counted, place), place
                ending = _REST.match(words, place + length)
                whole = words[place : ending.end() if ending else place + length]
                yield Hit(breaks, whole[:_LONGEST_SHOWN], use)

    def _longest_at(self, words: str, place: int) -> tuple[str, int]:
        """What to say for the stem that stands here, "" if none does, and its length."""
        for length in self._lengths:
            piece = words[place : place + length]
            use = self._uses.get(piece)
            if use is None and len(piece) == length:
                use = self._uses.get(_opened(piece))
            if use is not None:
                return use, length
        return "", 0

    def _read(self, number: int, line: str) -> None:
        use, *others = _PARTED.split(line, maxsplit=1)
        listed = [word.strip() for word in _COMMA.split(others[0] if others else "")]
        stems = tuple(word for word in listed if word and not word.startswith("-"))
        exceptions = tuple(word[1:].strip() for word in listed if word.startswith("-"))
        if not use.strip() or not stems:
            reason = _(
                "A line says a word to use, a colon, and the beginnings of those not to use, such "
                "as “compare: contrast, weigh, -weight”."
            )
            self._report(number, reason)
        for word in (*stems, *exceptions):
            self._check_word(number, word)
        self.entries.append(Entry(number, use.strip(), stems, exceptions))

    def _check_word(self, number: int, word: str) -> None:
        if len(word) > LONGEST_WORD:
            reason = _("“%(word)s” is longer than %(most)d letters.")
        elif not _BEGINNING.match(word):
            reason = _("“%(word)s” begins with no letter, so it is never found.")
        else:
            return
        self._report(number, reason % {"word": word[:LONGEST_WORD], "most": LONGEST_WORD})

    def _index(self) -> None:
        lines: dict[str, int] = {}
        for entry in self.entries:
            for word, use in entry.words():
                folded = _folded(word)
                if not _can_be_found(word):
                    continue
                if folded in lines:
                    reason = _("“%(word)s” stands in line %(line)d already.")
                    self._report(entry.line, reason % {"word": word, "line": lines[folded]})
                    continue
                lines[folded] = entry.line
                self._uses[folded] = use
        self._lengths = sorted({len(word) for word in lines}, reverse=True)
        self._firsts = {_open(word[0]) for word in lines}

    def _check(self) -> None:
        for entry in self.entries:
            stems = {_folded(stem) for stem in entry.stems}
            for exception in filter(_can_be_found, entry.exceptions):
                if not _begins_with_one(_folded(exception), stems):
                    reason = _("“-%(word)s” begins with none of the words of this line.")
                    self._report(entry.line, reason % {"word": exception})
            for hit in self.find(entry.use):
                reason = _("“%(word)s” is what this line says to use, and the list finds it.")
                self._report(entry.line, reason % {"word": hit.word})

    def _report(self, line: int, reason: str) -> None:
        self.faults.append(Fault(line=line, message=reason))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _can_be_found(word: str) -> bool:
    return len(word) <= LONGEST_WORD and _BEGINNING.match(word) is not None


def _open(letter: str) -> str:
    """A syllable without its final consonant, any other letter as it is."""
    if not _FIRST <= ord(letter) <= _LAST:
        return letter
    return chr(ord(letter) - (ord(letter) - _FIRST) % _FINALS)


def _opened(piece: str) -> str:
    return piece[:-1] + _open(piece[-1])


def _begins_with_one(word: str, stems: set[str]) -> bool:
    pieces = (word[:length] for length in range(1, len(word) + 1))
    return any(piece in stems or _opened(piece) in stems for piece in pieces)
