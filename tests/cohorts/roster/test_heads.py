"""Whatever official form a list has, the same people are read of it, and it is told what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.roster.checking import check
from cohorts.roster.heads import WITHIN, find_head
from cohorts.roster.lines import Line, in_one_piece, lines_below
from cohorts.roster.reading import read
from courses.models import Cohort
from intake.spreadsheets import UnreadableTableError
from tests.cohorts.roster.shapes import PEOPLE, Shape, shapes
from tests.cohorts.roster.test_reading import ENCODINGS, as_csv, as_xlsx
from tests.factories import UserFactory
from tests.tables import examples

NAMES = [["이름"], ["김하나"], ["이두리"]]


def read_people(rows: list[list[str]]) -> tuple[list[Line], list[tuple[int, str]]]:
    head = find_head(rows)
    assert head is not None
    return lines_below(rows, head)


def as_told(line: Line) -> tuple[str, ...]:
    return (line.name, line.department, line.job_grade, line.staff_number, line.email)


def holds(shape: Shape, rows: list[list[str]]) -> None:
    people, left_out = read_people(rows)
    assert [as_told(line) for line in people] == PEOPLE
    texts = [text for _number, text in left_out]
    for note in shape.nobody:
        assert " ".join(" ".join(note).split())[:60] in texts
    for number, text in left_out:
        assert " ".join(" ".join(rows[number - 1]).split())[:60] == text
    for line in people:
        assert line.name in "".join(rows[line.number - 1])


@examples(150)
@given(shapes(), st.sampled_from(ENCODINGS), st.sampled_from(",;\t"))
def test_the_same_seven_people_are_read_of_every_csv(
    shape: Shape, encoding: str, separator: str
) -> None:
    holds(shape, read(as_csv(shape.rows, encoding, separator)))


@pytest.mark.full
@examples(3)
@given(shapes())
def test_the_same_seven_people_are_read_of_every_xlsx(shape: Shape) -> None:
    holds(shape, read(as_xlsx(shape.rows)))


@pytest.mark.parametrize(
    ("rows", "department"),
    [
        ([["성명", "부처", "부서"], ["김하나", "행정안전부", "총무과"]], "행정안전부 총무과"),
        (
            [["성명", "소속", ""], ["", "부처", "부서"], ["김하나", "행안부", "총무과"]],
            "행안부 총무과",
        ),
        ([["성명", "소속"], ["김하나", "-"]], ""),
        ([["성명", "소속 및 직급"], ["김하나", "총무과 주무관"]], "총무과 주무관"),
    ],
)
def test_a_department_may_stand_in_several_columns(rows: list[list[str]], department: str) -> None:
    (line,), _left_out = read_people(rows)
    assert (line.name, line.department) == ("김하나", department)


@pytest.mark.parametrize(
    ("row", "is_person"),
    [
        (["이상", "", ""], True),
        (["계하나", "", ""], True),
        (["총명희", "", ""], True),
        (["", "총무과", ""], True),  # somebody without a name: a fault, not silently left out
        (["", "", "3"], False),
        (["소계", "", ""], False),
        (["", "총무과 소계", "2"], False),
        (["이름", "소속", "연번"], False),
        (["비 고", "오전만", ""], False),
        (["작성일: 2026. 11. 27.", "", ""], False),
    ],
)
def test_who_is_nobody(row: list[str], is_person: bool) -> None:
    people, left_out = read_people([["이름", "소속", "연번"], ["김하나", "총무과", "1"], row])
    assert len(people) == 1 + is_person
    assert len(left_out) == 1 - is_person


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("김 하 나", "김하나"),
        ("이  산", "이산"),
        ("O'Neil 선", "O'Neil 선"),
        ("남궁 산", "남궁 산"),
    ],
)
def test_a_name_spread_over_its_cell_is_read_in_one_piece(name: str, kept: str) -> None:
    assert in_one_piece(name) == kept


def test_a_head_is_looked_for_in_the_first_rows_only() -> None:
    titles = [[f"{number}번째 줄"] for number in range(WITHIN)]
    assert find_head([*titles[1:], *NAMES]) is not None
    assert find_head([*titles, *NAMES]) is None


@pytest.mark.django_db
def test_without_a_head_it_is_told_what_stands_there(messages_in_english: None) -> None:
    rows = [["2026년 명단"], [], ["연번", "부서", "전화"], ["1", "총무과", "1234"]]
    with pytest.raises(UnreadableTableError, match=r"Row 1: 2026년 명단. Row 3: 연번, 부서, 전화."):
        check(rows, Cohort(), UserFactory.create())


@pytest.mark.parametrize("text", ["[", "<", "(", "〔", "[a", "[영", " ", "가(", "총", "합계"])
def test_what_no_heading_has_is_soon_looked_through(text: str) -> None:
    """A file of 100,000 brackets took hours: each was followed to the end, and back."""
    rows = [[text * 100_000], ["이름"], ["김하나"], [text * 100_000]]
    people, _left_out = read_people(rows)
    assert people[0].name == "김하나"
