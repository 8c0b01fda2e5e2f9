"""The record of completion: who issued it, under which number, and what it says was done."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from courses.models import CompletionRecord, Course
from courses.models.completion_record import Issued
from progress.models import LessonRead
from reports.erasure import erase
from tests.factories import CourseFactory, UserFactory, choose, make_member, right, wrong
from tests.histories import make_module, read

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}")


@pytest.fixture
def course() -> Course:
    return CourseFactory.create(title="로컬 AI 과정")


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course, name="이하나")
    client.force_login(member)
    return member


@pytest.fixture
def completed(course: Course, member: User) -> Course:
    """One module of two sections and two questions, the first of which was missed at first."""
    module = make_module(course, lessons=2, questions=2)
    read(module, member)
    first, last = module.quiz.questions.order_by("position")
    for option in (wrong(first), right(first), right(last)):
        choose(member, option)
    return course


def record(client: Client, course: Course) -> str:
    return client.get(f"/progress/{course.slug}/record/").content.decode()


def test_it_says_what_was_done_and_who_says_so(
    client: Client, completed: Course, settings: Settings
) -> None:
    html = record(client, completed)
    for words in (
        "이하나",
        "로컬 AI 과정",
        "모듈 1개를 모두 마쳤습니다",
        "절 2개를 모두 읽었습니다",
    ):
        assert words in html
    assert "확인 문제 2개를 모두 풀었고, 그 가운데 1개는 처음 고른 답이 맞았습니다" in html
    assert "<strong>두레</strong>" in html
    settings.ISSUER = "연구혁신본부 <AI> 학습회"
    assert "<strong>연구혁신본부 &lt;AI&gt; 학습회</strong>" in record(client, completed)


def test_a_course_without_questions_speaks_of_none(
    client: Client, course: Course, member: User
) -> None:
    read(make_module(course, lessons=1, questions=0), member)
    html = record(client, course)
    assert "절 1개를 모두 읽었습니다" in html
    assert "확인 문제" not in html.split("lms-record-small")[0]


def test_the_period_is_from_the_first_thing_done_to_the_last(
    client: Client, completed: Course, member: User
) -> None:
    begun = datetime.datetime(2026, 3, 2, 23, 30, tzinfo=datetime.UTC)  # on the 3rd in Seoul
    LessonRead.objects.filter(pk=LessonRead.objects.earliest("pk").pk).update(read_at=begun)
    today = timezone.localdate()
    until = f"{today.year}년 {today.month}월 {today.day}일"
    assert f"2026년 3월 3일 ~ {until}" in record(client, completed)


def test_the_number_stays_the_same(client: Client, completed: Course, member: User) -> None:
    number = NUMBER.findall(record(client, completed))
    assert len(number) == 1
    issued = CompletionRecord.objects.get()
    assert (issued.learner, issued.course, issued.number) == (member, completed, number[0])
    # A section more: it is no record for a while, and then the same again.
    lesson = make_module(completed, lessons=1, questions=0)
    assert not NUMBER.search(record(client, completed))
    read(lesson, member)
    assert NUMBER.findall(record(client, completed)) == number
    assert CompletionRecord.objects.get().issued_at == issued.issued_at


def test_nobody_has_a_number_before_the_end(client: Client, course: Course, member: User) -> None:
    make_module(course, lessons=1, questions=1)
    record(client, course)
    assert not CompletionRecord.objects.exists()


def test_a_number_is_of_one_record_and_a_record_of_one_person_and_course(
    completed: Course, member: User
) -> None:
    number = CompletionRecord.objects.issue(member, completed).number
    other = UserFactory.create()
    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        CompletionRecord.objects.create(course=completed, learner=other, number=number)
    with pytest.raises(IntegrityError, match="completion_record_once"), transaction.atomic():
        CompletionRecord.objects.create(course=completed, learner=member, number="X")


def test_a_number_that_somebody_has_is_made_anew(
    completed: Course, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = CompletionRecord.objects.issue(member, completed).number
    numbers = iter([taken, "ABCD-EFGH-JKMN"])
    monkeypatch.setattr("courses.models.completion_record.make_number", lambda: next(numbers))
    issued = CompletionRecord.objects.issue(UserFactory.create(), completed)
    assert issued.number == "ABCD-EFGH-JKMN"


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_get_one_number() -> None:
    course, member = CourseFactory.create(), UserFactory.create()

    def issue(_tab: int) -> Issued:
        try:
            return CompletionRecord.objects.issue(member, course)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as tabs:
        numbers = {issued.number for issued in tabs.map(issue, range(8))}
    assert len(numbers) == CompletionRecord.objects.count() == 1


def test_erasing_a_person_takes_the_number_along(completed: Course, member: User) -> None:
    CompletionRecord.objects.issue(member, completed)
    erase(member)
    assert not CompletionRecord.objects.exists()


def test_the_queries_of_a_record(
    client: Client, completed: Course, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    record(client, completed)
    with django_assert_max_num_queries(4):
        record(client, completed)
