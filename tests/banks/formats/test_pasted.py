"""A test as people paste it from a document: which questions it holds, and which option is right.

All samples are written for this test.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks.formats.bank import Bank
from banks.formats.pasted import LONGEST_PASTE, pasted, read
from tests.tables import examples, first

# What is pasted, and of each question: its stem, its options, the right ones, what explains them.
Read = tuple[str, list[str], tuple[int, ...], list[str]]
AB = ["가", "나"]
SAMPLES: dict[str, tuple[str, list[Read]]] = {
    "two options a line": (
        "1. 물음은?\n① 성명 ② 주소\n③ 상호 ④ 전화\n정답: ③\n해설: 법인이다.",
        [("물음은?", ["성명", "주소", "상호", "전화"], (2,), ["법인이다."])],
    ),
    "all in one line": ("물음은? ① 가 ② 나\n정답 ②", [("물음은?", AB, (1,), [])]),
    "without spaces": ("물음은?\n①가②나\n답: 1번", [("물음은?", AB, (0,), [])]),
    "numbers before brackets": (
        "문제 1) 물음\n1) 가\n2) 나\n[정답] 2번\n[해설] 나다\n문제 2) 또\n1) 가\n2) 나\n답: 1",
        [("물음", AB, (1,), ["나다"]), ("또", AB, (0,), [])],
    ),
    "numbers for both": (
        "1. 물음\n1. 가\n2. 나\n2. 또\n1. 가\n2. 나\n정답\n1-② 2-①",
        [("물음", AB, (1,), []), ("또", AB, (0,), [])],
    ),
    "full-width": ("１．물음\n（１）가\n（２）나\n정답：２", [("물음", AB, (1,), [])]),
    "Aiken": (
        "What?\nA. one\nB. two\nANSWER: B\n\nMore?\nA) x\nB) y\nAnswer: a",
        [("What?", ["one", "two"], (1,), []), ("More?", ["x", "y"], (0,), [])],
    ),
    "Korean letters, a table of answers": (
        "1. 물음?\n가. 하나\n나. 둘\n2. 또?\n가. 셋\n나. 넷\n문항\t1\t2\n정답\t나\t가",
        [("물음?", ["하나", "둘"], (1,), []), ("또?", ["셋", "넷"], (0,), [])],
    ),
    "a key with explanations": (
        "1. 물음?\n① 가 ② 나\n2. 또?\n① 가 ② 나\n정답 및 해설\n1. ② 나가 맞다\n2. ①\n가가 맞다",
        [("물음?", AB, (1,), ["나가 맞다"]), ("또?", AB, (0,), ["가가 맞다"])],
    ),
    "statements in a box": (
        "3. 옳은 것은?\nㄱ. 하나\nㄴ. 둘\n① ㄱ ② ㄴ\n③ ㄱ, ㄴ\n정답 ③",
        [("옳은 것은?\nㄱ. 하나\nㄴ. 둘", ["ㄱ", "ㄴ", "ㄱ, ㄴ"], (2,), [])],
    ),
    "options that speak of others": (
        "물음은?\n① 가\n② 나\n③ ①, ② 모두\n정답: ③",
        [("물음은?", [*AB, "①, ② 모두"], (2,), [])],
    ),
    "an option that speaks of the next": (
        "물음은?\n① 가\n② 나\n③ ②와 ④의 합\n④ 라\n정답: ④",
        [("물음은?", [*AB, "②와 ④의 합", "라"], (3,), [])],
    ),
    "each with its explanation": (
        "물음은?\n① 가\n해설: 아니다\n② 나 (정답)\n해설: 맞다",
        [("물음은?", AB, (1,), ["아니다", "맞다"])],
    ),
    "an explanation of each below": (
        "물음은?\n① 가\n② 나\n정답: ②\n해설:\n① 아닌 까닭\n② 맞는 까닭",
        [("물음은?", AB, (1,), ["아닌 까닭", "맞는 까닭"])],
    ),
    "a star": ("물음은?\nA. one\n*B. two", [("물음은?", ["one", "two"], (1,), [])]),
    "the answer's text": ("물음은?\n① 가\n② 나\n정답: 나", [("물음은?", AB, (1,), [])]),
    "the answer behind the stem": ("물음은? (정답: ②)\n① 가\n② 나", [("물음은?", AB, (1,), [])]),
    "several answers": ("물음은?\n① 가\n② 나\n정답: ①, ②", [("물음은?", AB, (0, 1), [])]),
    "no answer": ("물음은?\n① 가\n② 나", [("물음은?", AB, (), [])]),
    "no such option": ("물음은?\n① 가\n② 나\n정답: ⑤", [("물음은?", AB, (), [])]),
    "true and false": (
        "1. 지구는 둥글다. (O)\n2. 해는 서쪽에서 뜬다. (X)",
        [("지구는 둥글다.", [], (0,), []), ("해는 서쪽에서 뜬다.", [], (1,), [])],
    ),
    "numbers are no marks": (
        "1. 1.5배는?\n① 3.5\n② 2024. 1. 1. 시행\n정답: ②",
        [("1.5배는?", ["3.5", "2024. 1. 1. 시행"], (1,), [])],
    ),
    "without numbers or answers": (
        "첫째?\n① 가\n② 나\n\n둘째?\n① 가\n② 나",
        [("첫째?", AB, (), []), ("둘째?", AB, (), [])],
    ),
    "lines that go on": (
        "1. 긴 물음이\n이어지는가?\n① 긴\n보기\n② 나\n정답: ①",
        [("긴 물음이 이어지는가?", ["긴 보기", "나"], (0,), [])],
    ),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_test_is_read_as_it_is_written(sample: str) -> None:
    text, expected = SAMPLES[sample]
    for ends in ("\n", "\r\n"):
        questions = pasted(text.replace("\n", ends).replace("\r", ""))
        read_as = [
            (
                question.stem,
                [option for option, _explanation in question.options],
                question.right,
                [
                    *filter(None, (explanation for _text, explanation in question.options)),
                    *filter(None, [question.general]),
                ],
            )
            for question in questions
        ]
        assert read_as == expected


def test_what_has_no_place_is_told() -> None:
    (question,) = pasted("물음은?\n① 가\n② 나\n정답: ①\n난이도: 하\n- 3 -")
    assert question.left_aside == ("난이도: 하", "- 3 -")
    assert question.faults == []


@pytest.mark.parametrize(
    "unit",
    first(
        2,
        [
            "1) ",
            "1. ①\n",
            "① 가\n",
            "정답\n1. ①\n",
            "해설: 가\n",
            "ㄱ.\n",
            "1. 물음\n① 가 ② 나\n",
            "(",
            "\t ",
        ],
    ),
)
def test_the_longest_paste_ends(unit: str) -> None:
    """However it repeats: a step for each letter, or the suite would stand still here."""
    pasted((unit * LONGEST_PASTE)[:LONGEST_PASTE])


def bank(text: str) -> Bank:
    return read(text.encode(), 2000)


def test_as_a_bank_nothing_is_passed_over() -> None:
    several = bank("1. 하나?\n① 가 ② 나\n정답: ①, ②\n2. 둘?\n① 가 ② 나\n3. 서술하시오.")
    assert [refusal.kind for refusal in several.refusals] == ["multiple response", "unreadable"]
    (draft,) = several.questions
    assert draft.is_draft
    assert several.total == 3


@examples(20)
@given(number=st.integers(0, 10_000))
def test_letters_of_questions_are_all_read(number: int) -> None:
    """Of any mix of marks: what was written into the test is what comes out."""
    heads, marks = ["{}. ", "{}) ", "문 {}. ", "{}번 "], ["①②③④", ["1)", "2)", "3)", "4)"], "ABCD"]
    head, row = heads[number % 4], marks[number % 3]
    if head == "{}) ":
        row = "①②③④"
    lines = []
    for question in range(1, 4):
        lines.append(head.format(question) + f"{number}째 시험의 {question}째 물음은?")
        for place, mark in enumerate(row, 1):
            dot = ")" if row == "ABCD" else ""
            lines.append(f"{mark}{dot} 보기 {question}-{place}")
        lines.append(f"정답: {row[number % len(row)]}")
    questions = pasted("\n".join(lines))
    assert [question.stem for question in questions] == [
        f"{number}째 시험의 {question}째 물음은?" for question in range(1, 4)
    ]
    assert all(len(question.options) == 4 for question in questions)
    assert {question.right for question in questions} == {(number % 4,)}
