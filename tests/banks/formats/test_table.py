"""Questions as CSV and XLSX, as people type them into a spreadsheet."""

import io

import openpyxl
import pytest

from banks.formats import table
from banks.formats.bank import BankOption, BankQuestion, Text, UnreadableBankError

TYPED = """정답,문제,보기 1,풀이 1,보기 2,풀이 2,보기 3
②,무엇이 병목입니까?,전력,아닙니다,메모리,맞습니다,
C,물음,가,,나,,다
7,물음,가,,나,,
,물음,가,,나,,
1,,가,,나,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_columns_are_found_by_their_names(encoding: str) -> None:
    bank = table.read(TYPED.encode(encoding))
    first, second = bank.questions
    assert first.stem == Text("무엇이 병목입니까?")
    assert first.options == (
        BankOption(Text("전력"), False, Text("아닙니다")),
        BankOption(Text("메모리"), True, Text("맞습니다")),
    )
    assert second.right.text == Text("다")
    assert [one.line for one in bank.refusals] == [4, 5, 6]


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(UnreadableBankError, match="문제"):
        table.read("이름,점수\n가,1\n".encode())


def long(letters: int) -> BankQuestion:
    options = (BankOption(Text("a"), True, Text("b" * letters)), BankOption(Text("c"), False))
    return BankQuestion(Text("d"), options)


def test_no_text_is_cut() -> None:
    assert table.read(table.write_xlsx([long(32_767)])).questions == [long(32_767)]
    with pytest.raises(table.UnwritableBankError, match="CSV"):
        table.write_xlsx([long(32_768)])
    assert table.read(table.write_csv([long(40_000)])).questions == [long(40_000)]


def test_no_text_is_a_formula() -> None:
    question = BankQuestion(
        Text("=1+1은?"), (BankOption(Text("+2"), True), BankOption(Text("-2"), False))
    )
    text = table.write_csv([question]).decode("utf-8-sig")
    assert "'=1+1은?,'+2,,'-2" in text
    book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx([question])))
    assert [cell.data_type for cell in book.worksheets[0][2] if cell.value] == ["s"] * 4
    assert table.read(table.write_csv([question])).questions == [question]


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("a,b,,,,c,,1", 2),
        ("a,b,,,why,,,1", 2),
        ("a,,,b,,c,,2", 1),
        ("a,,why,,,,,1", 1),
        ("a,b,,c,,,why,1", 3),
        ("a,b,,c,,,,1,why", 4),
    ],
)
def test_no_option_vanishes(row: str, number: int, messages_in_english: None) -> None:
    head = "stem,option 1,explanation 1,option 2,explanation 2,option 3,explanation 3,right"
    bank = table.read(f"{head},explanation 4\n{row}\na,b,why,c,,,,1\n".encode())
    assert [one.line for one in bank.questions] == [3]
    assert [f"Option {number} is empty" in one.reason for one in bank.refusals] == [True]


def test_columns_that_no_question_has_are_left_aside_by_name(messages_in_english: None) -> None:
    head = f"stem,option 1,option 2,right,explanation,explanaton 1,Points,stem,,{'x' * 100}"
    rows = ["a,b,c,1,,why,2,d,e,f,g", "a,b,c,1,,,,,,", "a,b,c,1,,,3"]
    bank = table.read("\n".join([head, *rows]).encode())
    assert [one.left_aside for one in bank.questions] == [
        (
            "column “explanaton 1”",
            "column “Points”",
            "column “stem”",
            "a column without a name",
            f"column “{'x' * 79}…”",
        ),
        (),
        ("column “Points”",),
    ]
