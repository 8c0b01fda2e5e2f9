"""Kinds of questions as Moodle writes them into GIFT: which are refused, and by what name."""

import pytest

from banks.formats import gift
from banks.formats.bank import Format

REFUSED = {
    "essay": "// essay\n::경로::파일은 C:\\\\\\\\data 에 있습니다.{}",
    "essay with code": "::코드::[html]<p>무엇이 나옵니까?</p>\n<pre>\nmain() \\{\n\\}\n</pre>\n{}",
    "matching": (
        "// question: 7  name: 짝\n::짝::[html]<b>나라</b>와 수도를 이으세요.{\n"
        "    =[html]한국 -> 서울\n    =[plain]일본 -> 도쿄\n    =[markdown]몽골 -> 울란바토르\n"
        "    = -> 파리\n}"
    ),
    "multiple response": (
        "::짝수::짝수를 모두 고르세요.\n{\n    ~%50%2 # 맞습니다\n    ~%-100%3 # [html]홀수입니다\n"
        "    ~%50%4 # 맞습니다\n    ~%-100%[plain]5 # 홀수입니다\n}"
    ),
    "short answer": (
        "// question: 8  name: 수도\n::수도::한국의 수도는?{\n    =서울#그렇습니다\n"
        "    =%50%한양#옛 이름입니다\n    =%0%*#아닙니다\n    ####[html]서울입니다.\n}"
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_kind_without_one_right_option_is_refused_by_its_name(kind: str) -> None:
    bank = gift.read(REFUSED[kind].encode())

    assert (bank.total, bank.questions) == (1, [])
    (refusal,) = bank.refusals
    assert refusal.kind == kind.removesuffix(" with code")
    assert refusal.name == REFUSED[kind].split("::")[1]


def test_a_true_false_question_below_a_comment_of_moodle_is_taken() -> None:
    bank = gift.read("// name 0-11\n::2-08 물::물은 100도에서 끓습니다.{T}".encode())

    (question,) = bank.questions
    assert (question.name, question.stem.source) == ("2-08 물", "물은 100도에서 끓습니다.")
    assert [option.is_correct for option in question.options] == [True, False]
    assert question.stem.format is Format.MOODLE
