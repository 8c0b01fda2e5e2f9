"""Tables lose no cell: a pipe in code is code, and a row too long is a fault with its line."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.markdown_context import block, html, lines_at_fault


def cells(rendered: str) -> list[str]:
    found = re.findall(r"<t[dh].*?>(.*?)</t[dh]>", rendered)
    return [unescape(re.sub(r"<.*?>", "", cell)) for cell in found]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("`ps aux | grep vllm`", "ps aux | grep vllm"),
        (r"`ps aux \| grep vllm`", "ps aux | grep vllm"),
        ("`a | b | c`", "a | b | c"),
        ("``a ` | b``", "a ` | b"),
        ("글 `a|b` 글 `c|d`", "글 a|b 글 c|d"),
        ("**`a|b`**", "a|b"),
        (r"a \| b", "a | b"),
        ("`a||b`", "a||b"),
        (r"\`a", "`a"),
        ("`a", "`a"),
    ],
)
def test_a_pipe_in_code_ends_no_cell(cell: str, shown: str) -> None:
    found = html(f"| 명령 | 뜻 |\n|---|---|\n| {cell} | 켜졌는지 본다 |")
    assert cells(found) == ["명령", "뜻", shown, "켜졌는지 본다"]


def test_a_pipe_in_code_ends_no_cell_of_the_head_or_without_outer_pipes() -> None:
    found = html("`a|b` | 뜻\n---|---\n`c|d` | 글\n")
    assert cells(found) == ["a|b", "뜻", "c|d", "글"]


@pytest.mark.parametrize(
    ("first", "others", "end"),
    [
        ("> ", "> ", ""),
        ("- ", "  ", ""),
        ("1. ", "   ", ""),
        ("::: analogy\n", "", "\n:::"),
        ("글\n", "", ""),
        ("글[^1]\n\n[^1]: 글\n\n    ", "    ", ""),
    ],
)
def test_a_table_is_read_so_wherever_it_stands(first: str, others: str, end: str) -> None:
    rows = [f"| `a|b` | {number} |" for number in "다라"]
    source = first + f"\n{others}".join(["| 가 | 나 |", "|---|---|", *rows]) + end
    assert cells(html(source)) == ["가", "나", "a|b", "다", "a|b", "라"]


@pytest.mark.parametrize(
    "row",
    [
        "| 1 | 2 | 잃은 글 |",
        "1 | 2 | 잃은 글",
        "| 1 | 2 | | 잃은 글 |",
        "| `a` | b | `c|d` |",
        "| a | b || c |",
    ],
)
def test_a_row_of_more_cells_than_its_head_is_a_fault(row: str) -> None:
    assert lines_at_fault(f"글\n\n| 가 | 나 |\n|---|---|\n{row}\n| 3 | 4 |", "row") == [4]


def test_rows_may_have_fewer_cells_or_more_that_are_empty() -> None:
    found = html("| 가 | 나 |\n|---|---|\n| 1 |\n| 2 | 3 | |\n| 4 | 5 |  |  |")
    assert cells(found) == ["가", "나", "1", "", "2", "3", "4", "5"]


def test_a_row_in_a_box_a_list_and_a_quotation_is_named_by_its_line() -> None:
    table = ["| 가 |", "|---|", "| 1 | 2 |"]
    assert lines_at_fault("\n".join(["::: analogy", *table, ":::"]), "row") == [3]
    assert lines_at_fault("\n".join("> " + line for line in table), "row") == [2]
    assert lines_at_fault("글\n\n- " + "\n  ".join(table), "row") == [4]


@pytest.mark.parametrize("under", ["|---|", "|---|---|---|", "---|"])
def test_a_line_under_the_head_of_other_length_is_a_fault(under: str) -> None:
    assert lines_at_fault(f"글\n| 가 | 나 |\n{under}\n| 1 | 2 |", "no table yet") == [2]


@pytest.mark.parametrize(
    "source", ["가 | 나\n---", "```\n| a | b |\n|---|\n```", "    a|b\n    |-|", "가\n|---|"]
)
def test_what_is_no_table_is_no_fault(source: str) -> None:
    assert lines_at_fault(f"글\n\n{source}", "table") == []


words = st.text("가나 a`|\\", max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=4))
def test_no_word_of_a_table_is_lost_in_silence(rows: list[list[str]]) -> None:
    lines = [f"| x{'|'.join(row)}y |" for row in rows]
    found = block("\n".join(["| 하나 | 둘 |", "|---|---|", *lines]))
    shown = "".join(cells(found.html)[2:])
    for letter in "가나axy" if not found.faults else "":
        assert shown.count(letter) == "".join(lines).count(letter)
