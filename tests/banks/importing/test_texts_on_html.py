"""Questions about HTML keep the tags they speak of, in every markup; none is dropped in silence."""

from contextlib import suppress
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from banks.formats import aiken, gift, table
from banks.formats.bank import Bank, Format, Text
from banks.importing.texts import UnfitTextError, as_block, as_item
from tests.tables import FULL
from tests.texts.markdown_context import EmptyCourse
from texts import render_block, render_inline

ELEMENTS = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup command
    content data datalist dd del details dfn dialog dir div dl dt element em embed fencedframe
    fieldset figcaption figure font footer form frame frameset geolocation h1 h2 h3 h4 h5 h6
    head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li
    link listing main map mark marquee math menu menuitem meta meter multicol nav nextid nobr
    noembed noframes noscript object ol optgroup option output p param picture plaintext
    portal pre progress q rb rbc rp rt rtc ruby s samp script search section select
    selectedcontent shadow slot small source spacer span strike strong style sub summary sup
    svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video
    wbr xmp owner my-element List
""".split()  # noqa: SIM905 - as a page of reference lists them
FORMS = ["<{}>", "</{}>", "<{}/>"]
SENTENCES = [
    "Which part does {} hold?",
    "What is the {} element for?",
    "{} 요소는 무엇을 합니까?",
    "{}은 무엇입니까?",
    "다음 중 {}를 쓰는 까닭은?",
    "‘{}’의 뜻은?",
    "What does ({}) do?",
    "{}",
]


def shown(markdown: str, *, is_line: bool) -> str:
    render = render_inline if is_line else render_block
    html = render(markdown, EmptyCourse()).html
    return " ".join(unescape(strip_tags(html)).split())


def assert_is_kept(source: str, markup: Format) -> None:
    """It is shown whole, or refused or told with a reason."""
    lacks: list[str] = []
    with suppress(UnfitTextError):
        is_whole = shown(as_block(Text(source, markup), lacks=lacks), is_line=False) == source
        assert is_whole or lacks


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("markup", [Format.MOODLE, Format.HTML])
def test_a_tag_that_a_sentence_speaks_of_is_kept(sentence: str, markup: Format) -> None:
    at = SENTENCES.index(sentence)
    for name in ELEMENTS if FULL else ELEMENTS[at :: len(SENTENCES)]:
        for tag in (*(form.format(name) for form in FORMS), f"<{name.upper()}>"):
            assert_is_kept(sentence.format(tag), markup)


@given(
    st.sampled_from(ELEMENTS),
    st.sampled_from(FORMS),
    st.lists(st.sampled_from(["요소", "태그", "head", "안에", "무엇이", "the"]), max_size=4),
    st.sampled_from(["은", "는", "을", "에서", " 요소는", " 태그가", " tag", " element"]),
)
def test_a_tag_that_any_sentence_speaks_of_is_kept(
    name: str, form: str, before: list[str], after: str
) -> None:
    source = " ".join([*before, f"{form.format(name)}{after} 무엇입니까?"])
    for markup in Format:
        assert_is_kept(source, markup)


@pytest.mark.parametrize(
    "tag",
    [
        '<meta charset="utf-8">',
        "<link rel='stylesheet' href='a.css'>",
        "<base href='/'>",
        '<body class="a">',
        '<p class="a">',
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "<?php echo 1 ?>",
    ],
)
@pytest.mark.parametrize("markup", [Format.MOODLE, Format.HTML])
def test_a_tag_with_attributes_is_kept_too(tag: str, markup: Format) -> None:
    assert_is_kept(f"What does {tag} do?", markup)
    assert_is_kept(tag, markup)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<html><head><title></title></head><body><p>하나</p></body></html>", "하나"),
        ("<!DOCTYPE html>\n<html>\n<body>\n하나\n</body>\n</html>", "하나"),
        ('<meta charset="utf-8"><p>하나</p>', "하나"),
        ("<body>하나</body>", "하나"),
        ("<p>하나<p>둘", "하나 둘"),
        ("하나<br>둘<br/>셋", "하나 둘 셋"),
        ("하나.<br>이 둘은 셋", "하나. 이 둘은 셋"),
        ("하나<br><br>둘", "하나 둘"),
        ("하나 <br> 둘", "하나 둘"),
        ("하나<wbr>둘", "하나둘"),
        ("하나.\n<p>둘", "하나. 둘"),
        ("<p><br></p>", ""),
    ],
)
def test_html_that_is_used_is_no_text(html: str, text: str) -> None:
    assert shown(as_item(Text(html, Format.HTML)), is_line=True) == text


def test_a_picture_may_be_all_of_a_text() -> None:
    assert as_item(Text('<img src="image:x" alt="표">', Format.HTML)) == "![표](image:x)"


def test_lists_and_tables_may_leave_open_what_html_lets_them() -> None:
    html = "<ul><li>하나<li>둘</ul><table><tr><th>가<th>나<tr><td>1<td>2</table>"
    assert shown(as_block(Text(html, Format.HTML)), is_line=False) == "하나 둘 가 나 1 2"


OPTIONS = ["<head>", "<html>", "<body>", "<li>", "<td>", "<meta>", "<br>"]


def texts(bank: Bank) -> list[str]:
    (question,) = bank.questions
    lines = [as_item(text) for text in (question.stem, *(one.text for one in question.options))]
    return [shown(line, is_line=True) for line in lines]


def test_options_that_are_a_tag_are_taken_from_each_kind_of_file() -> None:
    stem = "Which of them is <head>?"
    expected = [stem, *OPTIONS]
    answers = "".join(f"{'=' if at == 0 else '~'}{tag}\n" for at, tag in enumerate(OPTIONS))
    for mark in ("", "[moodle]", "[html]", "[plain]"):
        assert texts(gift.read(f"{mark}{stem}{{\n{answers}}}".encode())) == expected
    letters = "".join(f"{chr(65 + at)}. {tag}\n" for at, tag in enumerate(OPTIONS))
    assert texts(aiken.read(f"{stem}\n{letters}ANSWER: A\n".encode())) == expected
    head = ",".join(f"보기 {at}" for at, _tag in enumerate(OPTIONS, 1))
    rows = f"문제,{head},정답\n{stem},{','.join(OPTIONS)},1\n"
    assert texts(table.read(rows.encode())) == expected
