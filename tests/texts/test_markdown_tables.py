"""Tables lose no cell and fit a phone: as they are, or as rows of label and value."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.markdown_context import block, html, lines_at_fault


def cells(rendered: str) -> list[str]:
    found = re.findall(r"<t[dh]\b.*?>(.*?)</t[dh]>", rendered)
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


SHORT = "| 수 | 값 |\n|--:|:-:|\n| 1 | 2 |"
LONG = (
    "| 회사 | **값**과 까닭 |  |\n|:--|---|---|\n| 가 | 한 줄에 다 들어가지 않는 긴 글입니다 | 나 |"
)


def test_a_table_whose_lines_fit_a_phone_stands_as_it_is() -> None:
    assert html(SHORT) == (
        '<div class="lms-table">\n<table>\n<thead>\n<tr>\n'
        '<th class="lms-align-right" scope="col">수</th>\n'
        '<th class="lms-align-center" scope="col">값</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<th class="lms-align-right" scope="row">1</th>\n'
        '<td class="lms-align-center">2</td>\n</tr>\n</tbody>\n</table>\n</div>'
    )


def test_another_has_its_labels_in_its_cells_and_says_what_it_is() -> None:
    assert html(LONG) == (
        '<div class="lms-table lms-table-rows">\n<table role="table">\n<thead role="rowgroup">\n'
        '<tr role="row">\n<th role="columnheader" class="lms-align-left" scope="col">회사</th>\n'
        '<th role="columnheader" scope="col"><strong>값</strong>과 까닭</th>\n'
        '<td role="cell"></td>\n</tr>\n</thead>\n<tbody role="rowgroup">\n<tr role="row">\n'
        '<th role="rowheader" data-label="회사" class="lms-align-left" scope="row">가</th>\n'
        '<td role="cell" data-label="값과 까닭">한 줄에 다 들어가지 않는 긴 글입니다</td>\n'
        '<td role="cell">나</td>\n</tr>\n</tbody>\n</table>\n</div>'
    )


@pytest.mark.parametrize("frame", ["::: analogy\n%s\n:::", "> %s"])
def test_there_is_less_room_in_a_box(frame: str) -> None:
    table = "| 여덟 글자인 이름 | 여덟 글자인 까닭 |\n|---|---|\n| 1 | 2 |"
    inside = frame % table.replace("\n", "\n> " if frame.startswith(">") else "\n")
    assert "lms-table-rows" not in html(table)
    assert "lms-table-rows" in html(inside)


@pytest.mark.parametrize(
    ("rows", "is_named"),
    [
        (["| 가 | 1 |", "| 나 | 1 |"], True),
        (["| 가 | 1 |", "| 가 | 2 |"], False),  # which of them?
        (["| 가 | 1 |", "|  | 2 |"], False),
        (["| 가 |", "| 나 |"], False),  # nothing that it names
    ],
)
def test_rows_are_named_by_first_cells_that_tell_them_apart(
    rows: list[str], is_named: bool
) -> None:
    head = ["| 하나 | 둘 |", "|---|---|"] if rows[0].count("|") == 3 else ["| 하나 |", "|---|"]
    assert html("\n".join([*head, *rows])).count('scope="row"') == 2 * is_named


def test_only_a_table_that_has_no_room_on_a_desk_can_be_scrolled_by_keyboard() -> None:
    words = [f"{letter}글자열이름{number}" for number, letter in enumerate("가나다라마")]
    table = "\n".join([f"| {' | '.join(words)} |", "|---" * 5 + "|", f"| {' | '.join(words)} |"])
    assert html(table).startswith(
        '<div class="lms-table lms-table-rows lms-table-wide" tabindex="0" role="region" '
        f'aria-label="{", ".join(words)}">'
    )
    assert "tabindex" not in html(LONG)


def test_a_bold_line_above_a_table_is_its_caption() -> None:
    assert "<table>\n<caption>\n<p><strong>한 해 비용</strong></p>\n</caption>\n<thead>" in html(
        f"글\n\n**한 해 비용**\n\n{SHORT}"
    )


@pytest.mark.parametrize(
    "above", ["**비용**은 이렇다", "비용은 **이렇다**", "**하나** **둘**", "글"]
)
def test_another_line_above_a_table_is_none(above: str) -> None:
    assert "<caption>" not in html(f"{above}\n\n{SHORT}")


def test_a_head_with_terms_is_shown_on_a_phone_too_where_they_can_be_opened() -> None:
    assert '<thead role="rowgroup" class="lms-table-head">' in html(
        LONG.replace("회사", "{팹리스}")
    )
    assert "lms-table-head" not in html(LONG)


words = st.text("가나 a`|\\", max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=4))
def test_no_word_of_a_table_is_lost_in_silence(rows: list[list[str]]) -> None:
    lines = [f"| x{'|'.join(row)}y |" for row in rows]
    found = block("\n".join(["| 하나 | 둘 |", "|---|---|", *lines]))
    shown = "".join(cells(found.html)[2:])
    for letter in "가나axy" if not found.faults else "":
        assert shown.count(letter) == "".join(lines).count(letter)
