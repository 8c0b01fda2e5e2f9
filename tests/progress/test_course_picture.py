"""The picture of a course on one's progress page says what its table says."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from courses.models import Course
from progress.course_picture import WIDEST, CoursePicture, Strip
from progress.models import LessonRead
from tests.factories import (
    CourseFactory,
    SelfDiagnosisFactory,
    choose,
    make_member,
    right,
    standing,
    wrong,
)
from tests.histories import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return CourseFactory.create()


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


def test_each_page_with_what_is_read_answered_and_reached(
    client: Client, course: Course, member: User
) -> None:
    module = make_module(course, lessons=3, questions=3)
    SelfDiagnosisFactory.create(after=module)
    LessonRead.objects.mark(member, module.lessons.earliest("position"))
    first, second, _last = module.quiz.questions.order_by("position")
    choose(member, wrong(first))
    choose(member, right(second))

    of_module, of_levels = CoursePicture.of(standing(course, member)).rows
    assert [cell.state for cell in of_module.sections.cells] == ["done", "open", "open"]
    assert [cell.state for cell in of_module.questions.cells] == ["missed", "done", "open"]
    assert of_levels.levels is not None
    assert [cell.state for cell in of_levels.levels.cells] == ["open"] * 6

    page = BeautifulSoup(client.get("/progress/").content, "html.parser")
    (picture,) = page.select(".lms-picture[role=img]")
    assert "모듈 1개 가운데 0개 완료" in str(picture["aria-label"])
    assert "읽음 1 / 3" in picture.get_text()
    assert "답함 2 / 3" in picture.get_text()
    row = [" ".join(cell.get_text().split()) for cell in page.select("tbody tr > *")]
    assert row[1:4] == ["푸는 중", "1 / 3", "–"]
    assert [cell.get("data-label") for cell in page.select("tbody td")] == [
        " ".join(head.get_text().split()) for head in page.select("thead th")[1:]
    ]


def test_a_question_added_after_the_finish_is_not_in_the_score(
    course: Course, member: User
) -> None:
    module = make_module(course, lessons=0, questions=1)
    choose(member, right(module.quiz.questions.get()))
    make_question = module.quiz.questions.get().copy_to_replace()
    make_question.slug, make_question.is_draft = "later", False
    make_question.save()

    (row,) = CoursePicture.of(standing(course, member)).rows
    assert [cell.state for cell in row.questions.cells] == ["done"]


@pytest.mark.parametrize("number", [1, 8, 9, 40])
def test_a_strip_is_never_wider_than_a_phone(number: int) -> None:
    cells = Strip.of(["open"] * number).cells
    assert cells[-1].x + cells[-1].width <= WIDEST
    assert all(cell.width > 0 and cell.radius > 0 for cell in cells)
    assert all(a.x + a.width < b.x for a, b in pairwise(cells))


def test_stairs_are_filled_up_to_the_level_that_is_reached() -> None:
    cells = Strip.stairs(2).cells
    assert [cell.state for cell in cells] == ["done"] * 2 + ["open"] * 4
    assert [cell.height for cell in cells] == sorted(cell.height for cell in cells)
