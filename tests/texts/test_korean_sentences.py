"""What is read is what was written: sentences of what Korean official texts are made of.

Each is put together of words, particles, dates, units, addresses, brackets, quotation marks and
emphasis, with what it has to be read as. One that is read otherwise has to be a fault, and only a
line in which its author alone can tell may be one.
"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import FULL
from tests.texts.markdown_context import block, html, lines_at_fault


@dataclass(frozen=True)
class Piece:
    """A part of a sentence as written, and as it has to be read."""

    source: str
    shown: str
    bold: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    is_doubtful: bool = False

    @classmethod
    def plain(cls, text: str) -> "Piece":
        return cls(text, text)

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(
            self.source + other.source,
            self.shown + other.shown,
            self.bold + other.bold,
            self.links + other.links,
            self.is_doubtful or other.is_doubtful,
        )


WORDS = """
    시행령 조문 두레 개인정보 추론 서버 값 법 제3조 제12항 GPU KV캐시 vLLM AI LLM 모델A 7B 3회 24일
    2026년 11월 100% 3.5배 1/2 10:00 24GB 3,000만
    10~20℃ 5㎡ −5℃ ₩1,000 $5 ±3%p 1×2 H₂O ① ㉮ R&D 오전·오후 3·1운동 法 東京
""".split()  # noqa: SIM905 - as Korean is read
PARTICLES = """
    을 를 이 가 은 는 의 에 에서 으로 와 과 도 만 까지 부터 처럼 보다 이나 입니다 이라고 라는
    (으)로 을(를) 이(가)
""".split()  # noqa: SIM905
BRACKETS = ["()", "「」", "『』", "“”", "‘’", "[]", "〈〉", "《》", "【】", "（）"]
PAIRS = [*BRACKETS, '""', "''"]
DAYS = [
    "2026. 11. 26.",
    "2026. 11. 26.(목)",
    "2026.11.26.",
    "26. 11. 26.",
    "11. 26.(목)",
    "11. 26(목)",
    "9. 1. ~ 9. 30.",
    "9. 1 ~ 9. 30",
    "1592. 4. 13.",
    "'26. 11. 26.",
    "2026. 11.",
    "2026-11-26",
    "02) 3150-1234",
]
ADDRESSES = [
    "https://www.law.go.kr/lsInfoP.do?lsiSeq=1",
    "https://law.go.kr",
    "https://law.go.kr/b/",
    "https://law.go.kr/b#s1",
    "https://law.go.kr/doc.pdf",
    "https://law.go.kr/a_b/c-d_e",
    "http://10.0.0.5:8000/b",
    "https://law.go.kr/%EB%B2%95",
]
HEADS = [
    "",
    "",
    "",
    "가. ",
    "나) ",
    "(1) ",
    "① ",
    "□ ",
    "○ ",
    "ㅇ ",
    "※ ",
    "― ",
    "<표 1> ",
    "<AI 기본법> ",
]
AFTER = ["3항", "", "A", "%", ")", "”", "(목)", ","]
FRAMES = [
    "{}",
    "- {}",
    "1. {}",
    "> {}",
    "::: analogy\n{}\n:::",
    "| 내용 |\n|---|\n| {} |",
    "글[^1]\n\n[^1]: {}",
    "용어\n: {}",
]

words = st.sampled_from(WORDS)
particles = st.sampled_from(PARTICLES)
plain = words.map(Piece.plain)
days = st.sampled_from(DAYS).map(Piece.plain)
marks = st.sampled_from(["**", "**", "**", "*", "***"])


@st.composite
def in_brackets(
    draw: st.DrawFn, inside: st.SearchStrategy[Piece] = plain, pairs: list[str] = PAIRS
) -> Piece:
    pair, before = draw(st.sampled_from(pairs)), draw(st.one_of(st.just(""), words))
    return Piece.plain(before + pair[0]) + draw(inside) + Piece.plain(pair[1])


def emphasised(mark: str, inner: Piece) -> Piece:
    return Piece(f"{mark}{inner.source}{mark}", inner.shown, (inner.shown,), inner.links)


@st.composite
def bold(draw: st.DrawFn) -> Piece:
    """Bold or emphasised words, with what may be written right before and after them."""
    inner = draw(st.one_of(plain, in_brackets(), days))
    mark = draw(marks)
    # After Latin letters a single star before a sign is a product: n*(n+1).
    before = draw(st.sampled_from(["", "", "(", "“", "가장", "GPU"][: 5 if mark == "*" else 6]))
    # And between digits it is one always: 3*4.
    rests = AFTER[1:] if mark == "*" else AFTER
    after = draw(st.one_of(particles, st.sampled_from(rests)))
    is_glued = before.isalnum()
    piece = Piece.plain(before) + emphasised(mark, inner) + Piece.plain(after)
    # A single star within a word may be a times sign.
    is_doubtful = is_glued and (mark != "**" or " " in inner.source)
    return Piece(piece.source, piece.shown, piece.bold, piece.links, is_doubtful)


@st.composite
def address(draw: st.DrawFn) -> Piece:
    written = draw(st.sampled_from(ADDRESSES))
    around = draw(st.sampled_from(["", "", *PAIRS, "<>", "**"]))
    half = len(around) // 2
    link = Piece(written, unquote(written), (), (unquote(written),))
    if around == "<>":
        return Piece(f"<{written}>", link.shown, (), link.links)
    if around == "**":
        return emphasised("**", link)
    return Piece.plain(around[:half]) + link + Piece.plain(around[half:])


doubtful = st.sampled_from(
    ["가로*세로*높이", "필수*", "홍**", "김*수", "_강조_를", "__init__", "2**10"]
).map(lambda text: Piece(text, text, is_doubtful=True))
literal = st.sampled_from(
    ["010-****-1234", "3*4*5", "(*)", "(____)", "snake_case_name", "a_1", '"*"', "C++", "1 * 2"]
).map(Piece.plain)
code = st.sampled_from(["ps aux | grep vllm", "a**b", "<b>", "_x_", "https://a.kr/b"]).map(
    lambda text: Piece(f"`{text}`", text)
)
nouns = st.one_of(
    plain,
    plain,
    in_brackets(),
    in_brackets(bold(), BRACKETS),
    bold(),
    address(),
    days,
    literal,
    code,
)


@st.composite
def sentence(draw: st.DrawFn) -> Piece:
    """A line of nouns with their particles, which may begin with a date or as an item does."""
    parts = [Piece.plain(draw(st.sampled_from(HEADS))) + draw(st.one_of(days, nouns))]
    for noun in draw(st.lists(st.one_of(nouns, nouns, nouns, nouns, nouns, doubtful), max_size=4)):
        parts.append(Piece.plain(" ") + noun + Piece.plain(draw(st.one_of(particles, st.just("")))))
    end = draw(st.sampled_from([".", " 시행한다.", "?", "", " 끝."]))
    return sum(parts[1:], parts[0]) + Piece.plain(end)


def words_of(html: str) -> str:
    shown = re.sub('<span class="visually-hidden">.*?</span>', "", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", shown)).split())


def emphasised_in(html: str) -> list[str]:
    once = html.replace("<em><strong>", "<b>").replace("</strong></em>", "</b>")
    found = re.findall(r"<(b|strong|em)>(.*?)</\1>", once, re.DOTALL)
    return [words_of(inner) for _name, inner in found]


@settings(max_examples=10_000 if FULL else 100)
@given(st.lists(sentence(), min_size=1, max_size=3), st.sampled_from(FRAMES))
def test_what_is_read_is_what_was_written(sentences: list[Piece], frame: str) -> None:
    if frame != "{}":
        sentences = sentences[:1]
    # A star that is left over is paired with the next in its paragraph.
    gap = "\n\n" if any(sentence.is_doubtful for sentence in sentences) else "\n"
    source = frame.format(gap.join(sentence.source for sentence in sentences))
    rendered = block(source)
    doubtful = {sentence.source for sentence in sentences if sentence.is_doubtful}
    for fault in rendered.faults:
        line = source.split("\n")[fault.line - 1]
        assert any(sentence in line for sentence in doubtful), (source, fault)
    if rendered.faults:
        return
    shown = " ".join(" ".join(sentence.shown.split()) for sentence in sentences)
    assert shown in words_of(rendered.html), (source, rendered.html)
    expected = [" ".join(words.split()) for sentence in sentences for words in sentence.bold]
    assert emphasised_in(rendered.html) == expected, (source, rendered.html)
    links = [unquote(unescape(href)) for href in re.findall('href="(http.*?)"', rendered.html)]
    assert links == [link for sentence in sentences for link in sentence.links]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("기간: 2026. 11. 26.\n~ 12. 31.까지", "<p>기간: 2026. 11. 26.\n~ 12. 31.까지</p>"),
        ("용어\n: 뜻\n~ 12. 31.", "<dl>\n<dt>용어</dt>\n<dd>뜻\n~ 12. 31.</dd>\n</dl>"),
        (
            "용어\n: 뜻\n\n~ 12. 31.",
            "<dl>\n<dt>용어</dt>\n<dd>뜻</dd>\n</dl>\n<p>~ 12. 31.</p>",
        ),
        ("□ 추진\n ○ 내용", "<p>□ 추진<br>\n○ 내용</p>"),
        ("[법](으)로 [령](이)라", "<p>[법](으)로 [령](이)라</p>"),
        ("법은 <https://law.go.kr/%EB%B2%95>은", None),
        ("https://law.go.kr/%EB%B2%95은 법은", None),
        ("<표 1>과 <AI 기본법>, <KV cache>", None),
    ],
)
def test_what_markdown_reads_otherwise_is_read_as_written(source: str, shown: str | None) -> None:
    assert shown in (None, html(source))


@pytest.mark.parametrize(
    ("source", "cure"),
    [
        ("글\n\n[출처]: 통계청", r"\[출처]:"),
        ("글\n\n    들여 쓴 문단", "```"),
        ("글\n\n홍**과 김**는", "begin it where a word begins"),
        ("글\n\n가로*세로*높이", "×"),
        ("글\n\n__init__ 함수", "`code`"),
        ("글\n\n_강조_를", "**word**"),
        ("글\n\n2**10", "between digits"),
        ("글\n\n**굵게", "missing in this paragraph"),
        ("글\n\n** 굵게 **", "spaces inside"),
        ("글\n\n<b>", "`code`"),
    ],
)
def test_what_only_its_author_can_tell_is_a_fault_with_its_cure(source: str, cure: str) -> None:
    assert lines_at_fault(source, cure) == [2]
