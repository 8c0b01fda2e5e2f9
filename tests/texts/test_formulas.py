"""Formulas: TeX and MathML as they stand in a text, and what is refused of them in a sentence."""

import time
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tests.tables import FULL
from tests.texts.markdown_context import Course
from texts import render_block, render_inline
from texts.mathml import LONGEST, UnfitFormulaError, formula_of
from texts.words import words_of_html


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def html(source: str) -> str:
    rendered = render_inline(source, Course())
    assert rendered.faults == ()
    return rendered.html


def fault(source: str) -> str:
    return render_inline(source, Course()).faults[0].message


def test_a_formula_in_a_line_is_mathml_with_its_words() -> None:
    assert html("\\(x^2=4\\)의 근") == (
        '<math alttext="x² = 4"><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></math>의 근'
    )


def test_between_two_times_two_dollars_it_stands_by_itself() -> None:
    assert html("$$\\frac{a}{b}$$") == (
        '<math display="block" alttext="a/b"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    )


def test_a_formula_of_several_lines_is_no_list_and_no_heading() -> None:
    rendered = render_block("값은\n$$\nx\n+ 4\n- 3\n= 7\n$$\n이다", Course())

    assert rendered.faults == ()
    assert words_of_html(rendered.html) == "값은 x + 4 − 3 = 7 이다"


@pytest.mark.parametrize(
    "money",
    [
        "$5와 $$",
        "$5와 $6",
        "가격은 $$이고 다른 것은 $$이다",
        "식당 $$-$$$",
        "$$ 5와 $$ 6",
        "$$$x=1$$$",
    ],
)
def test_money_stays_text(money: str) -> None:
    assert html(money) == money


@pytest.mark.parametrize("code", ["`\\(x\\)`", "`$$x^2$$`"])
def test_code_stays_code(code: str) -> None:
    assert html(code) == f"<code>{code.strip('`')}</code>"


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        ("\\frac{a+b}{2}", "(a + b)/2"),
        ("\\sqrt[3]{x}", "³√x"),
        ("a_1+a_{n+1}", "a₁ + a_(n + 1)"),
        ("\\sum_{i=1}^{n} i", "∑_(i = 1)ⁿi"),
        ("속도=\\frac{거리}{걸린 시간}", "속도 = 거리/(걸린 시간)"),
        ("\\log_2 8", "log₂8"),
        ("30^\\circ", "30°"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "(1, 2; 3, 4)"),
    ],
)
def test_what_it_says_in_a_line(tex: str, words: str) -> None:
    assert words_of_html(html(f"\\({tex}\\)")) == words


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("\\foo x", "\\foo in a formula is not known here."),
        ("\\def\\a{\\a}\\a", "A formula defines no commands here: \\def."),
        ("\\newcommand{\\a}{\\a\\a}\\a", "A formula defines no commands here: \\newcommand."),
        ("\\color{red}x", "A formula has no colours here: say with words what they say."),
        ("{" * 40 + "x" + "}" * 40, "This formula is nested too deeply: use fewer levels."),
        ("\\sqrt " * 300 + "x", "This formula is nested too deeply: use fewer levels."),
        ("x" * 2_001, "A formula is at most 2,000 letters long."),
        ("\\hspace{99em}\\style{x}{y}", "\\style in a formula is not known here."),
    ],
)
def test_what_cannot_be_shown_is_said(tex: str, reason: str) -> None:
    assert fault(f"\\({tex}\\)") == reason


def test_what_is_open_is_said_with_the_librarys_reason() -> None:
    assert fault("\\(\\frac{\\)").startswith("This formula cannot be read: look at its braces")


def test_brackets_with_tex_between_them_are_told_to_be_no_formula() -> None:
    assert fault("\\[ \\frac{a}{b} \\]").startswith("Write a formula between $$ and $$")
    assert html("a\\[0\\]") == "a[0]"


def test_mathml_of_banks_is_kept() -> None:
    source = "<math><mfenced><mi>x</mi><mi>y</mi></mfenced><mo>&nbsp;</mo></math>"

    assert html(source) == (
        '<math alttext="(x, y)"><mrow><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo></mrow>'
        "<mo>&nbsp;</mo></math>"
    )


@pytest.mark.parametrize(
    "mathml",
    [
        "<math><maction><mi>x</mi></maction></math>",
        '<math><mi mathcolor="red">x</mi></math>',
        "<math><mfrac><mi>x</mi></mfrac></math>",
        "<math>x</math>",
        "<math><mi>x</math>",
        f"<math><mtext>{'x' * LONGEST}</mtext></math>",
        "<math>" + "<mrow>" * 50 + "</mrow>" * 50 + "</math>",
        "<math>" + "<mi>x</mi>" * 2_001 + "</math>",
    ],
)
def test_mathml_that_cannot_be_shown_is_refused(mathml: str) -> None:
    with pytest.raises(UnfitFormulaError):
        formula_of(mathml)


def test_a_text_of_nothing_but_openings_is_read_in_one_go() -> None:
    times = 50_000 if FULL else 5_000
    start = time.process_time()
    render_inline("\\(" * times, Course())
    render_inline("$$x^" * (times // 2), Course())
    render_inline("<math>" * (times // 2), Course())
    render_inline("<u>" * times, Course())

    assert time.process_time() - start < 10, "Read anew for each, it would be minutes."
