"""An author's first page: what one was writing, what lacks something, what waits."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Lesson, Module
from quizzes.models import Question, Remark
from tests.authoring.test_admin import address, form_of
from tests.authoring.versions import age_versions
from tests.factories import (
    CohortFactory,
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    UserFactory,
    make_author,
)
from tests.reports.conftest import make_course, make_facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course(modules=2, questions=1)


@pytest.fixture
def author(client: Client) -> User:
    author = make_author(name="한하나")
    client.force_login(author)
    return author


def first_page(client: Client) -> str:
    return client.get("/admin/").content.decode()


def drafts(html: str, name: str) -> list[int]:
    part = re.search(rf'data-drafts="{name}".*?</section>', html, re.DOTALL)
    return [int(pk) for pk in re.findall(r'data-module="(\d+)"', part[0])] if part else []


def test_every_course_leads_to_its_outline(client: Client, author: User, course: Course) -> None:
    ModuleFactory.create(course=course, is_published=False)
    html = first_page(client)
    assert f'href="/admin/courses/course/{course.pk}/outline/"' in html
    assert "모듈 3개" in html
    assert "초안 1개" in html
    assert re.search(r'class="button default" href="/admin/courses/course/add/">과정 추가<', html)


def test_a_site_without_courses_says_how_to_begin(client: Client, author: User) -> None:
    html = first_page(client)
    assert "아직 과정이 없습니다." in html
    assert "기다리는 일이 없습니다." in html


def test_a_draft_is_whose_who_changed_it_last_and_says_what_it_lacks(
    client: Client, author: User, course: Course
) -> None:
    one, two = course.modules.order_by("position")
    course.modules.update(is_published=False)
    age_versions()
    lesson = one.lessons.earliest("position")
    client.post(address(lesson), form_of(client, lesson) | {"body": "{없는말}"})
    other = Client()
    other.force_login(make_author(name="두둘"))
    quiz = two.quiz
    other.post(address(quiz), form_of(other, quiz) | {"title": "다른 제목"})

    html = first_page(client)

    assert (drafts(html, "own"), drafts(html, "others")) == ([one.pk], [two.pk])
    assert "용어집에 없는 말입니다: {없는말}" in html
    assert "빠진 것 없음" in html
    assert "두둘" in html
    assert drafts(other.get("/admin/").content.decode(), "own") == [two.pk]


def test_the_draft_that_was_changed_last_comes_first(
    client: Client, author: User, course: Course
) -> None:
    one, two = course.modules.order_by("position")
    course.modules.update(is_published=False)
    for module in (two, one):
        age_versions()
        client.post(address(module), form_of(client, module) | {"title": f"제목 {module.pk}"})
    assert drafts(first_page(client), "own") == [one.pk, two.pk]


def test_draft_questions_are_told_where_their_explanations_are_written(
    client: Client, author: User, course: Course
) -> None:
    quiz = course.modules.get(position=1).quiz
    QuestionFactory.create(quiz=quiz, is_draft=True)
    retired = QuestionFactory.create(quiz=quiz, is_draft=True)
    Question.objects.filter(pk=retired.pk).update(retired_at=timezone.now())
    html = first_page(client)
    assert f'href="/admin/quizzes/quiz/{quiz.pk}/explanations/"' in html
    assert "초안 1개" in html
    assert html.count("data-quiz=") == 1


def test_links_that_lead_nowhere_are_told_until_they_do(
    client: Client, author: User, course: Course
) -> None:
    lesson = LessonFactory.create(module=course.modules.get(position=1), body="[곳](course:gone)")
    html = first_page(client)
    assert "course:gone 페이지가 없습니다" in html
    assert f'href="/admin/courses/lesson/{lesson.pk}/change/"' in html
    assert "course:gone" in first_page(client)
    ModuleFactory.create(course=course, slug="gone", is_published=False)
    assert "course:gone" not in first_page(client)


def test_reviews_that_are_due_are_told(client: Client, author: User, course: Course) -> None:
    today = timezone.localdate()
    Module.objects.filter(course=course, position=1).update(review_after=today)
    due = Module.objects.get(course=course, position=2)
    yesterday = today - datetime.timedelta(days=1)
    Module.objects.filter(pk=due.pk).update(review_after=yesterday)
    assert re.findall(r'data-due="(\d+)"', first_page(client)) == [str(due.pk)]


def test_no_more_than_ten_are_listed(client: Client, author: User, course: Course) -> None:
    ModuleFactory.create_batch(13, course=course, is_published=False)
    html = first_page(client)
    assert len(drafts(html, "others")) == 10
    assert "그 밖에 3개" in html


def test_who_leads_and_writes_has_both_parts(client: Client, author: User, course: Course) -> None:
    ModuleFactory.create(course=course, is_published=False)
    cohort = CohortFactory.create(course=course, name="7기")
    author.groups.add(make_facilitator().groups.get())
    cohort.facilitators.add(author)
    question = Question.objects.earliest("pk")
    Remark.objects.send(question, cohort, author, "정답이 둘로 보입니다.")
    html = first_page(client)
    assert 'class="lms-home"' in html
    assert "다른 사람의 초안" in html
    assert "정답이 둘로 보입니다." in html


def test_whoever_writes_nothing_has_none_of_it(client: Client, course: Course) -> None:
    ModuleFactory.create(course=course, is_published=False)
    cohort = CohortFactory.create(course=course)
    for person in (make_facilitator(cohort), UserFactory.create(is_staff=True)):
        client.force_login(person)
        assert "lms-authors" not in first_page(client)


def test_thirty_modules_are_asked_for_as_three_are(client: Client, author: User) -> None:
    numbers = []
    for many in (2, 3, 30):  # with the first what is kept is read
        course = CourseFactory.create()
        fill(course, many)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        numbers.append(len(queries))
        course.delete()
    assert numbers[1] == numbers[2] < 45


def fill(course: Course, modules: int) -> None:
    rows: list[Any] = ModuleFactory.create_batch(modules, course=course, is_published=False)
    for module in rows:
        LessonFactory.create(module=module)
        QuestionFactory.create(quiz__module=module, is_draft=True)
    Lesson.objects.filter(module__course=course).update(body="[하나](course:gone) {없는말}")
    Module.objects.filter(course=course).update(review_after="2026-01-01")
