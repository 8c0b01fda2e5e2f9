"""Stems and options of more than a line, and formulas, colours and underlines of banks."""

import pytest

from banks.formats.bank import Format, Text
from banks.importing.texts import UnfitTextError, as_item, with_plain_braces
from tests.texts.markdown_context import EmptyCourse
from texts import render_item


def item(html: str, markup: Format = Format.HTML) -> tuple[str, list[str]]:
    """The Markdown, which is without faults, and what is told of it."""
    lacks: list[str] = []
    markdown = as_item(Text(html, markup), lacks=lacks)
    assert render_item(markdown, EmptyCourse()).faults == ()
    return markdown, lacks


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>출력은?</p><pre>a = 1\nprint(a|b)</pre>", "출력은?\n\n```\na = 1\nprint(a|b)\n```"),
        ("<ul><li>하나</li><li>둘</li></ul>", "- 하나\n- 둘"),
        (
            "<table><tr><th>가</th><th>나</th></tr><tr><td>a|b<br>c</td><td>\\(|x|\\)</td></tr></table>",
            "| 가 | 나 |\n| --- | --- |\n| a\\|b c | \\(\\|x\\|\\) |",
        ),
        ("<h3>제목</h3><ul><li>하나</li></ul>", "**제목**\n\n- 하나"),
        ("\\(x_1 &lt; y*2\\)인 <b>값</b>", "\\(x_1 < y*2\\)인 **값**"),
        ("\\[\\frac{a}{b}\\]", "$$\\frac{a}{b}$$"),
        ("$$ x^2 $$", "$$x^2$$"),
        ("$5와 $$ 그리고 $$", "$5와 \\$$ 그리고 \\$$"),
        ("<math><mi>x</mi></math> 값", "<math><mi>x</mi></math> 값"),
        ('<m:math xmlns:m="u"><m:mi>x</m:mi></m:math>', "<math><mi>x</mi></math>"),
        ("a[0] <u>밑줄 </u>뒤", "a\\[0\\] <u>밑줄</u> 뒤"),
        (
            "<p>가</p><pre><code>\n\n  a\n\n\n\nb\n</code></pre><p>나</p>",
            "가\n\n```\n\n\n  a\n\n\n\nb\n```\n\n나",
        ),
        ("<pre>a\n```\n</pre>", "````\na\n```\n````"),
        ("<p>가</p><pre> \n</pre>", "가"),
        (
            '<table><tr><th style="text-align: right">가</th><th>나</th></tr>'
            '<tr><td>1</td><td style="TEXT-ALIGN:center">2</td></tr></table>',
            "| 가 | 나 |\n| --: | --- |\n| 1 | 2 |",
        ),
        (
            '<table><tr><th class="a qti-align-center">가</th></tr><tr><td>1</td></tr></table>'
            '<p><span class="b qti-underline">밑줄</span> <span class="qti-bold">굵게</span></p>',
            "| 가 |\n| :-: |\n| 1 |\n\n<u>밑줄</u> **굵게**",
        ),
        ("<p>가</p><p>$$x^2$$</p>", "가\n\n$$x^2$$"),
        ("<p>가</p><p>나</p>", "가\\\n나"),
    ],
)
def test_what_a_bank_has_becomes_what_authors_write(html: str, markdown: str) -> None:
    assert item(html) == (markdown, [])


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<span style="color:red">빨간</span> 낱말', "빨간"),
        ('<font color="#00f">파란</font> 낱말', "파란"),
        ('<p>가 <b style="background-color: yellow">칠한</b></p>', "칠한"),
        ("\\(\\foo\\) 값", "\\foo"),
        ('<table><tr><td colspan="2">가</td></tr><tr><td>1</td><td>2</td></tr></table>', ""),
    ],
)
def test_what_would_be_lost_is_told(html: str, told: str) -> None:
    _markdown, (reason,) = item(html)

    assert told in reason


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: rgb(51,51,51)">회색</p> 글',
        '<span style="color:red">전부 빨강</span>',
        '<span style="color: black">검정</span> 글',
        '<span style="color: nothing">모름</span> 글',
    ],
)
def test_a_colour_that_tells_nothing_is_left_without_a_word(html: str) -> None:
    assert item(html)[1] == []


def test_a_formula_that_cannot_be_read_is_shown_as_it_stood() -> None:
    assert item("\\(\\foo\\) 값")[0] == "`\\(\\foo\\)` 값"


def test_mathml_that_cannot_be_shown_is_refused_with_its_reason() -> None:
    with pytest.raises(UnfitTextError, match="maction"):
        as_item(Text("<math><maction><mi>x</mi></maction></math>", Format.HTML))


def test_markdown_keeps_its_paragraphs() -> None:
    assert item("하나\n\n둘", Format.MARKDOWN)[0] == "하나\n\n둘"


FIGURE = (
    '<figure><img src="image:board" alt="판" title="판.png">'
    '<figcaption>"설명" *글*</figcaption></figure>'
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (FIGURE, '![판](image:board "\\"설명\\" \\*글\\*")'),
        (f"<p>가</p>{FIGURE}", '가\n\n![판](image:board "\\"설명\\" \\*글\\*")'),
        ('<img src="image:board" alt="판" title="판.png">', "![판](image:board)"),
        (
            FIGURE.replace("<figcaption>", '<img src="image:board" alt="둘"><figcaption>'),
            '![판](image:board)![둘](image:board)\\\n"설명" \\*글\\*',
        ),
    ],
)
def test_a_caption_stays_with_its_picture(html: str, markdown: str) -> None:
    assert as_item(Text(html, Format.HTML)) == markdown


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("{말} \\(x_{1}\\)", "\\{말\\} \\(x_{1}\\)"),
        ("{말}\n$$\nx_{1}\n$$", "\\{말\\}\n$$\nx_{1}\n$$"),
        ("<math><mo>{</mo></math>{", "<math><mo>{</mo></math>\\{"),
        ("\\(x_{1}", "\\(x_\\{1\\}"),
    ],
)
def test_braces_of_formulas_name_no_terms(markdown: str, plain: str) -> None:
    assert with_plain_braces(markdown) == plain
