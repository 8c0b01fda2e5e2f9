"""Where an address that stands bare in a Korean text ends, and where only its author can tell."""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import cells
from tests.texts.markdown_context import Course, block, html, lines_at_fault
from texts import render_inline


def links(source: str) -> list[str]:
    return addresses_in(html(source))


def addresses_in(rendered: str) -> list[str]:
    """As people read them."""
    found = [unquote(unescape(href)) for href in re.findall('href="(.*?)"', rendered)]
    return [re.sub(r"xn--[\w-]+", lambda name: name[0].encode().decode("idna"), a) for a in found]


def words(rendered: str) -> str:
    shown = re.sub('<span class="visually-hidden">.*?</span>', "", rendered)
    return unescape(re.sub(r"<.*?>", "", shown)).strip()


ADDRESSES = [
    "https://www.law.go.kr/lsInfoP.do?lsiSeq=1",
    "https://law.go.kr",
    "https://law.go.kr/",
    "https://law.go.kr/b",
    "https://law.go.kr/b/",
    "https://law.go.kr/?id=1",
    "https://law.go.kr/doc.pdf",
    "https://law.go.kr/b#s1",
    "https://law.go.kr/b?a=1&b=2",
    "https://law.go.kr/2026-11-26",
    "https://law.go.kr/%EB%B2%95%EB%A0%B9",
    "https://law.go.kr/법령/민법.pdf",
    "https://law.go.kr/법령/?q=두레&page=2",
    "https://en.wikipedia.org/wiki/Seoul_(city)",
    "https://law.go.kr:8443",
    "https://law.go.kr:8443/b",
    "http://127.0.0.1:8000",
    "http://10.0.0.5",
    "http://localhost:8000",
    "http://청와대.한국",
    "HTTPS://LAW.GO.KR/B",
]
PARTICLES = """
    을 를 이 가 은 는 의 에 에서 에서는 에서도 으로 로 로부터 와 과 도 만 까지 부터 처럼 보다 이나
    이며 입니다 입니다만 이라고 라는 이다 에만 에는 께서는 (으)로 을(를) 등을
""".split()  # noqa: SIM905 - as Korean is read


@pytest.mark.parametrize(("address", "particle"), cells(ADDRESSES, PARTICLES))
def test_an_address_ends_before_a_particle(address: str, particle: str) -> None:
    shown = unquote(address)
    assert links(f"글 {address}{particle} 보라") == [shown]
    assert words(html(f"{address}{particle}.")) == f"{shown}{particle}."


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://law.go.kr확인", "https://law.go.kr"),
        ("https://law.go.kr에서/b", "https://law.go.kr"),
        ("https://law.go.kr(법제처)에서", "https://law.go.kr"),
        ("‘https://law.go.kr/b’를", "https://law.go.kr/b"),
        ("“https://law.go.kr/b”라고", "https://law.go.kr/b"),
        ("'https://law.go.kr/b'를", "https://law.go.kr/b"),
        ('"https://law.go.kr/b"를', "https://law.go.kr/b"),
        ("「https://law.go.kr/b」을", "https://law.go.kr/b"),
        ("『https://law.go.kr/b』", "https://law.go.kr/b"),
        ("(https://law.go.kr/b)를", "https://law.go.kr/b"),
        ("[https://law.go.kr/b]를", "https://law.go.kr/b"),
        ("（https://law.go.kr/b）를", "https://law.go.kr/b"),
        ("https://law.go.kr/b。", "https://law.go.kr/b"),
        ("https://law.go.kr/b、", "https://law.go.kr/b"),
        ("https://law.go.kr/b…", "https://law.go.kr/b"),
        ("https://law.go.kr/b～", "https://law.go.kr/b"),
        ("https://law.go.kr/b를.", "https://law.go.kr/b"),
        ("https://law.go.kr/b.를", "https://law.go.kr/b"),
        ("https://law.go.kr/b?를", "https://law.go.kr/b"),
        ("*https://law.go.kr/b*를", "https://law.go.kr/b"),
        ("**https://law.go.kr/b**를", "https://law.go.kr/b"),
        ("https://law.go.kr/b\u3000글", "https://law.go.kr/b"),
        ("https://law.go.kr/b\u200b를", "https://law.go.kr/b"),
        ("https://law.go.kr/b를(을)", "https://law.go.kr/b"),
        (unicodedata.normalize("NFD", "https://law.go.kr/b를"), "https://law.go.kr/b"),
        ("https://law.go.kr/두레_(마을)를", "https://law.go.kr/두레_(마을)"),
    ],
)
def test_an_address_ends_before_what_is_no_part_of_it(source: str, address: str) -> None:
    assert links(source) == [address]


def test_two_addresses_may_be_joined_by_a_particle_or_a_dot() -> None:
    both = ["https://a.kr/b", "https://c.kr/d"]
    assert links("https://a.kr/b와https://c.kr/d를") == both
    assert links("https://a.kr/b·https://c.kr/d를") == both


@pytest.mark.parametrize(
    "address",
    [
        "https://ko.wikipedia.org/wiki/두레",
        "https://ko.wikipedia.org/wiki/3·1_운동",
        "https://ko.wikipedia.org/wiki/두레_(농촌)",
        "https://ko.wikipedia.org/wiki/국가",
        "https://ko.wikipedia.org/wiki/가을",
        "https://ko.wikipedia.org/wiki/지도",
        "https://ko.wikipedia.org/wiki/회의",
        "https://law.go.kr/법령/개인정보보호법",
        "https://law.go.kr/법령/개인정보보호법/제3조",
        "https://law.go.kr/?q=두레",
        "https://law.go.kr/?q=두레&page=2",
        "https://law.go.kr/b#두레",
        "https://law.go.kr/두레-마을",
        "https://law.go.kr/AI반도체/b",
        "https://law.go.kr/AI반도체.pdf",
        "http://청와대.한국",
        "http://한글.kr/두레",
        "https://fr.wikipedia.org/wiki/Corée",
        "https://ja.wikipedia.org/wiki/東京",
    ],
)
def test_an_address_may_hold_korean(address: str) -> None:
    assert links(f"{address} 참고") == [address]
    assert links(f"({address}), {address}.") == [address, address]
    assert links(f"<{address}>를") == [address]


@pytest.mark.parametrize(
    "address",
    [
        "https://ko.wikipedia.org/wiki/두레를",
        "https://ko.wikipedia.org/wiki/두레에서는",
        "https://ko.wikipedia.org/wiki/민법에서",
        "https://ko.wikipedia.org/wiki/위키백과",
        "https://ko.wikipedia.org/wiki/AI반도체",
        "https://ko.wikipedia.org/wiki/2024년",
        "https://namu.wiki/w/두레(협동체)",
        "https://law.go.kr/b(참고)",
        "https://law.go.kr/b를통해",
        "https://law.go.kr/법령/제3조를",
        "https://law.go.kr/?q=두레를",
        "https://law.go.kr/?q=두레&page=2쪽수",
        unicodedata.normalize("NFD", "https://law.go.kr/두레를"),
    ],
)
def test_where_only_the_author_can_tell_the_end_it_is_a_fault(address: str) -> None:
    assert lines_at_fault(f"글\n글 {address} 참고", "< and >") == [1]
    assert words(block(f"{address} 참고").html) == f"{address} 참고"
    assert links(f"<{address}> 참고") == [address]


def test_an_end_is_looked_for_in_its_own_cell() -> None:
    assert html("| https://a.kr/b | 확인 |\n|---|---|\n| https://a.kr/b | 글 |").count("<a ") == 2


def test_a_one_line_text_has_the_same_ends() -> None:
    assert "b</a>를" in re.sub("<span.*?</span>", "", _inline("https://a.kr/b를 보라"))


def _inline(source: str) -> str:
    rendered = render_inline(source, Course())
    assert rendered.faults == ()
    return rendered.html


@pytest.mark.parametrize("after", ["로", "에게", "입니다", "확인", " 로", ".", "(담당)", ""])
@pytest.mark.parametrize("prefix", ["", "mailto:"])
def test_a_mail_address_ends_before_korean(prefix: str, after: str) -> None:
    assert links(f"{prefix}help@dure.co.kr{after}") == ["mailto:help@dure.co.kr"]


def test_names_without_a_scheme_are_no_addresses() -> None:
    assert links("www.law.go.kr를 law.go.kr/b에서 manage.py를") == []


paths = st.lists(st.text("abcXYZ019-_", min_size=1, max_size=6), max_size=3).map("/".join)
queries = st.sampled_from(["", "?id=1", "?a=b&c=d", "#s1", "?q=%EB%91%90"])


@given(paths, queries, st.sampled_from(PARTICLES), st.sampled_from([" 보라", ".", ",", "\n글", ""]))
def test_no_address_takes_a_particle(path: str, query: str, particle: str, after: str) -> None:
    address = f"https://dure.kr/{path}{query}"
    found = block(f"글 {address}{particle}{after}")
    assert addresses_in(found.html) == [unquote(address)]
    assert found.faults == ()
