"""Texts of other programs' banks become Markdown that shows the same."""

import re
from contextlib import suppress
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from banks.formats.bank import Format, Text
from banks.importing.texts import UnfitTextError, as_block, as_item, with_plain_braces
from tests.texts.markdown_context import EmptyCourse
from texts import render_block, render_inline, render_item


def shown(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).replace("\u2060", "").split())


VISIBLE = st.text(
    st.one_of(
        st.sampled_from("가나다 abc 123 \\`*_{}[]()<>#+-.!|~^:&=\"'$%\n\t"),
        st.characters(codec="utf-8", categories=["L", "N", "P", "S"]),
    ),
    min_size=1,
    max_size=60,
).map(str.strip)


@given(VISIBLE)
def test_a_plain_text_is_shown_as_it_was(source: str) -> None:
    rendered = render_block(as_block(Text(source, Format.PLAIN)), EmptyCourse())
    assert rendered.faults == ()
    assert shown(rendered.html) == " ".join(source.split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>어느 것이 <strong>옳은</strong>가?</p>", "어느 것이 **옳은**가?"),
        ("<p>하나</p><p>둘</p>", "하나\\\n둘"),
        ("x<sup>2</sup>와 H<sub>2</sub>O", "x²와 H₂O"),
        ("e<sup>ix</sup>", "e^(ix)"),
        ("Na<sup>+</sup>, SO<sub>4</sub><sup>2\u2212</sup>", "Na⁺, SO₄²⁻"),
        ("밑줄 친 <u>단어</u>의 <ins>뜻</ins>", "밑줄 친 <u>단어</u>의 <u>뜻</u>"),
        ('<span style="text-decoration: underline;">단어</span>의 뜻', "<u>단어</u>의 뜻"),
        ("<span style='color: red'>단어</span>의 뜻", "단어의 뜻"),
        ("<b>하</b><strong>나</strong> <u><b>둘</b></u>", "**하나** <u>**둘**</u>"),
        ("<i>하</i><em>나</em><b>둘<br></b>셋", "*하나***둘**\\\n셋"),
        ("값은 {a}이고 *별*", "값은 \\{a\\}이고 \\*별\\*"),
        ('<a href="https://example.kr">주소</a>', "[주소](https://example.kr)"),
        ("참<script><!-- 1 </script>글 --> 끝", "참글 --> 끝"),
        ("참<script>alert(1)</script><style>p{}</style><!-- 비밀 -->", "참"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert as_item(Text(html, Format.HTML)) == markdown
    assert render_inline(markdown, EmptyCourse()).faults == ()


def test_moodles_own_format_keeps_its_line_ends() -> None:
    assert as_item(Text("첫째 줄\n둘째 줄 <b>굵게</b>", Format.MOODLE)) == (
        "첫째 줄\\\n둘째 줄 **굵게**"
    )


@pytest.mark.parametrize(
    "source",
    [
        "x<y이고 y<z이면?",
        "If a<b and b>c, which holds?",
        "a<c is unknown",
        "What is List<String> in Java?",
        "Is a<b>c an error?",
        "What does the <script> tag do?",
        "What begins with <!-- in HTML?",
        "a <-> b <= c <3 </b>",
    ],
)
@pytest.mark.parametrize("markup", [Format.MOODLE, Format.HTML])
def test_a_sign_that_begins_no_tag_is_a_sign(source: str, markup: Format) -> None:
    rendered = render_block(as_block(Text(source, markup)), EmptyCourse())
    assert rendered.faults == ()
    assert shown(rendered.html) == source


def test_what_is_no_element_of_html_keeps_its_text() -> None:
    html = "<o:p></o:p><lang>하나</lang><?xml:namespace x?><![if !x]><custom-one/>"
    assert as_item(Text(html, Format.HTML)) == "하나"
    assert as_item(Text("<T>x</T>", Format.MOODLE)) == r"\<T>x\</T>"


@pytest.mark.parametrize(
    "html",
    [
        *("<audio src='x'></audio>", "<video controls></video>", "<iframe src='x'></iframe>"),
        *("<svg><path/></svg>", "<object>글</object>", "<embed>"),
        *("<input type='text'>", "<select><option>가</option></select>", "<canvas></canvas>"),
        *("<button>글</button>", "<textarea>글</textarea>"),
        *("<s>글</s>", "<del>글</del>", "<strike>글</strike>", "<rt>글</rt>"),
    ],
)
@pytest.mark.parametrize("markup", [Format.MOODLE, Format.HTML])
def test_what_cannot_be_said_here_is_named_and_holds_the_question_back(
    html: str, markup: Format
) -> None:
    name = re.findall(r"\w+", html)[0]
    lacks: list[str] = []
    markdown = as_item(Text(f"글 {html}", markup), lacks=lacks)
    assert f"<{name}>" in lacks[0]
    assert f"<{name}>" in markdown
    assert ("글" in html) == ("글</" in markdown)
    assert any(
        f"<{name}>" in fault.message for fault in render_item(markdown, EmptyCourse()).faults
    )


@pytest.mark.parametrize("hostile", ["<b>가", "<u>", "<!--", '<a b="<a b=" b="', "<a ", "<![", "<"])
def test_markup_that_never_ends_takes_no_time(hostile: str) -> None:
    # With each sign held against the rest of the text, this would take minutes.
    source = hostile * (50_000 // len(hostile)) + "</b></u>-->"
    with suppress(UnfitTextError):
        as_block(Text(source, Format.HTML))


def test_a_picture_over_two_lines_is_not_lost() -> None:
    text = Text('첫째 줄\n<img\n  src="image:x"\n  alt="표 [하나]">', Format.MOODLE)
    assert as_item(text) == "첫째 줄\\\n![표 \\[하나\\]](image:x)"


def test_a_link_to_a_picture_is_none() -> None:
    html = '<a href="image:x">그림</a> <a href="data:image/png,x">그림</a>'
    assert as_item(Text(html, Format.HTML)) == "그림 그림"


@pytest.mark.parametrize("hostile", ["![", "![a]", "](", "]: ", "![\\", "![" + "\n", "](\t<"])
def test_markdown_that_never_ends_takes_no_time(hostile: str) -> None:
    # Looked for through the rest of the text from each start, this would take hours.
    source = hostile * 300_000
    assert as_block(Text(source)) == source


@pytest.mark.parametrize(
    "html",
    [
        "<p>그림 <img src='x.png' alt='표'></p>",
        "<div>" * 5000 + "글" + "</div>" * 5000,
    ],
)
def test_what_does_not_fit_is_refused(html: str) -> None:
    with pytest.raises(UnfitTextError, match=r"\.$"):
        as_item(Text(html, Format.HTML))


def test_an_explanation_may_have_lists() -> None:
    text = as_block(Text("<p>까닭</p><ul><li>하나</li><li>둘</li></ul>", Format.HTML))
    assert re.findall(r"^- (.+)$", text, re.MULTILINE) == ["하나", "둘"]


@pytest.mark.parametrize(
    ("source", "escaped"),
    [
        ("`{y}`와 {x}", r"`{y}`와 \{x\}"),
        ("``{`}`` {x}", r"``{`}`` \{x\}"),
        (r"\{가\} \\{나} \`{다}`", r"\{가\} \\\{나\} \`\{다\}`"),
        ("` {x}\n\n` {y}", "` \\{x\\}\n\n` \\{y\\}"),
        ("{x}\n\n~~~\n{y}\n~~~\n\n    {z}", "\\{x\\}\n\n~~~\n{y}\n~~~\n\n    {z}"),
    ],
)
def test_braces_are_escaped_but_in_code(source: str, escaped: str) -> None:
    assert with_plain_braces(source) == escaped


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("date", ["2026. 11. 26. 시행", "11. 26.(수) 모임", "26. 11. 26. 모임"])
def test_a_stem_may_begin_with_a_date(form: Format, date: str) -> None:
    line = as_item(Text(date, form))
    assert line.replace("\\", "") == date
    shown = render_inline(line, EmptyCourse())
    assert (shown.html, shown.faults) == (date, ())
