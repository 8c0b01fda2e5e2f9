"""Texts of questions: a line, or blocks; what is underlined."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.texts.markdown_context import Course
from texts import render_inline, render_item
from texts.items import Parts, holds_blocks, parts_of
from texts.words import words_of_html

CODE = "출력은?\n\n```\nprint(1)\n```"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def html(source: str) -> str:
    rendered = render_item(source, Course())
    assert rendered.faults == ()
    return rendered.html


@pytest.mark.parametrize("line", ["- 5도", "1. 항", "> 3", "# 1", "100.", "1)", "+ 2", "=", "---"])
def test_a_single_line_is_what_it_says_however_it_begins(line: str) -> None:
    assert words_of_html(html(line)) == line


def test_one_paragraph_of_two_lines_is_a_line() -> None:
    assert html("가\\\n나") == "가<br>\n나"


def test_blocks_are_parted_into_what_names_the_question_and_the_rest() -> None:
    stem = html(CODE)

    assert holds_blocks(stem)
    assert parts_of(stem) == Parts("출력은?", "<pre><code>print(1)\n</code></pre>")
    assert words_of_html(stem) == "출력은? print(1)"


def test_what_begins_with_code_has_no_lead() -> None:
    assert parts_of(html("```\na\n```\n\n출력은?")).lead == ""


@pytest.mark.parametrize("source", ["- 가\n- 나", "| 가 | 나 |\n|---|---|\n| 1 | 2 |", "가\n\n나"])
def test_lists_tables_and_paragraphs_are_blocks(source: str) -> None:
    assert holds_blocks(html(source))


@pytest.mark.parametrize(
    "source", ["### 제목\n\n글", "::: analogy\n글\n:::", "글[^1]\n\n[^1]: 각주", "제목\n==="]
)
def test_what_is_for_reading_at_length_has_no_place_in_a_question(source: str) -> None:
    messages = [fault.message for fault in render_item(source, Course()).faults]

    assert any(message.startswith("A question holds paragraphs") for message in messages)


def test_a_picture_in_the_head_of_a_table_names_its_column() -> None:
    table = html(f"| 가 | ![](image:board) |\n|---|---|\n| 1 | {'긴 글 ' * 30} |")

    assert 'data-label="회로 기판"' in table


def test_underlined_words_stay_so_and_are_told_to_who_listens() -> None:
    assert html("<u>**낱말**</u>의 뜻") == (
        '<u><span class="visually-hidden">(underlined: </span><strong>낱말</strong>'
        '<span class="visually-hidden"> end of underline)</span></u>의 뜻'
    )
    assert words_of_html(html("<u>낱말</u>의 뜻")) == "낱말의 뜻"


@pytest.mark.parametrize("source", ["<u>가", "가</u>", "<u>가\n\n나</u>", "<u><u>가</u></u>"])
def test_an_underline_that_is_open_is_a_fault(source: str) -> None:
    assert [fault.message[:12] for fault in render_item(source, Course()).faults][:1] == [
        "An underline"
    ]


def test_bold_does_not_cross_an_underline() -> None:
    rendered = render_inline("**가<u>나**다</u>", Course())

    assert "<strong>" not in rendered.html
    assert rendered.faults[0].message.startswith("Stray **")
