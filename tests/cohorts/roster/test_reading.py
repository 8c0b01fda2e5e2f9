"""A roster is read in whatever form a spreadsheet writes it, or refused in a sentence."""

import csv
import io
import re
import string
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cohorts.roster.heads import columns
from cohorts.roster.reading import read
from intake.spreadsheets import UnreadableTableError
from tests.tables import examples

ROWS = [["이름", "이메일"], ["김하나", "hana@example.kr"], ["뷁 궳", ""]]
ENCODINGS = ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"]
CELL = st.text(st.sampled_from("가나다힣abc019 @.-'\","), max_size=12).map(str.strip)
NAMED = st.lists(st.tuples(CELL.filter(bool), CELL), min_size=1, max_size=12)


def as_csv(rows: list[list[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_and_separator(encoding: str, separator: str) -> None:
    assert read(as_csv(ROWS, encoding, separator)) == ROWS


@given(NAMED, st.sampled_from(ENCODINGS), st.sampled_from([",", ";", "\t"]))
def test_what_was_written_as_csv_is_read_back(
    people: list[tuple[str, str]], encoding: str, separator: str
) -> None:
    rows = [["이름", "이메일"], *([name, email] for name, email in people)]
    assert read(as_csv(rows, encoding, separator)) == rows


@examples(3)
@given(NAMED)
def test_what_was_written_as_xlsx_is_read_back(people: list[tuple[str, str]]) -> None:
    rows = [["이름", "이메일"], *([name, email] for name, email in people)]
    assert read(as_xlsx(rows)) == rows


def test_a_cell_is_read_as_people_see_it() -> None:
    given = [1001, 202_312_345_678_901, 7.5, 1e-7, 1e21, True, False]
    seen = ["1001", "202312345678901", "7.5", "1E-07", "1E+21", "TRUE", "FALSE"]
    assert read(as_xlsx([["name"], *([one] for one in given)]))[1:] == [[one] for one in seen]


def test_a_sum_or_an_error_is_read_as_people_see_it() -> None:
    cells = [
        b'<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        b"<c r='B1' s='1' t='e'><v>#NAME?</v></c>",
        b'<c r="C1" t="str"><v>t="e"</v></c>',
        b'<c r="D1"><f>0.1+0.2</f><v>0.30000000000000004</v></c>',
    ]
    row = b'<row r="1">' + b"".join(cells) + b"</row>"
    assert read(with_sheet(row)) == [["#DIV/0!", "#NAME?", 't="e"', "0.3"]]


def one_too_many() -> list[list[str]]:
    return [["이름"], *([f"사람 {n}"] for n in range(10_001))]


def with_sheet(rows: bytes) -> bytes:
    """An XLSX whose sheet holds these rows, as they stand in its XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(ROWS))) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in book.namelist():
            content = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[:start] + b"<sheetData>" + rows + content[end:]
            package.writestr(name, content)
    return out.getvalue()


def cells(*addresses: str) -> bytes:
    """An XLSX of some kilobytes with a number at each address, one a row."""
    rows = {one: one.lstrip(string.ascii_uppercase) for one in addresses}
    xml = [f'<row r="{n}"><c r="{one}"><v>1</v></c></row>' for one, n in rows.items()]
    return with_sheet("".join(xml).encode())


def bomb() -> bytes:
    """An XLSX of some kilobytes that unpacks to 130 MB."""
    text = b"0" * 130_000_000
    return with_sheet(b'<row><c t="inlineStr"><is><t>' + text + b"</t></is></c></row>")


def of_one_text() -> bytes:
    """An XLSX of some kilobytes whose cells all show the one text it holds."""
    return as_xlsx([["이름"], *([["é" * 30_000]] * 1800)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(128, 256)), "UTF-8"),
        (bytes(range(256)) * 4, "UTF-8"),
        (b"PK\x03\x04 no zip at all", "XLSX"),
        (b"x" * (5 * 1024 * 1024 + 1), "5"),
        (bomb(), "unpacked"),
        (of_one_text(), "unpacked"),
        (with_sheet(b'<row><c t="inlineStr"><is><t>_x0000_t</t></is></c></row>'), "NUL"),
        (cells("A1", "XFD10000"), "unpacked"),
        (cells("A1", "CW2"), "100"),
        (as_csv([["이름", *"가" * 100]]), "100"),
        (cells("A1", "A1048576"), "10,000"),
        (as_csv(one_too_many()), "10,000"),
        (as_xlsx(one_too_many()), "10,000"),
        ('이름\n"열린 따옴표'.encode(), "CSV"),
    ],
    ids=[
        "empty",
        "blank",
        "pdf",
        "binary",
        "no zip",
        "large",
        "bomb",
        "one text",
        "nul",
        "cell far out",
        "columns",
        "csv columns",
        "row far down",
        "rows",
        "xlsx rows",
        "quote",
    ],
)
def test_what_is_no_roster_is_refused_in_a_sentence(
    data: bytes, reason: str, messages_in_english: None
) -> None:
    with pytest.raises(match=reason):
        read(data)


def test_columns_are_known_in_both_languages_and_any_order() -> None:
    assert columns(["E-Mail", " 이 름 ", "비고", "ID"]) == (
        {"email": [0], "name": [1], "username": [3]},
        ["비고"],
    )


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTableError):
        read(b"PK\x03\x04" + b"\0" * 300)


def test_a_small_file_takes_little_memory() -> None:
    data = of_one_text()
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableTableError):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('이름\n"김하나', "2번째 줄을 CSV로 읽을 수 없습니다. 따옴표가"),
        ('이름\n"김하나"씨', "2번째 줄을 CSV로 읽을 수 없습니다. 따옴표가"),
        ("이름\n김하나\n" + "가" * 131_073, "3번째 줄: 한 칸에 131,072자가 넘는 글이 있습니다."),
    ],
)
def test_what_is_wrong_with_a_csv_is_said_with_its_line(data: str, why: str) -> None:
    with pytest.raises(UnreadableTableError) as error:
        read(data.encode())
    assert why in str(error.value)
    assert not re.search(r"[a-z]{2}", str(error.value))
