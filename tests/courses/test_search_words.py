"""Words are found as people type them: with particles, in one word or two, in any width."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.models import Course
from courses.search import MOST_RESULTS, PLACES, Found, Place, Places, search
from tests.factories import CourseFactory, GlossaryTermFactory, make_member
from tests.tables import every, first
from texts.typed_words import words_of

pytestmark = pytest.mark.django_db

# After a consonant, after ㄹ, after a vowel.
PARTICLES = [
    *(
        "은/은/는",
        "이/이/가",
        "을/을/를",
        "과/과/와",
        "으로/로/로",
        "이란/이란/란",
        "이라는/이라는/라는",
    ),
    *(
        "이나/이나/나",
        "이라도/이라도/라도",
        "입니다/입니다/입니다",
        "의/의/의",
        "에/에/에",
        "도/도/도",
    ),
    *("만/만/만", "에서/에서/에서", "에서는/에서는/에서는", "까지/까지/까지", "부터/부터/부터"),
    *("처럼/처럼/처럼", "보다/보다/보다", "마다/마다/마다", "에도/에도/에도"),
]
# Of the titles of sections, besides the terms.
NOUNS = [
    "가중치",
    "대화",
    "벤치마크",
    "프롬프트",
    "소프트웨어",
    "반도체",
    "산정표",
    "접속 규격",
    "질문",
]


def particle_of(noun: str, particles: str) -> str:
    """The one that stands after the last sound of the noun, of three."""
    after_consonant, after_rieul, after_vowel = particles.split("/")
    last = noun.rstrip(")")[-1]
    if not "가" <= last <= "힣":
        return after_vowel
    final = (ord(last) - ord("가")) % 28
    return after_vowel if not final else after_rieul if final == 8 else after_consonant


def as_typed(noun: str) -> Iterator[str]:
    """A noun in the ways in which people write it."""
    yield noun
    yield noun.replace(" ", "")
    yield noun.replace(" ", "  ")
    yield noun.lower()
    yield noun.upper()
    yield unicodedata.normalize("NFD", noun)
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in noun)


def queries(noun: str) -> Iterator[str]:
    """Every way to write the noun, with every particle, in a row or apart, and in a question."""
    for typed in as_typed(noun):
        for particle in {particle_of(noun, particles) for particles in ("//", *PARTICLES)}:
            yield typed + particle
            yield f"{typed} {particle}"
            yield f"‘{typed}’{particle}?"


def places_of(course: Course) -> Places:
    places = PLACES.last(course.slug).content
    assert places is not None
    return places


def found(places: Places, query: str) -> Found:
    return search(places, words_of(query), with_drafts=False)


def titles(places: Places, query: str) -> list[str]:
    return [place.title.source for place in found(places, query).places]


def test_every_noun_is_found_with_every_particle_however_it_is_typed(local_ai: Course) -> None:
    places = places_of(local_ai)
    nouns = [term.title.source for term in places.terms]
    every_place = [*places.terms, *places.modules, *places.lessons]
    for noun in (*nouns, *NOUNS):
        home = [place for place in every_place if noun in place.title.source]
        assert home, noun
        for query in every(5, list(queries(noun))):
            assert all(place.rank(words_of(query)) for place in home), query


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("양자화를", "양자화"),
        ("KV캐시", "KV 캐시"),
        ("kv캐시에서는", "KV 캐시"),
        ("메모리대역폭", "메모리 대역폭"),
        ("서빙엔진", "서빙 엔진"),
        ("토큰이란", "토큰"),
        ("토큰이란 무엇인가요?", "토큰"),
        ("토큰을", "토큰"),
        ("엣지 만", "엣지"),
        ("ＧＰＵ들이", "GPU"),
        ("risc v", "RISC-V"),
        ("RISCV가", "RISC-V"),
        ("OpenAI호환API", "OpenAI 호환 API"),
        ("thinking모드를", "thinking 모드"),
        ("양자하", "양자화"),
        ("토근", "토큰"),
        ("서빙앤진", "서빙 엔진"),
        ("PagedAtention", "PagedAttention"),
    ],
)
def test_what_members_typed_finds_what_they_meant_first(
    local_ai: Course, query: str, term: str
) -> None:
    assert titles(places_of(local_ai), query)[0] == term


def test_a_word_with_its_particle_finds_as_much_as_without(local_ai: Course) -> None:
    places = places_of(local_ai)
    assert {*titles(places, "토큰을")} == {*titles(places, "토큰")}
    assert len(titles(places, "토큰을")) > 20


def course_of(*texts: str) -> Places:
    """A course with terms of these titles, each explained by what stands behind a bar."""
    course = CourseFactory.create()
    for text in texts:
        term, _bar, definition = text.partition("|")
        GlossaryTermFactory.create(course=course, term=term, definition=definition or "뜻")
    return places_of(course)


def test_title_before_text_and_the_whole_word_before_a_part_of_it() -> None:
    places = course_of("가|정확한 값", "나|정확도를 잰다", "다 정확", "라 정확도")
    assert titles(places, "정확도") == ["라 정확도", "다 정확", "나", "가"]


@pytest.mark.parametrize(
    "word", ["모델이", "회의", "이해", "가로", "지도", "정확도", "하나", "평가"]
)
def test_a_word_that_ends_like_a_particle_is_not_lost(word: str) -> None:
    places = course_of(f"{word} 자체", "다른 것")
    assert titles(places, word) == [f"{word} 자체"]
    assert titles(places, f"{word}는") == [f"{word} 자체"]


def test_a_word_of_one_letter_is_found_where_nothing_else_is() -> None:
    places = course_of("컨텍스트 창", "회", "회의")
    assert titles(places, "창은") == ["컨텍스트 창"]
    assert titles(places, "회의") == ["회의"]


def test_english_is_found_in_the_plural() -> None:
    places = course_of("Token|A piece of a word.", "Batch|Requests that go together.")
    assert titles(places, "tokens") == ["Token"]
    assert titles(places, "Batches’") == ["Batch"]


def test_a_hit_is_marked_where_it_stands_in_the_text() -> None:
    places = course_of("KV 캐시|메모리 대역폭과 <ＫＶ 캐시>를 나눈다")
    (result,) = found(places, "kv캐시를 메모리대역폭").results
    assert result.title == "<mark>KV 캐시</mark>"
    assert result.snippet == (
        "<mark>메모리 대역폭</mark>과 &lt;<mark>ＫＶ 캐시</mark>&gt;를 나눈다"
    )


def test_a_word_and_a_part_of_it_are_one_mark() -> None:
    (result,) = found(course_of("조각|토큰을 쓰는토큰"), "토큰을 토큰").results
    assert result.snippet == "<mark>토큰을</mark> 쓰는<mark>토큰</mark>"


def test_the_snippet_is_of_the_word_as_it_was_typed() -> None:
    far = "그 사이에 놓인 긴 글 " * 20
    places = course_of(f"가|정확한 값 {far} 정확도를 잰다 {far}")
    (result,) = found(places, "정확도").results
    assert result.snippet.startswith("… ")
    assert "<mark>정확도</mark>를 잰다" in result.snippet
    assert result.snippet.endswith(" …")
    assert "정확한" not in result.snippet


def test_a_term_like_the_words_is_shown_at_once_and_said(client: Client) -> None:
    course = CourseFactory.create()
    for term in ("양자화", "양자 암호화"):
        GlossaryTermFactory.create(course=course, term=term)
    client.force_login(make_member(course))
    html = client.get(f"/courses/{course.slug}/search/", {"q": "양자하"}).content.decode()
    assert '‘<span lang="">양자하</span>’ — 검색 결과가 없습니다' in html
    assert '가장 비슷한 용어로 찾은 결과를 보여 드립니다: ‘<span lang="ko">양자화</span>’' in html
    assert "<mark>양자화</mark></a></h3>" in html


def test_other_terms_that_are_like_it_are_offered() -> None:
    places = course_of("배칭", "배킹", "토큰")
    result = found(places, "배팅")
    assert {*result.near} == {"배칭", "배킹"}
    assert [place.title.source for place in result.places] == [result.near[0]]


@pytest.mark.parametrize(
    "query", ["전혀다른말", "zzyzx", "?!", "💡💡", "ㄱㄴㄷ", "ㅎㅎㅎ", "가" * 100, "\0"]
)
def test_what_is_like_nothing_finds_nothing(local_ai: Course, query: str) -> None:
    result = found(places_of(local_ai), query)
    assert (result.places, result.near) == ([], [])


ODD = [
    *(
        "x" * 1_000_000,
        "%" * 100,
        "(" * 100,
        "가 " * 50,
        "-",
        "\u3164",
        "\ud7ff",
        "ㅋㅋㅋ",
    ),
    *("\u1100\u1161\u11a8" * 30, "\u0301" * 100, "e\u0301" * 40, "\ufdfa" * 100, "💡👩\u200d👧"),
]


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_are_answered_with_three_queries(
    client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    course = GlossaryTermFactory.create().course
    client.force_login(make_member(course))
    address = f"/courses/{course.slug}/search/"
    client.get(address)
    with django_assert_max_num_queries(3):
        response = client.get(address, {"q": query})
    assert response.status_code == (400 if len(query) > 100 else 200)
    assert "이 과정에서 찾기" in response.content.decode()


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called meanwhile, Python's own too."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


# Of functions, about a tenth of a microsecond each: to look into a text, to show a hit.
MOST_CALLS, MOST_TO_SHOW = 100, 300


def sections(number: int, letters: int) -> Places:
    text = "메모리 대역폭이 속도를 정합니다. 토큰을 하나씩 쓰는 동안. " * (letters // 35)
    lessons = [Place.of(f"#{at}", "", f"{at} 절", text) for at in range(number)]
    return Places(Course(), [], [], lessons)


@pytest.mark.parametrize(
    "query", first(2, ["토큰을", "KV캐시 토큰 속도", "토큰", "메모리대역폭을", "지을", "없다"])
)
def test_the_work_grows_with_sections_and_not_with_their_length(query: str) -> None:
    """Each text is gone through by the interpreter's own search, never letter by letter."""

    def calls(places: Places) -> int:
        return calls_of(lambda: found(places, query))

    short, long, more = sections(50, 300), sections(50, 9000), sections(200, 300)
    assert calls(long) <= calls(short)
    assert calls(more) <= 4.2 * calls(short)
    assert calls(more) <= 200 * MOST_CALLS


def test_the_work_of_showing_what_was_found_does_not_grow_with_the_texts() -> None:
    short, long = (found(sections(200, letters), "토큰") for letters in (300, 9000))
    assert len(short.places) == len(long.places) == MOST_RESULTS
    calls = calls_of(lambda: short.results)
    assert calls_of(lambda: long.results) <= 1.1 * calls
    assert calls <= MOST_RESULTS * MOST_TO_SHOW
