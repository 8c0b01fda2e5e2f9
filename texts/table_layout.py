"""How a table is shown: as it stands, or on a phone as rows of label and value.

Whether it fits is judged by its words, so that no script has to measure it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from texts.markup import words_of

# In widths of a Korean letter: what a phone of 360 px has room for, and the column of a text;
# in a box or a list there is less.
PHONE, PHONE_INSIDE = 20.0, 16.5
COLUMN, COLUMN_INSIDE = 36.0, 32.0
_PADDING = 1.5


@dataclass(frozen=True)
class Cell:
    opening: Token
    content: Token
    closing: Token

    @property
    def words(self) -> str:
        return words_of(self.content.children or [])

    @property
    def can_be_pressed(self) -> bool:
        """Whether it has a term or a link."""
        kinds = {token.type for token in self.content.children or []}
        return bool(kinds & {"term", "link_open"})


@dataclass
class Table:
    """The tokens of one table, by its rows; the head is the first of them."""

    opening: Token
    parts: list[Token] = field(default_factory=list)  # groups of rows, and rows
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [cell.words for cell in self.rows[0]]

    @property
    def names_rows(self) -> bool:
        """Whether each row is called by its first cell, as it is there and no other is like it."""
        names = [row[0].words for row in self.rows[1:]]
        return len(self.labels) > 1 and all(names) and len(set(names)) == len(names)

    @property
    def stands(self) -> bool:
        """Whether no line of it breaks on a phone."""
        return self._width(words=False) <= (PHONE_INSIDE if self.opening.level else PHONE)

    @property
    def is_wide(self) -> bool:
        """Whether its longest words have no room beside each other even on a desk."""
        return self._width(words=True) > (COLUMN_INSIDE if self.opening.level else COLUMN)

    def _width(self, *, words: bool) -> float:
        columns = zip(*([cell.words for cell in row] for row in self.rows), strict=False)
        return sum(
            _PADDING + max(_width_of(part) for text in column for part in _parts(text, words))
            for column in columns
        )


def tables(tokens: Sequence[Token]) -> Iterator[Table]:
    """Every table of a text."""
    table: Table | None = None
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            table = Table(token)
        elif table is None:
            continue
        elif token.type in {"thead_open", "tbody_open"}:
            table.parts.append(token)
        elif token.type == "tr_open":
            table.parts.append(token)
            table.rows.append([])
        elif token.type in {"th_open", "td_open"}:
            table.rows[-1].append(Cell(*tokens[index : index + 3]))
        elif token.type == "table_close":
            yield table
            table = None


def with_captions(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a text, a bold line of its own above a table moved into it as its caption."""
    moved: list[Token] = []
    for token in tokens:
        moved.append(token)
        if token.type == "table_open" and _is_bold_line(moved[-4:-1]):
            opening, closing = Token("caption_open", "caption", 1), Token("caption_close", "", -1)
            closing.tag, opening.block, closing.block = "caption", True, True
            moved[-4:] = [token, opening, *moved[-4:-1], closing]
    return moved


def _is_bold_line(tokens: Sequence[Token]) -> bool:
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    kinds = [part.type for part in tokens[1].children or [] if part.type != "text" or part.content]
    is_one = kinds.count("strong_open") == 1 and not tokens[0].hidden
    return is_one and kinds[0] == "strong_open" and kinds[-1] == "strong_close"


def _parts(text: str, words: bool) -> list[str]:
    return (text.split() if words else [text]) or [""]


def _width_of(text: str) -> float:
    return sum(map(_width_of_sign, text))


def _width_of_sign(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA":
        return 1.0
    return 0.58 if sign.isalnum() else 0.35
