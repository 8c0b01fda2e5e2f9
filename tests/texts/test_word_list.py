"""A word list finds the words that a course says otherwise, in what its authors wrote as prose."""

import unicodedata

import pytest
from django.conf import settings
from django.utils.translation import override

from tests.texts.markdown_context import Course
from texts import Kind
from texts.prose import passages
from texts.word_list import LONGEST_WORD, WordList

LIST = """\
비교하다, 대조하다: 견주, 겨루
질문, 문제: 물음, -물음표
버전: 판, -판단, -판매
상한: 위 끝
GPU: VGA, graphics card
compare: contrast, -contrastive
"""


def words_in(text: str, source: str = LIST) -> list[str]:
    return [found.word for found in WordList.of(source).find(text)]


def told(text: str, kind: Kind = "block", language: str = "ko") -> list[tuple[int, str]]:
    """The lines and words that are found in a text of Markdown."""
    words = WordList.of(LIST)
    return [
        (passage.line + found.breaks, found.word)
        for passage in passages(text, Course(language), kind)
        for found in words.find(passage.words)
    ]


def faults_of(source: str) -> list[tuple[int, str]]:
    with override("en"):
        return [(fault.line, fault.message) for fault in WordList.of(source).faults]


@pytest.mark.parametrize(
    "word",
    [
        "견주다",
        "견줍니다",
        "견준",
        "견줄",
        "견주어",
        "겨룬다",
        "물음",
        "물음은",
        "판",
        "판이",
        "판마다",
    ],
)
def test_a_stem_is_found_with_endings_and_particles(word: str) -> None:
    assert words_in(f"앞말 {word} 뒷말") == [word]
    assert words_in(f"앞말 ({word}.") == [word]


@pytest.mark.parametrize(
    "word",
    ["물음표", "물음표를", "판단", "판단하지", "판매", "재판", "선결판", "3판", "물은", "위", "끝"],
)
def test_exceptions_and_what_only_holds_the_stem_are_not(word: str) -> None:
    assert words_in(f"앞말 {word} 뒷말") == []


def test_two_words_are_found_over_the_end_of_a_line() -> None:
    assert words_in("값의 위 끝은 위\n끝에") == ["위 끝은", "위 끝에"]


def test_case_and_how_a_letter_is_put_together_make_no_difference() -> None:
    assert words_in("vga와 Vga") == ["vga와", "vga"]
    assert words_in(unicodedata.normalize("NFD", "견줍니다")) == ["견줍니다"]
    assert words_in("견줍니다", unicodedata.normalize("NFD", LIST)) == ["견줍니다"]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_course_of_any_language_has_words_found(language: str) -> None:
    text = "We contrast them, contrasting 견준 with contrastive words.\n\nGraphics\ncards"
    assert told(text, language=language) == [
        (1, "contrast"),
        (1, "contrasting"),
        (1, "견준"),
        (3, "graphics cards"),
    ]


def test_markup_parts_no_word_and_lines_are_told() -> None:
    text = (
        "# 판\n\n- **견**줍니다\n- [물음](course:chips)과\n  <u>겨룬</u>\n\n"
        "| 판 | 나 |\n|---|---|\n| {팹리스} | 판 |"
    )
    assert told(text) == [
        (1, "판"),
        (3, "견줍니다"),
        (4, "물음과"),
        (5, "겨룬"),
        (7, "판"),
        (9, "판"),
    ]


def test_boxes_calculations_drawings_and_captions_are_read() -> None:
    text = (
        "::: checklist 판 고르기\n- [ ] 견준다\n:::\n\n::: calc 물음\n판: 3 = 3\n:::\n\n"
        "::: drawing bar 판마다\nunit: GB\n판: 판 6 | KV 3\n:::\n\n"
        '![](image:board "그림 1. 판")'
    )
    assert told(text) == [
        (1, "판"),
        (2, "견준다"),
        (5, "물음"),
        (6, "판"),
        (9, "판마다"),
        (11, "판"),
        (11, "판"),
        (14, "판"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`견주다`와 ``판``판은",
        "```text\n견주다\n```",
        "    견주다",
        "[글](https://example.kr/견주다)과 <https://example.kr/판>",
        "https://example.kr/b?q=판 그리고",
        "글[^1]\n\n[^1]: 견주다, 판 물음",
        r"\(판\)과 $$x = 판$$",
        "![](image:판)",
    ],
)
def test_code_addresses_sources_and_formulas_are_left_out(text: str) -> None:
    assert told(text) == []


def test_lines_are_counted_past_code_and_in_texts_of_a_line() -> None:
    assert told("글 `여러\n줄` 코드\n견준다") == [(3, "견준다")]
    assert told("\n\n견준다\n겨룬다", "line") == [(3, "견준다"), (4, "겨룬다")]
    assert told("첫 줄\n\n판", "item") == [(3, "판")]


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        ("견주다", 1, "A line says a word to use"),
        ("\n비교하다:", 2, "A line says a word to use"),
        (": 견주", 1, "A line says a word to use"),
        ("비교하다: -견주", 1, "A line says a word to use"),
        ("비교하다: 견주, (", 1, "“(” begins with no letter"),
        ("비교하다: .*", 1, "“.*” begins with no letter"),
        (f"비교하다: {'견' * 41}", 1, f"is longer than {LONGEST_WORD} letters"),
        ("비교하다: 견주\n대조하다: 견주", 2, "“견주” stands in line 1 already."),
        ("질문: 물음, -물어", 1, "“-물어” begins with none"),
        ("비교하다: 비교", 1, "“비교하다” is what this line says to use"),
        ("대조하다: 견주\n비교하다: 대조", 1, "“대조하다” is what this line says to use"),
    ],
)
def test_a_line_that_cannot_be_used_is_told(source: str, line: int, why: str) -> None:
    faults = faults_of(source)
    assert [fault for fault in faults if fault[0] == line and why in fault[1]], faults


def test_a_list_without_faults_has_none() -> None:
    assert faults_of(LIST) == []
    assert not WordList.of("")
    assert words_in("견주다", "") == []


def test_signs_of_patterns_are_letters_like_others() -> None:
    source = "이것: 가.*, 나(나)+, 다[a-z]{1000}, 라\\w+$"
    assert faults_of(source) == []
    assert words_in("가나다 나나 다a 라라 가.*가 나(나)+는 라\\w+$", source) == [
        "가.*가",
        "나(나)+는",
        "라\\w+$",
    ]


def test_the_longest_stem_counts() -> None:
    source = "하나: 가나\n둘: 가나다라, -가나다라마"
    uses = [found.use for found in WordList.of(source).find("가나 가나다 가나다라 가나다라마")]
    assert uses == ["하나", "하나", "둘"]


def test_a_thousand_entries_and_a_hundred_kilobytes_are_read_and_found() -> None:
    entries = [
        f"쓰기{number}: {'가' * 20}{number:04}끝, -{'가' * 20}{number:04}끝말"
        for number in range(1000)
    ]
    source = "\n".join(entries)
    assert len(source.encode()) > 100_000
    assert faults_of(source) == []
    text = " ".join(
        f"{'가' * 20}{number:04}끝은 {'가' * 20}{number:04}끝말" for number in range(1000)
    )
    assert len(words_in(text, source)) == 1000


def test_a_line_of_ten_thousand_words_is_read_at_once() -> None:
    """In steps as many as the words, and not as pairs of them."""
    words = [f"가{number}" for number in range(10_000)]
    source = f"하나: {', '.join(words)}, {', '.join(f'-{word}나' for word in words)}"
    assert faults_of(source) == []
    assert words_in("가9999는 가9999나 가1나", source) == ["가9999는"]
