"""How much a text may hold: counted, told in a sentence, and what is beyond is not worked on."""

import sys
import time

import pytest
from django.utils.translation import override

from tests.tables import FULL, first
from tests.texts.markdown_context import Course
from texts import formulas, render_block, render_item
from texts.renderer import Kind
from texts.sizes import LARGEST_TEXT, LONGEST_LINE, MOST_LINES, MOST_MARKS, why_too_large
from texts.tables import MOST_COLUMNS
from texts.tex import LONGEST, formula_of_tex

FORMULAS = "A text has at most 1,000 formulas, with 100,000 letters in all. Take it apart."


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("가" * (LARGEST_TEXT // 3 + 1), "block", "501 kB"),
        ("\n" * MOST_LINES, "block", "10,001 lines, and at most 10,000 lines"),
        ("\n" * MOST_LINES, None, "10,001 lines"),
        ("*" * (MOST_MARKS + 1), "block", "30,001 marks such as * [ < /, and at most 30,000 marks"),
        ("https://a.kr " * (MOST_MARKS // 3 + 1), None, "30,003 marks"),
        ("**a** " * (MOST_MARKS // 4), "block", ""),
        ("a" * (LONGEST_LINE + 1), "item", "50,001 letters, and at most 50,000 letters"),
        ("a" * (LONGEST_LINE + 1), "line", "50,001 letters"),
        ("a" * (LONGEST_LINE + 1), "block", ""),
        ("a" * (LONGEST_LINE + 1), None, ""),
        ("a" * LONGEST_LINE, "item", ""),
        ("\n" * (MOST_LINES - 1), "block", ""),
        ("a" * LARGEST_TEXT, "block", ""),
    ],
)
def test_a_text_beyond_its_size_is_told_its_number(text: str, kind: Kind | None, told: str) -> None:
    with override("en"):
        reason = why_too_large(text, kind)
    assert told in reason
    assert bool(told) == bool(reason)


@pytest.mark.parametrize(
    ("formula", "most"),
    first(
        1,
        [
            (r"\(x\) ", formulas.MOST_FORMULAS),
            ("$$x^2$$\n\n", formulas.MOST_FORMULAS),
            ("<math><mi>x</mi></math> ", formulas.MOST_FORMULAS),
            (r"\(" + "x+" * 990 + r"\) ", -(-formulas.MOST_LETTERS // 1984)),
        ],
    ),
)
def test_formulas_beyond_those_of_a_text_are_told_once_and_not_read(
    formula: str, most: int
) -> None:
    with override("en"):
        whole = render_block(formula * most, Course())
        beyond = render_block(formula * (most + 3), Course())
    assert whole.faults == ()
    assert [fault.message for fault in beyond.faults] == [FORMULAS]
    assert beyond.faults[0].line == 1 + formula.count("\n") * most
    assert whole.html.count("<math") == beyond.html.count("<math") == most


def test_what_comes_after_the_last_formula_is_read() -> None:
    assert "<strong>뒤</strong>" in render_item(r"\(x\) " * 1_000 + "**뒤**", Course()).html


def test_the_next_text_has_its_own_formulas() -> None:
    for _ in range(2):
        assert render_item(r"\(x\) " * formulas.MOST_FORMULAS, Course()).faults == ()


@pytest.mark.parametrize(
    "opening", ["(", "[", r"\{", r"\langle ", r"\bigl( ", r"\mathopen{(} ", "{(}"]
)
def test_brackets_left_open_cost_no_more_than_others(opening: str) -> None:
    """A version of the library takes twice as long for each: minutes for 32."""
    start = time.process_time()
    formula_of_tex(opening * 26, is_block=False)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "source",
    [
        rf"\({'x+' * LONGEST}\)",
        rf"\({'{' * 400}x{'}' * 400}\)",
        rf"\({'x^{' * 100}x{'}' * 100}\)",
        r"\(\def\a{\a\a}\a\)",
        r"\(\newcommand{\a}{\a\a}\a\)",
        r"\(\loop\iftrue\repeat\)",
        r"\(\begin{array}" + "{" + "c" * 5_000 + r"}\end{array}\)",
        "|".join("a" * 500) + "\n" + "|".join("-" * 500) + "\n" + "|".join("1" * 500),
    ],
)
def test_what_runs_away_is_told_in_one_sentence(source: str) -> None:
    rendered = render_item(f"{source}\n\n뒤", Course())
    assert len(rendered.faults) == 1
    assert "뒤" in rendered.html


def test_a_table_is_as_wide_as_a_phone_can_show() -> None:
    def table(columns: int) -> str:
        return "\n".join("|".join(cell * columns) for cell in ("a", "-", "1"))

    assert "<table" in render_item(table(MOST_COLUMNS), Course()).html
    with override("en"):
        (fault,) = render_item(table(MOST_COLUMNS + 1), Course()).faults
    assert fault.message == "This table has 31 columns; 30 can be shown at most."


MARKS = [
    *("https://a.kr ", "a@b.kr ", "[", "_a_ ", "**a** ", "[a](b) ", "<b> ", "{a} ", "`a` "),
    *("<u>a</u> ", "[^a] ", "\\* ", "![a](image:b) ", "&lt; ", "*a", "__a__ ", "$$ "),
]


@pytest.mark.parametrize("marks", first(4, MARKS))
def test_twice_as_many_marks_take_twice_the_work(marks: str) -> None:
    """What is looked at again and again for each would take four times as long."""
    most = MOST_MARKS // len(marks) // (1 if FULL else 8)
    render_block(marks * 10, Course())
    half, whole = (_calls(marks * number) for number in (most // 2, most))
    assert most < half
    assert whole < 2.5 * half


@pytest.mark.full
@pytest.mark.parametrize("marks", MARKS)
def test_four_times_as_many_marks_do_not_take_sixteen_times_as_long(marks: str) -> None:
    """What copies or compares all of a text for each calls no function."""

    def seconds(number: int) -> float:
        assert why_too_large(marks * number) == ""
        start = time.process_time()
        render_block(marks * number, Course())
        return time.process_time() - start

    most = MOST_MARKS // len(marks)
    assert seconds(most) < min(8 * seconds(most // 4), 2)


def _calls(text: str) -> int:
    """How often a function was called; Python's alone, as time is no measure."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        render_block(text, Course())
    finally:
        sys.setprofile(None)
    return calls
