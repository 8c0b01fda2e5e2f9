"""The page of a quiz shows which section each question asks about, and what it measures."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from authoring.question_map import QuestionMap
from courses.models import Lesson
from quizzes.models import Question, Quiz
from tests.authoring.test_admin import address
from tests.factories import LessonFactory, QuestionFactory, make_author, make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(client: Client) -> Quiz:
    """Two questions, of which the first names the first of three sections."""
    client.force_login(make_author())
    quiz = make_quiz(questions=2)
    quiz.module.lessons.update(title="첫 절")
    for title in ("둘째 절", "셋째 절"):
        LessonFactory.create(module=quiz.module, title=title)
    quiz.questions.filter(position=1).update(lesson=section(quiz, 1), level=3)
    return quiz


def section(quiz: Quiz, position: int) -> Lesson:
    return quiz.module.lessons.get(position=position)


def row(client: Client, quiz: Quiz, slug: str) -> str:
    html = " ".join(client.get(address(quiz)).content.decode().split())
    (found,) = re.findall(rf'<tr data-section="{slug}">(.*?)</tr>', html)
    return re.sub(r"<[^>]*>", " ", found)


def test_each_question_stands_at_its_section_with_its_level(client: Client, quiz: Quiz) -> None:
    first, second = quiz.questions.order_by("position")
    at_first = row(client, quiz, section(quiz, 1).slug)
    assert "문제 1: " in at_first
    assert first.stem in at_first
    assert "적용" in at_first
    assert "없습니다" not in at_first
    without = row(client, quiz, "")
    assert "절을 정하지 않은 문제" in without
    assert second.stem in without
    assert "단계 없음" in without


def test_what_is_not_asked_about_is_named(client: Client, quiz: Quiz) -> None:
    html = client.get(address(quiz)).content.decode()
    assert "이 절을 묻는 문제가 없습니다." in row(client, quiz, section(quiz, 2).slug)
    told = re.sub(r"<[^>]*>", "", re.findall(r'class="lms-question-map-gap">(.*?)</p>', html)[0])
    assert told == "묻는 문제가 없는 절: 둘째 절, 셋째 절"


def test_a_sibling_asks_about_its_section_and_a_draft_or_a_retired_one_not_yet(
    client: Client, quiz: Quiz
) -> None:
    first = quiz.questions.get(position=1)
    QuestionFactory.create(quiz=quiz, sibling_of=first, lesson=section(quiz, 2), level=5)
    QuestionFactory.create(quiz=quiz, is_draft=True, lesson=section(quiz, 3))
    QuestionFactory.create(quiz=quiz, lesson=section(quiz, 3)).retire()
    assert "복습 문제(문제 1의 짝): " in row(client, quiz, section(quiz, 2).slug)
    third = row(client, quiz, section(quiz, 3).slug)
    assert "초안: " in third
    assert "이 절을 묻는 문제가 없습니다." in third
    question_map = QuestionMap.of(quiz)
    assert question_map.not_asked_about == [section(quiz, 3)]
    assert dict(question_map.levels) | {"": question_map.without_level} == {
        "기억": 0,
        "이해": 0,
        "적용": 1,
        "분석": 0,
        "평가": 1,
        "창조": 0,
        "": 1,
    }


def test_where_everything_is_asked_about_nothing_is_told(client: Client, quiz: Quiz) -> None:
    for position in (2, 3):
        QuestionFactory.create(quiz=quiz, lesson=section(quiz, position))
    assert 'class="lms-question-map-gap"' not in client.get(address(quiz)).content.decode()


def test_two_queries_make_it_however_much_there_is(quiz: Quiz) -> None:
    def queries() -> int:
        again = Quiz.objects.select_related("module__course").get(pk=quiz.pk)
        with CaptureQueriesContext(connection) as captured:
            for each in QuestionMap.of(again).sections:
                assert all(mapped.question.short_stem for mapped in each.questions)
        return len(captured)

    assert queries() == 2
    first = Question.objects.filter(quiz=quiz)[0]
    for _more in range(4):
        LessonFactory.create(module=quiz.module)
        QuestionFactory.create(quiz=quiz, sibling_of=first)
    assert queries() == 2
