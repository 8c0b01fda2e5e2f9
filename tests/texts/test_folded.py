"""Folded text: what makes no difference, and where in the text itself a hit stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.folded import Folded, fold

# Signs of every kind that a text may hold, more of those that people type.
OFTEN = "가나다각을 KVkv-1 ①㎏ﬁＡß\u0301\u11a8\u200b"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(OFTEN)))
IN_SOUNDS = unicodedata.normalize("NFD", "양자화")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("KV 캐시", "kv캐시"),
        ("ＫＶ　캐시", "kv캐시"),
        (unicodedata.normalize("NFD", "대역폭을"), "대역폭을"),
        ("ｶﾞ", "ガ"),
        ("RISC-V", "riscv"),
        ("온\u2013디바이스", "온디바이스"),
        ("㎏ ﬁ ½", "kgfi1⁄2"),
        ("Straße", "strasse"),
        ("보이지\u200b않는\u00ad것\ufeff", "보이지않는것"),
        ("💡\ufe0f", "💡"),
        ("100% <a_b>", "100%<a_b>"),
        ("\0\t \n", "\0"),
        ("", ""),
    ],
)
def test_width_case_spaces_and_ways_to_write_a_letter_are_nothing(text: str, letters: str) -> None:
    assert fold(text) == letters
    assert Folded(text).letters == letters


@pytest.mark.parametrize(
    ("text", "word", "spans"),
    [
        ("메모리 대역폭이 정한다", "메모리대역폭", ["메모리 대역폭"]),
        ("ＫＶ 캐시, kv캐시를", "kv캐시", ["ＫＶ 캐시", "kv캐시"]),
        ("(메모리 대역폭)", "메모리대역폭", ["메모리 대역폭"]),
        ("AI반도체 칩", "반도체칩", ["반도체 칩"]),
        ("새 서빙 엔진들", "서빙엔진", ["서빙 엔진"]),
        ("통\u00ad합 메모리", "통합", ["통\u00ad합"]),
        (IN_SOUNDS + "를", "양자화", [IN_SOUNDS]),
        ("3㎏ 가방", "kg", ["㎏"]),
        ("㎏ 가방들", "kg가방", ["㎏ 가방"]),
        ("토큰과 토큰을", "토큰", ["토큰", "토큰"]),
        ("대역폭", "역폭", ["역폭"]),
    ],
)
def test_a_hit_is_told_where_it_stands_in_the_text(text: str, word: str, spans: list[str]) -> None:
    folded = Folded(text)
    assert folded.has(word)
    assert [text[start:end] for start, end in folded.spans(word)] == spans


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("까지 도구를", "지도"),
        ("한 글자", "한글"),
        ("이 해결책", "이해"),
        ("모델가 로컬", "가로"),
        ("두 레이어", "두레"),
        ("통합메모리 대역폭", "리대역폭"),
    ],
)
def test_two_words_do_not_make_a_third_by_chance(text: str, word: str) -> None:
    folded = Folded(text)
    assert word in folded.letters
    assert not folded.has(word)


def test_a_part_of_the_text_has_its_own_hits() -> None:
    text = "토큰 ① 토큰 ㎏ 토큰"
    folded = Folded(text)
    assert [*folded.spans("토큰", 3, 8)] == [(5, 7)]
    assert [*folded.spans("토큰", 6)] == [(10, 12)]
    assert [*folded.spans("토큰", len(text))] == []
    assert [*folded.spans("kg", 8, 9)] == [(8, 9)]
    assert [*Folded(IN_SOUNDS).spans("자", 2)] == [(3, 5)]


@given(TEXTS, TEXTS, TEXTS)
def test_a_word_between_others_is_found_in_whatever_text(
    before: str, word: str, after: str
) -> None:
    letters, source = fold(word), f"{before} {word} {after}"
    folded = Folded(source)
    assert folded.letters == fold(source)
    if letters:
        assert folded.has(letters)
        spans = [*folded.spans(letters)]
        assert spans == sorted(spans)
        assert all(letters in fold(source[start:end]) for start, end in spans)
