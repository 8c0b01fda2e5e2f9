"""Home with resume, my progress, and marking a lesson read."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Cohort, Lesson
from progress.models import LessonRead
from quizzes.models import Quiz
from tests.factories import (
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    UserFactory,
    choose,
    make_member,
    make_quiz,
    right,
    standing,
    wrong,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def lesson(quiz: Quiz) -> Lesson:
    return quiz.module.lessons.get()


@pytest.fixture
def member(quiz: Quiz, client: Client) -> User:
    member = make_member(quiz.module.course)
    client.force_login(member)
    return member


def read(client: Client, lesson: Lesson) -> int:
    return client.post(reverse("progress:read-lesson", args=[lesson.pk])).status_code


def finish(quiz: Quiz, member: User) -> None:
    first, last = quiz.questions.all()
    choose(member, wrong(first))
    choose(member, right(first))
    choose(member, right(last))


def test_reading_a_lesson_is_noted_once(client: Client, member: User, lesson: Lesson) -> None:
    assert read(client, lesson) == 303
    first = LessonRead.objects.get()
    assert read(client, lesson) == 303
    assert LessonRead.objects.get() == first
    assert LessonRead.objects.get().read_at == first.read_at


def test_a_lesson_of_someone_elses_course_is_404(client: Client, lesson: Lesson) -> None:
    client.force_login(UserFactory.create())
    assert read(client, lesson) == 404
    assert not LessonRead.objects.exists()


def test_reading_by_get_is_405(client: Client, member: User, lesson: Lesson) -> None:
    assert client.get(reverse("progress:read-lesson", args=[lesson.pk])).status_code == 405


def test_a_module_is_complete_when_read_and_its_quiz_finished(
    client: Client, member: User, quiz: Quiz, lesson: Lesson
) -> None:
    def state() -> str:
        return standing(quiz.module.course, member).steps[0].state

    assert state() == "not-started"
    read(client, lesson)
    assert state() == "reading"
    finish(quiz, member)
    assert state() == "complete"


def test_home_resumes_at_the_first_thing_left(
    client: Client, member: User, quiz: Quiz, lesson: Lesson
) -> None:
    LessonFactory.create(module=quiz.module, position=2, slug="second-section")
    read(client, lesson)

    html = client.get("/").content.decode()

    assert f"{quiz.module.get_absolute_url()}#second-section" in html


def test_home_leads_to_the_quiz_once_all_is_read(
    client: Client, member: User, quiz: Quiz, lesson: Lesson
) -> None:
    read(client, lesson)
    assert f"{quiz.module.get_absolute_url()}#quiz" in client.get("/").content.decode()


def test_home_of_someone_in_no_cohort_asks_for_a_code(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert 'name="code"' in client.get("/").content.decode()


def test_home_tells_of_a_cohort_that_has_not_begun(client: Client, member: User) -> None:
    Cohort.objects.update(
        name="내일 시작하는 기수", starts_on=timezone.localdate() + datetime.timedelta(days=1)
    )
    assert "내일 시작하는 기수" in client.get("/").content.decode()


def test_my_progress_shows_scores_and_what_was_missed(
    client: Client, member: User, quiz: Quiz
) -> None:
    finish(quiz, member)
    missed = quiz.questions.earliest("position")

    html = client.get("/progress/").content.decode()

    assert "1 / 2" in html
    assert missed.stem in html


def test_my_progress_shows_nobody_else(client: Client, member: User, quiz: Quiz) -> None:
    other = make_member(quiz.module.course, name="다른 사람")
    finish(quiz, other)

    html = client.get("/progress/").content.decode()

    assert "1 / 2" not in html
    assert "다른 사람" not in html


@pytest.mark.parametrize("address", ["/", "/progress/"])
def test_anonymous_people_are_sent_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/login/?next={address}"


# Once the content is kept: session, person, what is the reader's own, and what is asked besides.
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 3), ("/progress/", 4), ("/courses/{course}/", 3), ("/progress/{course}/record/", 4)],
)
@pytest.mark.parametrize("modules", [1, 6])
def test_the_queries_do_not_grow_with_the_modules(
    client: Client,
    member: User,
    quiz: Quiz,
    address: str,
    queries: int,
    modules: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    finish(quiz, member)
    for position in range(100, 100 + modules):
        module = ModuleFactory.create(course=quiz.module.course, position=position)
        LessonFactory.create(module=module)
        QuizFactory.create(module=module)
        SelfDiagnosisFactory.create(after=module)
    address = address.format(course=quiz.module.course.slug)
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(queries):
        assert client.get(address).status_code == 200
