"""Tables out: CSV, XLSX and JSON of every report, right in Excel and harmless."""

import csv
import datetime
import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from courses.models import Cohort
from progress.tables import Table, as_csv
from progress.workbooks import as_xlsx
from tests.reports.test_pages import BASE, addresses

FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1+1", "＋1"),
    *("－1", "＠SUM(1)", "\n=1"),
]


def sheet(table: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx([table]))).worksheets[0]


def strict(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, strict=True))


@pytest.mark.django_db
def test_every_report_is_to_be_had_as_files(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    for address in addresses(cohort):
        tables = client.get(address).context["report"].tables
        assert tables, address
        mark = "&" if "?" in address else "?"
        book = client.get(f"{address}{mark}format=xlsx")
        sheets = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets
        assert len(sheets) == len(tables)
        found = json.loads(client.get(f"{address}{mark}format=json").content)
        assert found["cohort"] == cohort.slug
        assert list(found["tables"]) == [table.name for table in tables]
        for table, of_book in zip(tables, sheets, strict=True):
            file = client.get(f"{address}{mark}format=csv&table={table.name}")
            read = strict(file.content)
            assert len({len(row) for row in read}) == 1
            assert len(read) == of_book.max_row == len(table.rows) + 1
            assert len(found["tables"][table.name]) == len(table.rows)
            name = f"{cohort.slug}-{found['report']}-{table.name}.csv"
            assert file["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.django_db
def test_numbers_are_numbers_and_dates_are_dates(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{BASE}?format=xlsx").content))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    heads = [cell.value for cell in book.worksheets[0][1]]
    done, active = heads.index("마친 모듈"), heads.index("마지막 활동")
    assert all(isinstance(row[done], int) for row in rows)
    assert [row for row in rows if isinstance(row[active], datetime.datetime)]
    assert {row[0] for row in rows} == {one.learner.name for one in cohort.enrolments.all()}


def test_a_formula_is_a_text_in_both() -> None:
    table = Table("t", "표", [("a", "가")], [[text] for text in FORMULAS])
    for row in sheet(table).iter_rows(min_row=2):
        assert row[0].data_type == "s"
    assert all(row[0].startswith("'") for row in strict(as_csv(table))[1:])


def test_negative_numbers_stay_numbers() -> None:
    table = Table("t", "표", [("a", "가")], [[-1], [-0.5]])
    assert [row[0].value for row in sheet(table).iter_rows(min_row=2)] == [-1, -0.5]
    assert strict(as_csv(table))[1:] == [["-1"], ["-0.5"]]


def test_times_are_those_of_the_sites_clock() -> None:
    noon = datetime.datetime(2026, 11, 25, 3, 30, tzinfo=datetime.UTC)
    table = Table("t", "표", [("a", "가")], [[noon]])
    assert sheet(table)["A2"].value == timezone.localtime(noon).replace(tzinfo=None)
    assert strict(as_csv(table))[1] == ["2026-11-25 12:30:00"]


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40),
            st.integers(-(10**9), 10**9),
            st.floats(-1e6, 1e6, allow_nan=False),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_stands_in_a_table_is_read_back(values: list[Any]) -> None:
    table = Table(
        "t", "표[1]:*?/\\", [("a", "가"), ("b", "나")], [[value, "끝"] for value in values]
    )
    read = strict(as_csv(table))[1:]
    for value, (cell, end) in zip(values, read, strict=True):
        assert end == "끝"
        assert cell in (str(value), f"'{value}")
    cells = [row[0].value for row in sheet(table).iter_rows(min_row=2)]
    for value, cell in zip(values, cells, strict=True):
        expected = value if isinstance(value, str) else pytest.approx(value, rel=1e-14)
        assert (cell if cell is not None else "") == expected
