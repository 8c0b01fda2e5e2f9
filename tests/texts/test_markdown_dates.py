"""Korean dates at the beginning of a line are text, and numbered lists stay lists."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import cells
from tests.texts.markdown_context import block, html, lines_at_fault

DATES = [
    "2026. 11. 26. 시행되었다.",
    "2026. 12. 1.(화) 14:00에 모입니다.",
    "2026.  1.  5. 신년회",
    "2026. 11.",
    "2026. 11. 시행",
    "2026. 시행",
    "2026.",
    "2026) 시행",
    "1999. 12. 31. 까지",
    "2026.11.26. 시행",
    "2026. 11.26. 시행",
    "26. 11. 26. 시행",
    "26. 11.26. 시행",
    "11. 26.(수) 모임",
    "1. 2. 모임",
    "1. 2.(금)까지",
    "1. 2. 3. 항목",
    "2026.\u00a011.\u00a026. 시행",
    "2026. 11.\u300026. 시행",
    "11. \u00a026. 시행",
    "11. ２６．(수)",
    "２０２６． １１． ２６． 시행",
    "1592. 4. 13.(음력) 시작",
    "11. 26(수) 모임",
    "9. 1 ~ 9. 30 접수",
    "02) 3150-1234",
    "01. 개요",
]


def words(rendered: str) -> str:
    return re.sub(r"<.*?>", "", rendered).replace("&nbsp;", "\u00a0").strip()


PLACES = [
    "모임은\n{}",
    "2026. 11. 26. 시행\n{}",
    "2026. 11. 26. 시행\n\n{}",
    "> {}",
    "> 글\n{}",
    "::: analogy\n{}\n:::",
    ":::: deep-dive\n- 글\n\n  {}\n::::",
    "글[^1]\n\n[^1]: {}",
    "글[^1]\n\n[^1]: 글\n\n    {}",
    "용어\n: {}",
    "- {}",
    "- [ ] {}",
    "- 글\n{}",
    "- 글\n\n{}",
    "- 글\n\n  {}",
    "날짜 | 내용\n---|---\n{} | 글",
    "| 날짜 |\n|---|\n| {} |",
    "   {}",
]


@pytest.mark.parametrize("line", DATES)
def test_a_line_that_begins_with_a_date_is_text(line: str) -> None:
    assert html(line) == f"<p>{line}</p>".replace("\u00a0", "&nbsp;")


@pytest.mark.parametrize(("line", "place"), cells(DATES, PLACES))
def test_a_date_is_text_wherever_a_line_begins(place: str, line: str) -> None:
    found = html(place.format(line))
    assert re.sub("<ol>\n<li id=.*", "", found).count("<ol") == 0
    assert line in words(found)


@pytest.mark.parametrize("item", [line for line in DATES if re.match("[12２]\\S{3}[.．]", line)])
def test_an_item_of_a_list_may_begin_with_a_date(item: str) -> None:
    found = html(f"1. {item}\n2. 글")
    assert found.count("<ol") == 1
    assert found.count("<li>") == 2
    assert item in words(found)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_ends_before_a_date(gap: str) -> None:
    found = html(f"1. 첫째\n2. 둘째{gap}2026. 12. 1.(화) 모임\n\n2027. 1. 2. 모임")
    assert found.count("<ol") == 1
    assert found.count("<li>") == 2
    assert "2026. 12. 1.(화) 모임" in words(found)
    assert "<p>2027. 1. 2. 모임</p>" in found


@pytest.mark.parametrize(
    ("source", "start", "items"),
    [
        ("1. 첫째\n2. 둘째", None, 2),
        ("1. 첫째\n\n2. 둘째", None, 2),
        ("1) 첫째\n2) 둘째", None, 2),
        ("3. 14일 안에\n4. 30일 안에", 3, 2),
        ("11. 열한째\n12. 열두째", 11, 2),
        ("1. 2026년에는 바뀐다", None, 1),
        ("1. 2.5배 빠르다\n2. 3.14는 원주율", None, 2),
        ("1. 11월 26일", None, 1),
        ("1899. 항목", 1899, 1),
        ("2200. 항목", 2200, 1),
        ("202. 항목", 202, 1),
        ("20260. 항목", 20260, 1),
        ("1. 100개. 모두", None, 1),
        ("글\n1. 첫째\n2. 둘째", None, 2),
        ("회의일: 11. 26.\n1. 개회\n2. 보고", None, 2),
        ("회의일: 2026. 11. 26.\n1. 개회\n2. 보고", None, 2),
    ],
)
def test_a_numbered_list_is_one(source: str, start: int | None, items: int) -> None:
    found = html(source)
    assert ("<ol>" if start is None else f'<ol start="{start}">') in found
    assert found.count("<li>") == items
    assert found.count("<ol") == 1


def test_a_list_in_a_list_is_one() -> None:
    assert html("1. 첫째\n   1. 하나\n   2. 둘\n2. 둘째").count("<ol>") == 2


@pytest.mark.parametrize(
    ("numbers", "values"),
    [
        ([1, 2, 3], {}),
        ([1, 1, 1], {}),
        ([3, 5, 6, 9], {1: 5, 3: 9}),
        ([1, 2, 2, 4], {}),
        ([1, 10, 20], {1: 10, 2: 20}),
        ([5, 1, 2], {1: 1}),
        ([12, 1, 1], {1: 1}),
    ],
)
@pytest.mark.parametrize("box", ["", "[ ] "])
def test_numbers_that_are_left_out_are_left_out(
    numbers: list[int], values: dict[int, int], box: str
) -> None:
    found = html("\n".join(f"{number}. {box}글" for number in numbers))
    items = re.findall("<li.*?>", found)
    assert len(items) == len(numbers)
    shown = {at: re.search('value="(.*?)"', item) for at, item in enumerate(items)}
    assert {at: int(value[1]) for at, value in shown.items() if value} == values


def test_numbers_are_counted_in_each_list() -> None:
    found = html("1. 가\n   - 나\n   - 다\n     1. 라\n     4. 마\n2. 바")
    assert re.findall("<li value.*?>.", found) == ['<li value="4">마']


def test_a_date_in_code_stays_code() -> None:
    assert html("```\n2026. 11. 26.\n```").endswith("<code>2026. 11. 26.\n</code></pre>")


def test_a_day_that_may_be_an_item_is_a_fault_at_its_line() -> None:
    assert lines_at_fault("시행일은 2026. 12.\n1. 화요일이다.", "date") == [1]
    assert lines_at_fault("시행일은 2026. 12.\n\n1. 화요일이다.") == []


spaces = st.text(" ", min_size=1, max_size=3)
rests = st.sampled_from([" 시행되었다.", "(화) 14:00에 모입니다.", "", "부터", " ~ 12. 31."])


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), spaces, spaces, rests, st.integers(0, 2))
def test_any_date_is_shown_as_written(
    day: date, first: str, second: str, rest: str, left_out: int
) -> None:
    parts = [f"{day.year}.{first}", f"{day.month}.{second}", f"{day.day}."]
    if left_out == 1:
        parts[0] = f"{day:%y}.{first}"
    line = "".join(parts[left_out // 2 :]) + rest
    found = block(line)
    assert "<ol" not in found.html
    assert words(found.html) == line.strip()
    assert found.faults == ()
