"""What members have answered keeps content from being deleted; the page says how much it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import Course, Lesson
from courses.models.base import ContentModel
from progress.models import LessonRead
from quizzes.models import Attempt
from tests.factories import GlossaryTermFactory, LessonFactory, UserFactory, make_author
from tests.reports.conftest import make_course
from tests.study_group import make_study_group
from tests.tables import first

pytestmark = pytest.mark.django_db
CONTENT: dict[str, Callable[[Course], ContentModel]] = {
    "course": lambda course: course,
    "module": lambda course: course.modules.earliest("position"),
    "quiz": lambda course: course.modules.earliest("position").quiz,
    "question": lambda course: course.modules.earliest("position").quiz.questions.earliest("pk"),
    "self-diagnosis": lambda course: course.self_diagnoses.earliest("pk"),
}


@pytest.fixture
def author(client: Client) -> Client:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


def page_of(author: Client, row: ContentModel) -> tuple[Any, int]:
    """The page that asks whether to delete it, and how many queries it took."""
    base = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
    with CaptureQueriesContext(connection) as asked:
        response = author.get(f"{base}{row.pk}/delete/")
    assert response.status_code == 200
    return response, len(asked)


@pytest.mark.parametrize("name", first(1, list(CONTENT)))
def test_what_members_left_is_counted_whole(author: Client, name: str) -> None:
    course = make_course(modules=2, questions=1)
    make_study_group(course, members=3)
    row = CONTENT[name](course)
    page, queries = page_of(author, row)
    assert page.context["protected"], name
    assert page.context["deleted_objects"] == []

    make_study_group(course, members=8, slug="autumn")
    assert page_of(author, row)[1] == queries

    author.post(page.request["PATH_INFO"], {"post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_it_says_how_much_it_is(author: Client) -> None:
    course = make_course(modules=1, questions=1)
    make_study_group(course, members=5)
    page, _queries = page_of(author, course.modules.get())
    number = Attempt.objects.count()
    assert number > 1
    assert any(str(line).endswith(f": {number}") for line in page.context["protected"])


def test_a_section_says_how_many_have_read_it_and_goes_with_their_marks(author: Client) -> None:
    course = make_course(modules=1, questions=1)
    lesson = Lesson.objects.earliest("pk")
    counts = []
    for number in (2, 9):
        for _reader in range(number):
            LessonRead.objects.mark(UserFactory.create(), lesson)
        page, queries = page_of(author, lesson)
        counts.append(queries)
    assert counts[0] == counts[1]
    assert any("11" in str(line) for line in page.context["deleted_objects"])
    assert page_of(author, course.modules.get())[1] <= counts[0] + 3

    author.post(f"/admin/courses/lesson/{lesson.pk}/delete/", {"post": "yes"})
    assert not Lesson.objects.filter(pk=lesson.pk).exists()
    assert not LessonRead.objects.exists()


def test_content_that_nobody_has_answered_is_listed_as_ever(author: Client) -> None:
    module = make_course(modules=1, questions=1).modules.get()
    page, _queries = page_of(author, module)
    assert page.context["protected"] == []
    assert page.context["deleted_objects"]
    author.post(page.request["PATH_INFO"], {"post": "yes"})
    assert not type(module).objects.filter(pk=module.pk).exists()


def test_a_term_says_before_it_goes_which_texts_use_it(client: Client) -> None:
    client.force_login(make_author())
    term = GlossaryTermFactory.create(term="토큰")
    lesson = LessonFactory.create(module__course=term.course, body="{토큰}을 봅니다.")
    html = client.get(reverse("admin:courses_glossaryterm_delete", args=[term.pk])).content.decode()
    assert reverse("admin:courses_lesson_change", args=[lesson.pk]) in html
    assert "이 말을 쓰는 글: 1" in html
