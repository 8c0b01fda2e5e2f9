"""All of a course on one page, for authors."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Module
from tests.authoring.outline.sending import everything, form_of, modules, outline, sections
from tests.factories import (
    CourseFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    make_author,
)
from tests.reports.conftest import make_course

pytestmark = pytest.mark.django_db


def test_everything_of_the_course_is_on_the_page(
    client: Client, author: User, course: Course
) -> None:
    Module.objects.filter(pk=modules(course)[1]).update(is_published=False)
    quiz = course.modules.get(position=1).quiz
    for _number in range(2):
        QuestionFactory.create(quiz=quiz, is_draft=True)
    quiz.questions.filter(is_draft=False).update(retired_at=timezone.now())
    LessonFactory.create(title="다른 과정의 절")

    page = client.get(outline(course))

    html = page.content.decode()
    rows = page.context["modules"]
    assert [row.module.pk for row in rows] == modules(course)
    assert [[section.lesson.pk for section in row.sections] for row in rows] == [
        sections(pk) for pk in modules(course)
    ]
    assert [(row.module.live_questions, row.module.drafts) for row in rows] == [
        (0, 2),
        (2, 0),
        (2, 0),
    ]
    assert [row.self_diagnosis is not None for row in rows] == [False, False, True]
    assert html.count('data-state="draft"') == 1
    assert "다른 과정의 절" not in html
    for row in rows:
        assert f"/admin/quizzes/quiz/{row.quiz.pk}/change/" in html


def test_it_is_linked_from_the_course_the_list_and_what_is_below(
    client: Client, author: User, course: Course
) -> None:
    module = course.modules.latest("pk")
    for address in (
        "/admin/courses/course/",
        f"/admin/courses/course/{course.pk}/change/",
        f"/admin/courses/module/{module.pk}/change/",
        f"/admin/quizzes/quiz/{module.quiz.pk}/change/",
        f"/admin/courses/lesson/{sections(module.pk)[0]}/change/",
    ):
        assert f'href="{outline(course)}"' in client.get(address).content.decode(), address


def test_only_authors_see_it_and_put_it_in_order(client: Client, course: Course) -> None:
    client.force_login(make_author())
    data = form_of(client, course) | {f"module-{modules(course)[2]}": "1"}
    before = everything()
    for person in (UserFactory.create(is_staff=True), UserFactory.create()):
        client.force_login(person)
        assert client.get(outline(course)).status_code in {302, 403}
        assert client.post(outline(course), data).status_code in {302, 403}
    assert everything() == before


def test_it_is_asked_for_or_sent(client: Client, author: User, course: Course) -> None:
    assert client.put(outline(course)).status_code == 405
    assert client.get("/admin/courses/course/999999/outline/").status_code == 404


def test_a_course_without_modules_says_so(client: Client, author: User) -> None:
    html = client.get(outline(CourseFactory.create())).content.decode()
    assert "이 과정에는 아직 모듈이 없습니다." in html


@pytest.mark.full
def test_it_asks_as_much_of_thirty_modules_as_of_three(client: Client, author: User) -> None:
    numbers = []
    for many in (2, 3, 30):  # with the first what is kept is read
        course = make_course(modules=many, questions=1)
        data = form_of(client, course)
        last = modules(course)[-1]
        with CaptureQueriesContext(
            connection,
        ) as shown:
            client.get(outline(course))
        with CaptureQueriesContext(connection) as stored:
            assert client.post(outline(course), data | {f"module-{last}": "1"}).status_code == 303
        numbers.append((len(shown), len(stored)))
    assert numbers[1] == numbers[2]
    assert max(numbers[1]) < 30
