"""The words of a query: as typed first, then without signs, particle or plural."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.typed_words import MOST_WORDS, words_of

TWO_LETTERS = [["회의", "회"], ["지도", "지"], ["나이"], ["가로", "가"], ["이해"]]


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("양자화를", [["양자화를", "양자화"]]),
        ("토큰이란?", [["토큰이란?", "토큰이란", "토큰"]]),
        ("KV캐시에서는", [["kv캐시에서는", "kv캐시"]]),
        ("‘로컬’", [["‘로컬’", "로컬"]]),
        ("토큰 을", [["토큰을", "토큰"]]),
        ("메모리 대역폭", [["메모리"], ["대역폭"]]),
        ("이 모델은", [["이"], ["모델은", "모델"]]),
        ("토큰 를", [["토큰"], ["를"]]),
        ("창 은", [["창은"]]),
        ("컨텍스트 창이", [["컨텍스트"], ["창이", "창"]]),
        ("정확도", [["정확도", "정확"]]),
        ("회의 지도 나이 가로 이해", TWO_LETTERS),
        ("모델들이", [["모델들이", "모델들", "모델"]]),
        ("GPUs", [["gpus", "gpu"]]),
        ("model’s", [["model’s", "model"]]),
        ("boxes classes batches", [["boxes", "box"], ["classes", "class"], ["batches", "batch"]]),
        ("class bus is", [["class"], ["bus"], ["is"]]),
        ("100%", [["100%", "100"]]),
        ("<>", [["<>"]]),
        ("ㄱㅏ", [["\u1100\u1161"]]),
        ("-- \u200b \u3164", []),
        ("", []),
    ],
)
def test_words_and_their_forms(query: str, forms: list[list[str]]) -> None:
    assert [word.forms for word in words_of(query)] == forms


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("창은", ["창은", "창"]),
        ("회의?", ["회의?", "회의", "회"]),
        ("이해", ["이해"]),
        ("창을는", ["창을는"]),
        ("양자화를", ["양자화를", "양자화"]),
        ("?", ["?"]),
    ],
)
def test_where_a_word_is_nowhere_a_single_letter_is_what_is_meant(
    query: str, forms: list[str]
) -> None:
    (word,) = words_of(query)
    assert word.cut_to_one_letter().forms == forms


def test_there_are_at_most_eight() -> None:
    assert len(words_of("가 " * 20 + "나 다라 마바 사아 자차 카타 파하 거너 더러")) == MOST_WORDS


@given(st.text())
def test_whatever_is_typed_makes_words_that_are_not_empty(query: str) -> None:
    for word in words_of(query):
        assert all(word.forms)
        assert len({*word.forms}) == len(word.forms)
