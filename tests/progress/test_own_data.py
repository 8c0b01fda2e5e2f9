"""All of one's own data as one file: everything of mine, nothing of others, no key."""

import json
import uuid
from io import BytesIO
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, OneToOneField
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from accounts.forms import AppearanceForm, ProfileForm
from accounts.models import User
from cohorts.models import MemberNote, Notice
from courses.models import CompletionRecord, Course
from progress import own_data
from progress.models import (
    ChecklistTick,
    Diagnosis,
    DiagnosisDraft,
    FormOnPage,
    LessonNote,
    LessonRead,
    LessonVisit,
    Rating,
)
from quizzes.models import Attempt, Option
from tests.factories import UserFactory, choose, make_member, right, wrong
from tests.reports.conftest import make_course

pytestmark = pytest.mark.django_db
ADDRESS = "/account/data/"


@pytest.fixture
def course() -> Course:
    return make_course(modules=1, questions=2)


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course, name="이하나")
    client.force_login(member)
    return member


def do_everything(member: User, course: Course, words: str) -> None:
    """Read a section, answer one question wrong and right, practise it, send levels, begin anew."""
    module = course.modules.get()
    read, visited = module.lessons.all()[:2]
    LessonRead.objects.mark(member, read)
    LessonVisit.objects.note(member, visited)
    first, last = module.quiz.questions.order_by("position")
    choose(member, wrong(first))
    choose(member, right(first))
    choose(member, right(last))
    Attempt.objects.practise(module.quiz, member, "missed")
    choose(member, right(first))
    page = module.self_diagnosis
    ratings = [
        Rating(level=level, rating="on-my-own", evidence=f"{words} {level.rank}")
        for level in page.levels.all()
    ]
    Diagnosis.objects.take(member, page, ratings, shared=True, form=FormOnPage(uuid.uuid4()))
    contents = {"rating-2": "with-help", "evidence-2": f"{words} 초안"}
    DiagnosisDraft.objects.keep(member, page, contents, FormOnPage(uuid.uuid4()))
    LessonNote.objects.keep(member, read, f"{words} 메모", FormOnPage(uuid.uuid4()))
    ChecklistTick.objects.change(member, read, {"key": f"{words} 항목"}, [])
    CompletionRecord.objects.issue(member, course)
    cohort = member.enrolments.get().cohort
    Notice.objects.send(cohort, UserFactory.create(), f"{words} 알림", [member.pk])
    MemberNote.objects.create(cohort=cohort, learner=member, text=f"{words} 전화함")


def as_json(client: Client) -> dict[str, list[dict[str, Any]]]:
    response = client.get(f"{ADDRESS}?format=json")
    assert response.status_code == 200
    tables: dict[str, list[dict[str, Any]]] = json.loads(response.content)["tables"]
    return tables


def test_everything_of_mine_is_in_it(client: Client, member: User, course: Course) -> None:
    do_everything(member, course, "내 글")
    tables = as_json(client)
    first, last = course.modules.get().quiz.questions.order_by("position")

    answers = tables["answers"][::-1]
    assert [
        (row["question"], row["text"], row["is_right"], row["try"], row["practice"])
        for row in answers
    ] == [
        (first.stem, wrong(first).text, False, 1, None),
        (first.stem, right(first).text, True, 2, None),
        (last.stem, right(last).text, True, 1, None),
        (first.stem, right(first).text, True, 1, 1),
    ]
    assert all(row["answered_at"] and row["course"] == course.title for row in answers)
    assert [bool(row["read_at"]) for row in tables["sections"]].count(True) == 1
    assert len(tables["sections"]) == 2
    assert [row["evidence"] for row in tables["diagnoses"]] == [f"내 글 {n}" for n in range(1, 7)]
    assert {row["is_shared"] for row in tables["diagnoses"]} == {True}
    assert [(row["level"], row["evidence"]) for row in tables["drafts"]] == [(2, "내 글 초안")]
    notes = [(row["section"], row["text"]) for row in tables["notes"]]
    assert notes == [("01 왜 그런가", "내 글 메모")]
    assert [row["text"] for row in tables["ticks"]] == ["내 글 항목"]
    assert [row["text"] for row in tables["facilitators_notes"]] == ["내 글 전화함"]
    assert [row["text"] for row in tables["notices"]] == ["내 글 알림"]
    assert [row["course"] for row in tables["cohorts"]] == [course.title]
    assert [row["number"] for row in tables["records"]] == [CompletionRecord.objects.get().number]
    assert {row["key"]: row["value"] for row in tables["about"]}["name"] == "이하나"


def test_all_that_one_sets_oneself_is_in_it(client: Client, member: User) -> None:
    about = {row["key"] for row in as_json(client)["about"]}
    assert {*ProfileForm.base_fields, *AppearanceForm.base_fields} <= about


def test_nothing_of_others_is_in_it(client: Client, member: User, course: Course) -> None:
    other = make_member(course, username="other-person", name="다른 이")
    do_everything(other, course, "남의 글")

    for kind in ("json", "xlsx"):
        response = client.get(f"{ADDRESS}?format={kind}")
        text = response.content.decode() if kind == "json" else " ".join(_cells(response.content))
        for word in ("남의 글", "다른 이", "other-person", CompletionRecord.objects.get().number):
            assert word not in text
    tables = as_json(client)
    assert {name for name, rows in tables.items() if rows} == {"about", "cohorts"}


def test_of_a_question_stands_only_what_was_chosen(
    client: Client, member: User, course: Course
) -> None:
    first, last = course.modules.get().quiz.questions.order_by("position")
    choose(member, wrong(first))

    text = client.get(f"{ADDRESS}?format=json").content.decode()

    assert wrong(first).text in text
    assert last.stem not in text
    for option in Option.objects.exclude(pk=wrong(first).pk):
        assert option.text not in text
        assert option.explanation not in text


def test_the_spreadsheet_has_a_sheet_a_table_in_words(
    client: Client, member: User, course: Course
) -> None:
    do_everything(member, course, "=1+1")
    response = client.get(ADDRESS)
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert timezone.localdate().isoformat() in response["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    assert book.sheet_names == [
        "내 계정과 이 파일",
        "내 기수",
        "읽은 절",
        "답",
        "자가진단",
        "쓰고 있는 자가진단",
        "내 메모",
        "체크리스트에 표시한 것",
        "이수 기록",
        "받은 알림",
        "진행자가 남긴 메모",
    ]
    head, *rows = book.get_sheet_by_name("답").to_python()
    assert [row[head.index("맞았는가")] for row in rows] == ["예", "예", "예", "아니요"]
    assert "=1+1 1" in _cells(response.content)


def _cells(content: bytes) -> list[str]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [str(cell) for sheet in sheets for row in sheet for cell in row]


def test_what_was_done_in_a_course_one_has_left_is_in_it(
    client: Client, member: User, course: Course
) -> None:
    do_everything(member, course, "글")
    member.enrolments.update(left_at=timezone.now())
    tables = as_json(client)
    assert len(tables["answers"]) == 4
    assert tables["cohorts"][0]["left_at"]


def test_more_than_anybody_reads_is_cut_and_said(
    client: Client, member: User, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_everything(member, course, "글")
    monkeypatch.setattr(own_data, "MOST", 3)
    tables = as_json(client)
    assert [row["practice"] for row in tables["answers"]] == [1, None, None]
    assert {row["key"]: row["value"] for row in tables["about"]}[
        "answers"
    ] == "최근 3행까지 담았습니다"


def test_who_is_signed_out_and_other_ways_to_ask(client: Client, member: User) -> None:
    assert client.post(ADDRESS).status_code == 405
    assert client.get(f"{ADDRESS}?format=csv").status_code == 400
    client.logout()
    assert client.get(ADDRESS).headers["Location"] == f"/login/?next={ADDRESS}"


def test_somebody_who_has_done_nothing_gets_a_file_too(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert client.get(ADDRESS).status_code == 200
    assert len(as_json(client)["about"]) > 3


def test_the_queries_do_not_grow_with_what_one_did(
    client: Client,
    member: User,
    course: Course,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    do_everything(member, course, "글")
    with django_assert_max_num_queries(15):
        client.get(ADDRESS)


# Who did it: others', or only how somebody signs in and what the admin noted.
NOT_OWN = {
    *(
        "admin.LogEntry",
        "pghistory.MiddlewareEvents",
        "courses.RosterImport",
        "quizzes.BankUpload",
        "quizzes.Remark",
        "authoring.KeptTyping",
        "authoring.OpenPage",
    ),
    *(
        "accounts.AccessReview",
        "accounts.AccountNotice",
        "accounts.DemoAccount",
        "accounts.ExternalIdentity",
        "accounts.OneTimeCode",
        "accounts.Session",
    ),
    *("accounts.Authenticator", "accounts.PrintedCodes", "otp_totp.TOTPDevice"),
    "otp_static.StaticDevice",
    *("accounts.User", "quizzes.Merge", "quizzes.MergedAttempt"),  # what two accounts were before
    *("accounts.User_groups", "accounts.User_user_permissions"),
    *("courses.Cohort_facilitators", "cohorts.Plan", "cohorts.Notice"),
}
OWN = {
    *("courses.Enrolment", "courses.CompletionRecord", "quizzes.Attempt"),
    *("progress.LessonRead", "progress.LessonVisit", "progress.LessonNote"),
    *("progress.ChecklistTick", "progress.Diagnosis", "progress.DiagnosisDraft"),
    *("cohorts.NoticeRecipient", "cohorts.MemberNote"),
}


def test_every_table_that_refers_to_a_person_is_known_here() -> None:
    """What is new of a person's own has to be given to them."""
    referring = {
        f"{model._meta.app_label}.{model._meta.object_name}"
        for kind in ContentType.objects.all()
        if (model := kind.model_class()) is not None
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField) and field.related_model is User
    }
    assert referring - NOT_OWN == OWN
