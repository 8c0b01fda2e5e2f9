"""The lines of a drawing, as rows and settings, and what is wrong with them."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Self

from django.utils.translation import gettext

_COLON = re.compile(r"\s*(?::\s+|：\s*|:$)")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?", re.ASCII)
_DASH = re.compile(r"\s*[–—~-]\s*")
MOST_ROWS = 30
MOST_PARTS = 30
# Shades that are told apart on grey paper.
MOST_KINDS = 5


@dataclass(frozen=True)
class Row:
    line: int
    label: str
    content: str

    @property
    def parts(self) -> list[str]:
        return [part.strip() for part in self.content.split("|")]


@dataclass
class Source:
    """What an author wrote; `words` say what is to be seen, in place of what the data say."""

    first_line: int
    rows: list[Row] = field(default_factory=list)
    settings: dict[str, Row] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(
        cls, lines: Iterable[tuple[int, str]], first_line: int, settings: Collection[str]
    ) -> "Source":
        source = cls(first_line)
        for number, line in lines:
            colon = _COLON.search(line)
            label, content = (line[: colon.start()], line[colon.end() :]) if colon else ("", line)
            row = Row(number, label.strip(), content.strip())
            if row.label in (*settings, "words"):
                source._set(row)
            else:
                source.rows.append(row)
        if not source.rows:
            source.report(first_line, gettext("There is nothing in this drawing yet."))
        if len(source.rows) > MOST_ROWS:
            message = gettext("A drawing has at most %(number)d rows: part it in two.")
            source.report(source.rows[MOST_ROWS].line, message % {"number": MOST_ROWS})
        return source

    def _set(self, row: Row) -> None:
        if row.label in self.settings:
            message = gettext("“%(name)s:” is said twice.") % {"name": row.label}
            self.report(row.line, message)
        if not row.content:
            message = gettext("Nothing stands after “%(name)s:”.") % {"name": row.label}
            self.report(row.line, message)
        self.settings[row.label] = row

    def report(self, line: int, message: str) -> None:
        self.faults.append((line, message))

    def setting(self, name: str) -> str:
        row = self.settings.get(name)
        return row.content if row else ""

    @property
    def words(self) -> str:
        return self.setting("words")

    def kinds(self, names: Iterable[tuple[int, str]]) -> list[str]:
        """Each has a shade of its own, in the order of `kinds:`, else as they come first."""
        row = self.settings.get("kinds")
        listed = [(row.line, part) for part in row.parts] if row else []
        kinds: list[str] = []
        for line, name in [*listed, *names]:
            if name not in kinds:
                kinds.append(name)
                if len(kinds) == MOST_KINDS + 1:
                    message = gettext("A drawing tells at most %(number)d kinds apart.")
                    self.report(line, message % {"number": MOST_KINDS})
        return kinds

    def scale(self, most: float) -> tuple[float, float]:
        """From where to where the drawing goes: as set, else from 0 to the most in it."""
        row = self.settings.get("scale")
        if row is None:
            return 0, most or 1
        ends = span_of(row.content)
        if ends is None or ends[0] >= ends[1]:
            message = gettext("Write the scale as from–to, such as 0–100.")
            self.report(row.line, message)
            return 0, most or 1
        return ends


def number_of(text: str) -> float | None:
    """A number as people write it: 16.4 or 1,200."""
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def span_of(text: str) -> tuple[float, float] | None:
    """Two numbers with a dash between them: 0–1.5."""
    for dash in _DASH.finditer(text):
        ends = number_of(text[: dash.start()]), number_of(text[dash.end() :])
        if ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1]
    return None


def fits(text: str, width: float) -> bool:
    """Whether it has room in this many per cent of a phone's 300 px: a syllable is 14 px wide."""
    return sum(14 if letter > "\u1100" else 8 for letter in text) <= 3 * width - 2


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)


class Drawing(ABC):
    """One kind of drawings; `said` is what it shows, in words."""

    settings: ClassVar[Collection[str]] = ()

    @classmethod
    @abstractmethod
    def read(cls, source: Source) -> Self | None:
        """The drawing; what is wrong is reported to the source."""

    @property
    @abstractmethod
    def said(self) -> str:
        """For those who do not see it."""


def sentence(label: str, parts: Iterable[str]) -> str:
    """A row in words: `Server: one, two.`"""
    listed = ", ".join(part for part in parts if part)
    return (f"{label}: {listed}" if label else listed) + "."
