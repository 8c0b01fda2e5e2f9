"""The people of a roster as they stand below its head, and the rows that are none."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cohorts.roster.heads import Head, bare, field_of

# Of a sum, or of the end of the list: 합계, 총 7명, 이상 7명, 끝. Letters and digits only.
SUM = re.compile(
    r"(총|합|소|누|전체)?계(\d+[명인]?)?|총?(인원수?|원)?\d+[명인]|총(원|인원)"
    r"|이상\d+[명인]끝?|끝|이하(여백|빈칸)"
)
PART_SUM = re.compile(r".*(소계|합계)")
NOTE = re.compile(
    r"\s*(※|＊|\*|비\s*고|참\s*고|붙\s*임|주\s*[):：]|(작성|담당|문의|출처|기준)[^\s:：]{0,4}\s*[:：]"
    r"|작성자|작성일|문의처|기준일)"
)
# What an empty cell is filled with.
NOTHING = {"-", "–", "—", "ㅡ", "―", ".", "없음", "해당없음", "해당 없음"}
LONGEST_TOLD = 60


@dataclass
class Line:
    """One person of the roster; `outcome` is new, enrol, here, twice or fault.

    `number` is the row as a spreadsheet counts it; `given` is the username as the roster has it,
    `username` that of the account, which may be made. `faults` are (column, reason). Where
    `is_guess`, the person was recognised by the name alone: a facilitator may say that it is
    somebody else (`is_other`).
    """

    number: int
    name: str
    email: str = ""
    username: str = ""
    outcome: str = "new"
    person: int | None = None
    notice: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    given: str = ""
    staff_number: str = ""
    department: str = ""
    job_grade: str = ""
    is_guess: bool = False
    is_other: bool = False

    def refuse(self, column: str, reason: str) -> None:
        self.outcome = "fault"
        self.faults.append((column, reason))

    def tell(self, notice: str) -> None:
        self.notice = f"{self.notice} {notice}".strip()

    def again(self) -> "Line":
        """As it was read, to be checked once more; who is new keeps the username made for them."""
        return Line(
            self.number,
            self.name,
            self.email,
            self.username if self.outcome == "new" else self.given,
            staff_number=self.staff_number,
            department=self.department,
            job_grade=self.job_grade,
            is_other=self.is_other,
        )

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def lines_below(
    rows: Sequence[Sequence[str]], head: Head
) -> tuple[list[Line], list[tuple[int, str]]]:
    """The people, and the rows left out: each with its number and what stands in it."""
    people, left_out = [], []
    headings = [list(row) for row in rows[head.start : head.end]]
    for number, row in enumerate(rows[head.end :], head.end + 1):
        cells = {
            field_name: " ".join(filter(None, (row[at] for at in places if at < len(row))))
            for field_name, places in head.places.items()
        }
        if list(row) in headings or _is_nobody(row, cells):
            text = " ".join(" ".join(filter(None, row)).split())
            if text:
                left_out.append((number, text[:LONGEST_TOLD]))
        else:
            people.append(_line(number, cells))
    return people, left_out


def _is_nobody(row: Sequence[str], cells: dict[str, str]) -> bool:
    """A sum, a note, a head as of another page, or a number that was printed beforehand."""
    name = cells["name"]
    start = next(filter(None, row), "")
    if not any(cells.values()) or field_of(name) == "name" or SUM.fullmatch(bare(name)):
        return True
    if NOTE.match(start) and name in ("", start):
        return True
    has_no_name = not any(letter.isalpha() for letter in name)
    return has_no_name and any(
        SUM.fullmatch(bare(cell)) or PART_SUM.fullmatch(bare(cell)) for cell in row if cell
    )


def _line(number: int, cells: dict[str, str]) -> Line:
    filled = {key: "" if cell in NOTHING else cell for key, cell in cells.items() if key != "name"}
    return Line(
        number,
        in_one_piece(cells["name"]),
        unicodedata.normalize("NFKC", filled.get("email", "")).lower(),
        filled.get("username", ""),
        staff_number=unicodedata.normalize("NFKC", filled.get("staff_number", "")),
        department=_on_one_line(filled.get("department", "")),
        job_grade=_on_one_line(filled.get("job_grade", "")),
    )


def in_one_piece(name: str) -> str:
    """A name as it is kept: of one that tables spread out (김 하 나) the letters together."""
    parts = unicodedata.normalize("NFC", name).split()
    is_spread = len(parts) > 1 and all(re.fullmatch("[가-힣]", part) for part in parts)
    return ("" if is_spread else " ").join(parts)


def _on_one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
