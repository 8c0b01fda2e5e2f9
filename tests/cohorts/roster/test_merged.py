"""Cells of a roster that are merged over several rows stand for all of them."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cohorts.roster.heads import find_head
from cohorts.roster.lines import Line, lines_below
from cohorts.roster.reading import read
from intake.spreadsheets import Merged, Sheet
from tests.tables import examples

HEAD = ["연번", "소속", "직급", "성명", "이메일"]
BODY = [
    ["1", "총무과", "주무관", "김하나", "hana@example.kr"],
    ["2", "", "", "이두리", ""],
    ["3", "", "사무관", "박세나", ""],
    ["4", "세정과", "", "김민수", "minsu@example.kr"],
    ["5", "", "", "", ""],
]


def as_xlsx(rows: list[list[str]], merged: list[tuple[int, int, int, int]]) -> bytes:
    """The cells (top, left, bottom, right) merged, as Excel writes them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return out.getvalue()


def people(data: bytes) -> list[Line]:
    rows = read(data)
    head = find_head(rows)
    assert head is not None
    lines, _left_out = lines_below(rows, head)
    return lines


def told(lines: list[Line]) -> list[tuple[str, str, str]]:
    return [(line.name, line.department, line.job_grade) for line in lines]


def test_a_department_merged_over_rows_is_that_of_all_of_them() -> None:
    rows = [["참석자 명단", "", "", "", ""], HEAD, *BODY]
    merged = [(0, 0, 0, 4), (2, 1, 4, 1), (2, 2, 3, 2), (5, 1, 6, 1)]
    assert told(people(as_xlsx(rows, merged))) == [
        ("김하나", "총무과", "주무관"),
        ("이두리", "총무과", "주무관"),
        ("박세나", "총무과", "사무관"),
        ("김민수", "세정과", ""),
    ]


def test_a_head_of_two_rows_keeps_its_own_merged_cells() -> None:
    head = [["성명", "소속", ""], ["", "부처", "부서"]]
    body = [["김하나", "행안부", "총무과"], ["이두리", "", ""], ["박세나", "", "감사과"]]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (2, 1, 4, 1), (2, 2, 3, 2)]
    departments = [line.department for line in people(as_xlsx([*head, *body], merged))]
    assert departments == ["행안부 총무과", "행안부 총무과", "행안부 감사과"]


def test_what_is_not_merged_stays_empty() -> None:
    lines = people(as_xlsx([HEAD, *BODY], []))
    assert [line.department for line in lines] == ["총무과", "", "", "세정과"]


def test_somebody_merged_over_two_rows_is_the_same_person_twice() -> None:
    rows = [["성명", "연락처"], ["김하나", "내선 1"], ["", "내선 2"]]
    assert [line.name for line in people(as_xlsx(rows, [(1, 0, 2, 0)]))] == ["김하나", "김하나"]


@examples(10)
@given(st.data())
def test_whatever_is_merged_each_has_what_stands_over_them(data: st.DataObject) -> None:
    """Against plain Python: the last text at or above, within the merged cells."""
    count = data.draw(st.integers(1, 12))
    ends = sorted(data.draw(st.sets(st.integers(1, count), max_size=5)) | {count})
    rows, merged, expected, top = [["소속", "성명"]], [], [], 0
    for end in ends:
        rows += [[f"과{end}" if at == top else "", f"사람{at}"] for at in range(top, end)]
        is_merged = end - top > 1 and data.draw(st.booleans())
        if is_merged:
            merged.append((top + 1, 0, end, 0))
        expected += [f"과{end}" if at == top or is_merged else "" for at in range(top, end)]
        top = end
    assert [line.department for line in people(as_xlsx(rows, merged))] == expected


@pytest.mark.parametrize("merged", [[Merged(0, 0, 10**6)] * 10**5, [Merged(10**6, 0, 10**7)]])
def test_a_made_up_file_takes_no_longer_than_its_rows(merged: list[Merged]) -> None:
    """A hundred thousand merged cells over each other, or far beyond the end."""
    sheet = Sheet([["과"], *([""] for _ in range(10_000))], merged)
    sheet.fill_down([0], start=0)
    assert {cells[0] for cells in sheet.rows[1:]} == ({"과"} if len(merged) > 1 else {""})
