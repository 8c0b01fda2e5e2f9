"""The outline and the pager that walks it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.models import Course, Module
from courses.outline import Outline
from tests.factories import (
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    SelfDiagnosisFactory,
    make_member,
    make_quiz,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    """Modules 1, 2, 3; a self-diagnosis after module 2."""
    course = CourseFactory.create()
    modules = [ModuleFactory.create(course=course, position=position) for position in (1, 2, 3)]
    SelfDiagnosisFactory.create(after=modules[1])
    return course


def test_modules_come_by_position_each_with_its_self_diagnosis(course: Course) -> None:
    outline = Outline.whole(course).published()
    assert [entry.label or "diagnosis" for entry in outline.entries] == [
        "모듈 1",
        "모듈 2",
        "diagnosis",
        "모듈 3",
    ]


def test_the_pager_walks_the_outline(course: Course) -> None:
    outline = Outline.whole(course).published()
    diagnosis = outline.entries[2].page

    pager = outline.around(diagnosis)

    assert pager.previous is not None
    assert pager.next is not None
    assert (pager.previous.label, pager.next.label) == ("모듈 2", "모듈 3")


def test_the_ends_have_nothing_beyond(course: Course) -> None:
    outline = Outline.whole(course).published()
    assert outline.around(outline.entries[0].page).previous is None
    assert outline.around(outline.entries[-1].page).next is None


def test_the_next_self_diagnosis_is_at_or_after_the_module(course: Course) -> None:
    first, second, third = Module.objects.order_by("position")
    diagnosis = second.self_diagnosis

    assert first.next_self_diagnosis() == diagnosis
    assert second.next_self_diagnosis() == diagnosis
    assert third.next_self_diagnosis() is None

    outline = Outline.whole(course).published()
    for module in (first, second, third):
        assert outline.around(module).next_self_diagnosis == module.next_self_diagnosis()


def test_drafts_are_left_out(course: Course) -> None:
    Module.objects.filter(position=2).update(is_published=False)
    outline = Outline.whole(course).published()
    assert [entry.label for entry in outline.entries] == ["모듈 1", "모듈 3"]


def test_a_module_page_links_back_on_and_to_the_self_diagnosis(
    client: Client, course: Course
) -> None:
    client.force_login(make_member(course))
    second = Module.objects.get(position=2)

    html = client.get(second.get_absolute_url()).content.decode()

    assert 'rel="prev"' in html
    assert 'rel="next"' in html
    assert "data-next-self-diagnosis" in html
    assert html.count(second.self_diagnosis.get_absolute_url()) == 1


@pytest.mark.parametrize(("lessons", "questions"), [(1, 1), (12, 9)])
def test_a_module_page_takes_three_queries_whatever_its_length(
    client: Client,
    lessons: int,
    questions: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    quiz = make_quiz(questions=questions)
    for position in range(2, lessons + 1):
        LessonFactory.create(module=quiz.module, position=position)
    client.force_login(make_member(quiz.module.course))

    with django_assert_max_num_queries(26):
        client.get(quiz.module.get_absolute_url())
    # Once the content is kept: session, person, and what is the reader's own.
    with django_assert_max_num_queries(3):
        response = client.get(quiz.module.get_absolute_url())

    assert response.content.decode().count("data-question=") == questions
