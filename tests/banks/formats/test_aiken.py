"""Aiken: stems, lettered options and the answer's letter."""

import pytest

from banks.formats import aiken

BANK = """무엇이 병목입니까?
A. 전력
B) 메모리
ANSWER: B

줄이 둘인
물음
A. 가
이어지는 줄
B. 나
ANSWER: A

답이 없는 글자
A. 가
B. 나
ANSWER: C

끝나지 않는 물음
A. 가
""".encode()


def test_questions_are_read() -> None:
    first, second = aiken.read(BANK).questions
    assert first.stem.source == "무엇이 병목입니까?"
    assert [(one.text.source, one.is_correct) for one in first.options] == [
        ("전력", False),
        ("메모리", True),
    ]
    assert second.stem.source == "줄이 둘인\n물음"
    assert second.right.text.source == "가\n이어지는 줄"


def test_faulty_ones_are_refused_with_their_line() -> None:
    refusals = aiken.read(BANK).refusals
    assert [one.line for one in refusals] == [13, 18]
    assert all(one.reason for one in refusals)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_alike(encoding: str, end: str) -> None:
    text = BANK.decode().replace("\n", end)
    assert aiken.read(text.encode(encoding)) == aiken.read(BANK)
