"""My progress: what was missed, what is due, when last visited; and the record of completion."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course
from progress.models import LessonRead
from quizzes.models import Attempt, Quiz
from tests.factories import (
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    choose,
    make_member,
    right,
    wrong,
)

pytestmark = pytest.mark.django_db


def make_module(course: Course, questions: int = 2) -> Quiz:
    quiz = QuizFactory.create(module=ModuleFactory.create(course=course))
    LessonFactory.create(module=quiz.module)
    for _number in range(questions):
        QuestionFactory.create(quiz=quiz)
    return quiz


def complete(quiz: Quiz, member: User) -> None:
    """Read it all and finish the quiz with the first question missed at first."""
    for lesson in quiz.module.lessons.all():
        LessonRead.objects.mark(member, lesson)
    first, *others = quiz.questions.all()
    choose(member, wrong(first))
    for question in (first, *others):
        choose(member, right(question))


@pytest.fixture
def course() -> Course:
    return CourseFactory.create()


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


def mine(client: Client) -> str:
    return client.get("/progress/").content.decode()


def test_missed_questions_stand_with_a_button_to_try_them_again(
    client: Client, member: User, course: Course
) -> None:
    quiz = make_module(course)
    complete(quiz, member)

    html = mine(client)
    missed, kept = quiz.questions.all()
    assert missed.stem in html
    assert kept.stem not in html
    assert f'action="/quizzes/{quiz.pk}/practice/"' in html
    assert f'href="/quizzes/{quiz.pk}/attempts/1/"' in html
    today = timezone.localdate()
    assert f">{today.year}. {today.month}. {today.day}.</td>" in html


def test_a_missed_question_got_right_in_practice_says_so(
    client: Client, member: User, course: Course
) -> None:
    quiz = make_module(course)
    complete(quiz, member)
    assert "이제는 맞힘" not in mine(client)
    practice = Attempt.objects.practise(quiz, member, "missed")
    assert practice is not None
    choose(member, right(quiz.questions.all()[0]))

    assert "이제는 맞힘" in mine(client)


def test_what_is_due_is_offered_at_home_and_here(
    client: Client, member: User, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(make_module(course), member)
    assert "오늘 다시 볼 문제" not in client.get("/").content.decode()

    tomorrow = timezone.now() + datetime.timedelta(days=1, hours=1)
    monkeypatch.setattr("quizzes.repetition.timezone.now", lambda: tomorrow)
    for address in ("/", "/progress/"):
        html = client.get(address).content.decode()
        assert "오늘 다시 볼 문제" in html
        assert "1문제 복습하기" in html


def test_the_record_is_there_once_every_module_is_complete(
    client: Client, member: User, course: Course
) -> None:
    quizzes = [make_module(course), make_module(course)]
    complete(quizzes[0], member)
    address = f"/progress/{course.slug}/record/"
    assert address not in mine(client)
    assert "모듈 2개 가운데 1개를 마쳤습니다" in client.get(address).content.decode()

    complete(quizzes[1], member)
    assert address in mine(client)
    html = client.get(address).content.decode()
    assert f"{member.name} 님은 이 과정의 모듈 2개를 모두 마쳤습니다" in html
    assert html.count("1 / 2") == 2


def test_a_record_is_ones_own_and_of_ones_own_course(client: Client, course: Course) -> None:
    address = f"/progress/{course.slug}/record/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_the_pages_take_as_many_queries_for_many_modules(
    client: Client,
    member: User,
    course: Course,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(6):
        complete(make_module(course), member)

    for address in ("/progress/", "/", f"/progress/{course.slug}/record/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
