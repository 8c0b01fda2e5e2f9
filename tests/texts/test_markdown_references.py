"""What texts refer to: pages, other sites, images and terms; each is there or named as a fault."""

import re

import pytest

from tests.texts.markdown_context import Course, block, html, lines_at_fault
from texts import render_inline


# --- Links ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("target", ["chips", "chips#why-nvidia"])
def test_a_link_to_the_course_goes_to_its_page(target: str) -> None:
    expected = f'<p><a href="{Course().url_of(target)}">글</a></p>'
    assert html(f"[글](course:{target})") == expected


def test_a_link_to_a_page_that_is_missing_names_it() -> None:
    rendered = block("글\n[글](course:nowhere#at-all)")
    assert rendered.html == "<p>글\n글</p>\n"
    assert [fault.line for fault in rendered.faults] == [2]
    assert "course:nowhere#at-all" in rendered.faults[0].message


def test_a_link_to_another_site_says_that_it_opens_a_window() -> None:
    assert html("[법령](https://law.go.kr/)") == (
        '<p><a href="https://law.go.kr/" class="lms-external" target="_blank" '
        'rel="noopener noreferrer">법령<span class="visually-hidden"> '
        "(opens in a new window)</span></a></p>"
    )


def test_mail_and_places_on_the_page_stay_in_the_window() -> None:
    assert html("[가](mailto:a@b.kr) [나](#da)") == (
        '<p><a href="mailto:a@b.kr">가</a> <a href="#da">나</a></p>'
    )


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://law.go.kr에서", "https://law.go.kr"),
        ("https://law.go.kr/a?b=c 참고", "https://law.go.kr/a?b=c"),
        ("**https://law.go.kr/a**를", "https://law.go.kr/a"),
        ("<https://law.go.kr/>", "https://law.go.kr/"),
        ("help@dure.kr", "mailto:help@dure.kr"),
    ],
)
def test_an_address_written_out_becomes_a_link(source: str, address: str) -> None:
    assert re.findall('href="(.*?)"', html(source)) == [address]


def test_names_of_files_and_other_schemes_are_not_addresses() -> None:
    assert "<a" not in html("manage.py README.md example.com ftp://a.kr/ //a.kr/")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#9;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.kr/",
        "//a.kr/",
        "../other/",
        "/admin/",
        "?q=1",
        "https:a.kr",
        "http://[a/",
        "",
    ],
)
def test_any_other_address_is_a_fault_and_no_link(address: str) -> None:
    for source in (f"[글]({address})", f"[글]\n\n[글]: <{address}>"):
        rendered = block(source)
        assert len(rendered.faults) == 1
        assert "<a" not in rendered.html


def test_a_link_in_a_link_is_a_fault() -> None:
    rendered = block("[가 <https://a.kr> 나](https://b.kr)")
    assert rendered.html.count("<a ") == 1
    assert rendered.faults


@pytest.mark.parametrize("link", ["[글](https://a.kr/가 나)", "[글[^a]](https://a.kr)\n\n[^a]: 글"])
def test_what_only_looks_like_a_link_is_a_fault(link: str) -> None:
    assert lines_at_fault(f"글\n{link}", "](") == [1]
    assert lines_at_fault("글 `a](b)` \\[가\\](나)") == []


# --- Images ---------------------------------------------------------------------------------------
BOARD = (
    '<img class="lms-image" src="/courses/ai/images/board.0a1b.webp" alt="{}" width="800" '
    'height="450" loading="lazy" decoding="async">'
)


def test_an_image_by_itself_is_a_figure_with_its_caption() -> None:
    assert html("![](image:board)") == (
        f'<figure class="lms-figure">{BOARD.format("회로 기판")}</figure>'
    )
    assert html('![칩 <넷>](image:board "그림 1. **기판**")') == (
        f'<figure class="lms-figure">{BOARD.format("칩 &lt;넷&gt;")}'
        "<figcaption><p>그림 1. **기판**</p></figcaption></figure>"
    )


def test_an_image_within_a_line_stays_there() -> None:
    assert html("글 ![](image:board) 글") == f"<p>글 {BOARD.format('회로 기판')} 글</p>"
    assert html("- ![](image:board)") == f"<ul>\n<li>{BOARD.format('회로 기판')}</li>\n</ul>"
    rendered = render_inline("무엇입니까? ![](image:board)", Course())
    assert rendered.html == f"무엇입니까? {BOARD.format('회로 기판')}"
    assert rendered.faults == ()


@pytest.mark.parametrize(
    "image",
    [
        "![회로 **기판**](https://a.kr/a.png)",
        "![회로 기판](board.png)",
        "![회로 기판](image:bord)",
        "![회로 기판](data:image/png;base64,AAAA)",
        '![회로 기판](image:board "그림 1") 글',
    ],
)
def test_any_other_image_is_a_fault_and_shows_its_words(image: str) -> None:
    rendered = block(f"글\n{image}")
    assert rendered.html.removesuffix(" 글</p>\n").removesuffix("</p>\n") == "<p>글\n회로 기판"
    assert [fault.line for fault in rendered.faults] == [2]


@pytest.mark.parametrize("place", ["### ![](image:board)", "::: checklist ![](image:board)\n:::"])
def test_a_heading_or_a_title_holds_no_image(place: str) -> None:
    assert lines_at_fault(place, "picture") == [0]
    assert "<img" not in block(place).html


# --- Glossary terms -------------------------------------------------------------------------------
def test_a_term_opens_its_popover() -> None:
    assert html("{팹리스}답게") == (
        '<p><dfn class="lms-term"><button type="button" class="lms-term-button" '
        'popovertarget="term-12">팹리스</button></dfn>\u2060답게</p>'
    )


def test_an_unknown_term_is_named_and_shown_as_text() -> None:
    rendered = block("글\n{파운드리}는")
    assert rendered.html == "<p>글\n파운드리는</p>\n"
    assert [fault.line for fault in rendered.faults] == [2]
    assert "파운드리" in rendered.faults[0].message


@pytest.mark.parametrize(
    "source",
    [
        "[{팹리스}](https://a.kr)",
        "### {팹리스}",
        "::: checklist {팹리스}\n글\n:::",
        "{팹\n리스}",
        "{}",
    ],
)
def test_a_term_in_the_wrong_place_is_a_fault(source: str) -> None:
    rendered = block(source)
    assert [fault.line for fault in rendered.faults] == [1]
    assert "<dfn" not in rendered.html


def test_braces_in_code_and_escaped_braces_are_braces() -> None:
    assert html("`{팹리스}` \\{팹리스}") == "<p><code>{팹리스}</code> {팹리스}</p>"
