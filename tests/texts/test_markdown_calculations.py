"""Calculations: rows of what is counted, how, and what comes out, and what is no row."""

import re

import pytest

from tests.texts.markdown_context import block, html, lines_at_fault


def rows(source: str) -> list[str]:
    """The rows of a box, each part in marks of what it is."""
    found = html(f"::: calc\n{source}\n:::")
    marks = {"": "%s:", "step": "%s", "value": "[%s]", "remark": "(%s)"}
    lines = []
    for row in re.findall(r'<div class="lms-calc-row.*?</div>', found, re.DOTALL):
        parts = re.findall(
            r'<(?:dt|(?:span|dd) class="lms-calc-(.*?)")>(.*?)</(?:dt|span|dd)>', row
        )
        lines.append(" ".join(marks[kind] % words for kind, words in parts))
    return lines


def test_a_calculation_is_a_box_of_rows_under_its_title() -> None:
    assert html(
        "::: calc 한 해 비용\n장비값: 3,000 ÷ 5 = **600**만 원\n---\n합계 = 600만 원\n:::"
    ) == (
        '<div class="lms-callout lms-callout-calc">\n'
        '<h3 class="lms-callout-title" id="callout-1"><span class="lms-callout-icon" '
        'aria-hidden="true"></span> 한 해 비용</h3>\n<dl class="lms-calc">\n'
        '<div class="lms-calc-row">\n<dt>장비값</dt>\n<dd><span class="lms-calc-step">3,000 ÷ 5'
        '</span> <span class="lms-calc-value">= <strong>600</strong>만 원</span></dd>\n</div>\n'
        '<div class="lms-calc-row lms-calc-result">\n<dt>합계</dt>\n'
        '<dd><span class="lms-calc-value">= 600만 원</span></dd>\n</div>\n</dl>\n</div>'
    )


def test_a_title_is_not_needed() -> None:
    assert html("::: calc\n가: 1\n:::").startswith(
        '<div class="lms-callout lms-callout-calc">\n<dl class="lms-calc">'
    )


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("창 전체: 32,000", "창 전체: [32,000]"),
        ("창 전체：32,000", "창 전체: [32,000]"),
        ("15 ÷ 30 = 2건", "15 ÷ 30: [= 2건]"),
        ("토큰 = 2 × 8 = 16 = 1KiB", "토큰: = 2 × 8 = 16 [= 1KiB]"),
        ("읽기: 12 ÷ 2 = 6초 → 그다음 쓴다", "읽기: 12 ÷ 2 [= 6초] (→ 그다음 쓴다)"),
        ("값 → 가장 가까운 2", "값: (→ 가장 가까운 2)"),
        ("몰릴 때: 셋 → 넷", "몰릴 때: [셋] (→ 넷)"),
        ("`a = b`: 3", "<code>a = b</code>: [3]"),
        (r"a \= b: 3", "a = b: [3]"),
        ("9:30에 시작: 3", "9:30에 시작: [3]"),
        ("비: 3: 1", "비: [3: 1]"),
        ("a = b: 1", "a: [= b: 1]"),
        ("a=b: 1", "a=b: [1]"),
        ("① = (   )B", "①: [= (   )B]"),
    ],
)
def test_a_row_is_read_as_it_is_written(line: str, row: str) -> None:
    assert rows(line) == [row]


def test_a_row_goes_on_with_a_sign() -> None:
    assert rows("토큰 = 2 × 층\n= 2 × 32\n= 64\n→ 적다\n둘: 2") == [
        "토큰: = 2 × 층 = 2 × 32 [= 64] (→ 적다)",
        "둘: [2]",
    ]


def test_groups_of_rows_may_say_what_they_are_about() -> None:
    found = html("::: calc\n가: 1\n\n아홉 사람이면\n나: 2\n\n다: 3\n:::")
    assert found.count('<dl class="lms-calc">') == 3
    assert '</dl>\n<p class="lms-calc-about">아홉 사람이면</p>\n<dl' in found


def test_terms_and_footnotes_work_in_a_row() -> None:
    found = html("::: calc\n{팹리스}: 1[^1] = 2\n:::\n\n[^1]: 출처")
    assert 'popovertarget="term-12"' in found
    assert 'class="lms-footnote-ref"' in found


def test_a_calculation_in_a_folded_box_is_read() -> None:
    found = html(":::: deep-dive 셈\n글\n\n::: calc\n가: 1\n:::\n\n글\n::::")
    assert found.index("<details") < found.index("<dl") < found.index("</details>")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("", [0]),  # nothing is counted
        ("글", [0, 1]),  # a title of nothing
        ("가: 1\n글", [2]),  # no row
        ("글\n글\n가: 1", [2]),  # two titles
        ("= 1", [0, 1]),  # goes on with nothing
        (": 1", [0, 1]),  # of nothing
        ("가: 1\n\n= 2", [3]),
        ("---\n합계: 1", [1]),  # nothing stands above the stroke
        ("가: 1\n---\n---\n합계: 1", [3]),
        ("가: 1\n---", [2]),  # no result
        ("가: 1\n```\n나: 2\n```", [2, 4]),
        ("가: {없는 말}", [1]),
        ("가: 1\n나: **2", [2]),
    ],
)
def test_what_is_no_row_is_a_fault_at_its_line(content: str, lines: list[int]) -> None:
    assert lines_at_fault(f"::: calc\n{content}\n:::") == lines


def test_the_rows_of_a_wrong_calculation_are_still_shown() -> None:
    assert "<dt>가</dt>" in block("::: calc\n가: 1\n글\n:::").html
