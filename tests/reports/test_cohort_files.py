"""A cohort's answers as rows with all its figures are made of, and its reports as a workbook."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.http import FileResponse
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord, User
from courses.models import Cohort, CompletionRecord, Enrolment
from progress.tables import Table
from progress.workbooks import write_xlsx
from quizzes.models import Answer, Attempt
from reports.downloads import MOST_IN_A_WORKBOOK
from tests.answering import make_answered, make_cohort
from tests.factories import choose, make_quiz, right, wrong
from tests.histories import finish, read
from tests.reports.conftest import make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db
Sheets = dict[str, list[list[Any]]]


def fetched(client: Client, cohort: Cohort, file: str) -> bytes:
    response: object = client.get(f"/admin/reports/{cohort.slug}/files/{file}")
    assert isinstance(response, FileResponse)
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{cohort.slug}-{file}"'
    return response.getvalue()


def workbook(data: bytes) -> Sheets:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture
def answered(client: Client) -> tuple[Cohort, User]:
    """One member who has answered both questions of a quiz, and one of them again in practice."""
    cohort, quiz, (member,) = make_answered([[[], []]], questions=2)
    quiz.asks_confidence = True
    quiz.save()
    first, second = quiz.questions.all()
    choose(member, wrong(first), "sure")
    choose(member, right(first))
    choose(member, right(second), "guess")
    Attempt.objects.practise(quiz, member, "missed")
    choose(member, right(first))
    second.retire()
    client.force_login(make_facilitator(cohort))
    return cohort, member


def test_a_row_tells_of_one_answer_in_words(client: Client, answered: tuple[Cohort, User]) -> None:
    cohort, member = answered
    head, *rows = workbook(fetched(client, cohort, "answers.xlsx"))["답"]
    first, second = (question.slug for question in cohort.course.modules.get().quiz.questions.all())
    names = [
        "이름",
        "문제(코드)",
        "번호",
        "구분",
        "보기",
        "보기(코드)",
        "정답",
        "몇 번째 답",
        "확신",
    ]
    places = [head.index(name) for name in names]
    assert [[row[place] for place in places] for row in rows] == [
        [member.name, first, 1, "첫 시도", "①", "a", False, 1, "확실함"],
        [member.name, first, 1, "첫 시도", "②", "b", True, 2, None],
        [member.name, second, None, "첫 시도", "②", "b", True, 1, "추측"],
        [member.name, first, 1, "연습", "②", "b", True, 1, None],
    ]


def test_the_second_sheet_names_every_column(client: Client, answered: tuple[Cohort, User]) -> None:
    sheets = workbook(fetched(client, answered[0], "answers.xlsx"))
    dictionary = list(sheets)[1]
    assert [row[:3:2] for row in sheets.pop(dictionary)[1:]] == [
        [title, column] for title, rows in sheets.items() for column in rows[0]
    ]


def test_the_tables_for_programs_hold_the_same(
    client: Client, answered: tuple[Cohort, User]
) -> None:
    sheets = workbook(fetched(client, answered[0], "answers.xlsx"))
    with zipfile.ZipFile(io.BytesIO(fetched(client, answered[0], "answers.zip"))) as archive:
        tables = [read_csv(archive.read(name)) for name in archive.namelist()]
    assert [[len(rows), rows[0]] for rows in tables] == [
        [len(rows), rows[0]] for rows in sheets.values()
    ]
    assert tables[0] == read_csv(fetched(client, answered[0], "answers.csv"))
    assert tables[1] == read_csv(fetched(client, answered[0], "dictionary.csv"))


def test_who_is_not_counted_is_named_with_the_reason_and_without_answers(
    client: Client, answered: tuple[Cohort, User]
) -> None:
    cohort, member = answered
    cohort.enrol(make_facilitator(cohort, name="이끄미"))
    cohort.enrolments.filter(learner=member).update(left_at=Answer.objects.latest("pk").answered_at)
    sheets = workbook(fetched(client, cohort, "answers.xlsx"))
    head, *people = sheets["사람"]
    named = {row[head.index("이름")]: row[head.index("제외한 이유")] for row in people}
    assert named == {member.name: "left", "이끄미": "facilitator"}
    assert len(sheets["답"]) == 1


def test_names_that_begin_like_formulas_are_texts(
    client: Client, answered: tuple[Cohort, User]
) -> None:
    cohort, member = answered
    member.name = "=1+1"
    member.save()
    assert workbook(fetched(client, cohort, "answers.xlsx"))["답"][1][1] == "=1+1"
    assert read_csv(fetched(client, cohort, "answers.csv"))[1][1] == "'=1+1"


@pytest.mark.parametrize("file", ["answers.xlsx", "answers.zip", "answers.csv", "cohort.xlsx"])
def test_who_takes_a_file_is_noted(
    client: Client, answered: tuple[Cohort, User], file: str
) -> None:
    cohort, member = answered
    fetched(client, cohort, file)
    noted = AccessRecord.objects.filter(
        whose__len__gt=0, act__in=["viewed", "downloaded"]
    ).values_list("account", "whose", "what")
    viewer = cohort.facilitators.get()
    assert list(noted) == [(viewer.pk, [member.pk], f"/admin/reports/{cohort.slug}/files/{file}")]


def test_the_page_leads_to_every_file_and_to_no_other(
    client: Client, answered: tuple[Cohort, User]
) -> None:
    base = f"/admin/reports/{answered[0].slug}/files/"
    html = client.get(base).content.decode()
    for file in ("cohort.xlsx", "answers.xlsx", "answers.zip", "answers.csv", "dictionary.csv"):
        assert f'href="{base}{file}"' in html
    assert client.get(f"{base}answers.pdf").status_code == 404


def test_more_rows_than_a_sheet_takes_go_on_in_the_next() -> None:
    table = Table("t", "표", [("a", "가")], [[number] for number in range(5)])
    out = io.BytesIO()
    write_xlsx(out, [table], most=2)
    assert workbook(out.getvalue()) == {
        "표": [["가"], [0], [1]],
        "표 (2)": [["가"], [2], [3]],
        "표 (3)": [["가"], [4]],
    }


def test_the_command_writes_the_same_file(answered: tuple[Cohort, User], tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    call_command("exportcohort", answered[0].slug, "--to", path, stdout=io.StringIO())
    assert len(workbook(path.read_bytes())["답"]) == 5
    assert [file.name for file in tmp_path.iterdir()] == ["rows.xlsx"]


@pytest.mark.parametrize(
    ("slug", "path", "sentence"),
    [
        ("nobody", "rows.xlsx", "There is no cohort 'nobody'."),
        ("", "rows.txt", "ends in .xlsx or .zip"),
        ("", "no/such/folder/rows.zip", "No such file or directory"),
    ],
)
def test_the_command_says_what_is_wrong(
    answered: tuple[Cohort, User], tmp_path: Path, slug: str, path: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("exportcohort", slug or answered[0].slug, "--to", tmp_path / path)


def test_the_workbook_says_on_each_sheet_of_whom_and_when_it_is(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(client, cohort, "cohort.xlsx")))
    titles = [sheet.title for sheet in book.worksheets]
    assert titles[:3] == ["한눈에 보기", "구성원", "모듈"]
    assert titles[-1] == "이수 명부"
    for sheet in book.worksheets:
        assert sheet["A1"].value.startswith(f"{cohort.name} · {cohort.course.title} · 20")
        assert sheet["A1"].value.endswith("현재 · 구성원 8명")
        head = int(sheet.freeze_panes[1:]) - 1
        assert sheet.print_title_rows == f"$1:${head}"
        assert sheet.page_setup.orientation == "landscape"
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "b"]


def test_the_workbook_holds_what_the_reports_tell(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    sheets = workbook(fetched(client, cohort, "cohort.xlsx"))
    module = cohort.course.modules.earliest("position")
    report = client.get(f"/admin/reports/{cohort.slug}/quiz/{module.slug}/").context
    items = sheets["문항 분석"][3:]
    assert [row[:6] for row in items[: len(report["cards"])]] == [
        [
            *(module.label, item.question.slug, item.number, item.question.stem),
            *(item.answered, item.facility.count),
        ]
        for item in (card.item for card in report["cards"])
    ]
    head, *members = sheets["구성원별 문제"][3:]
    at = head.index(f"{module.label} · 문제 1")
    assert [row[at] for row in members] == [
        member.marks[0].sign for member in report["members"].members
    ]
    assert len(sheets["구성원"]) == 3 + 8


def test_beside_another_cohort_the_workbook_has_what_all_tell_together(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    make_study_group(cohort.course, members=9, slug="autumn", days_ago=200)
    module = cohort.course.modules.earliest("position")
    place = f"/admin/reports/{cohort.slug}/quiz/{module.slug}/?format=json"
    pooled = json.loads(client.get(place).content)["tables"]["pooled"]
    assert pooled
    sheets = workbook(fetched(client, cohort, "cohort.xlsx"))
    sheet = sheets["이 과정의 모든 기수를 합친 통계"]
    assert [row[1:] for row in sheet[3:] if row[0] == module.label] == [
        [pytest.approx(value) for value in row.values()] for row in pooled
    ]


def test_shares_are_per_cents_in_a_workbook_and_numbers_in_csv(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    module = cohort.course.modules.earliest("position")
    place = f"/admin/reports/{cohort.slug}/quiz/{module.slug}/"
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{place}?format=xlsx").content)
    ).worksheets[0]
    column = [cell.value for cell in sheet[1]].index("정답률")
    share = next(row[column] for row in sheet.iter_rows(min_row=2) if row[column].value)
    assert share.number_format == "0.0 %"
    table = read_csv(client.get(f"{place}?format=csv").content)
    assert float(table[share.row - 1][column]) == share.value


def test_the_list_names_who_has_completed_the_course_with_number_and_day(client: Client) -> None:
    quiz = make_quiz(questions=1)
    cohort, people = make_cohort(quiz, 3)
    for person in people[:2]:
        read(quiz.module, person)
        finish(quiz.module, person)
    number = CompletionRecord.objects.issue(people[0], quiz.module.course).number
    client.force_login(make_facilitator(cohort))
    place = f"/admin/reports/{cohort.slug}/files/completions/"
    html = client.get(place).content.decode()
    assert "구성원 3명 가운데 2명이 모든 모듈을 마쳤습니다." in html
    rows = json.loads(client.get(f"{place}?format=json").content)["tables"]["completions"]
    today = timezone.localdate().isoformat()
    assert [(row["name"], row["record"], row["completed_on"]) for row in rows] == [
        (people[0].name, number, today),
        (people[1].name, None, today),
    ]


def test_of_thousands_of_people_there_are_tables_and_no_workbook_of_answers(
    client: Client, answered: tuple[Cohort, User]
) -> None:
    cohort, _member = answered
    people = [User(username=f"many-{number}") for number in range(MOST_IN_A_WORKBOOK)]
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=person) for person in User.objects.bulk_create(people)
    )
    base = f"/admin/reports/{cohort.slug}/files/"
    html = client.get(base).content.decode()
    assert f"{base}answers.xlsx" not in html
    assert client.get(f"{base}answers.xlsx").status_code == 400
