"""Home: one thing to go on with, how much is left, and a word when all is done."""

import uuid

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.minutes import LETTERS_PER_MINUTE
from courses.models import Course, Lesson, Module
from courses.outline import Entry
from progress.models import Diagnosis, DiagnosisDraft, FormOnPage, LessonRead, Rating
from progress.module_progress import CourseStanding, ModuleStanding, Step
from progress.progress_bar import ProgressBar
from progress.reading import Reading, Section
from tests.factories import CourseFactory, SelfDiagnosisFactory, make_member
from tests.factories import standing as standing_of
from tests.histories import finish, make_module, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return CourseFactory.create(title="로컬 AI 과정")


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


def home(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def card(client: Client) -> Tag:
    (card,) = home(client).select(".lms-resume")
    return card


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def the_one_button(client: Client) -> Tag:
    """Only one thing on the page is called the next."""
    (button,) = home(client).select("main .btn-primary")
    return button


@pytest.fixture
def modules(course: Course) -> list[Module]:
    return [make_module(course, lessons=2, questions=1) for _number in range(2)]


def test_who_has_not_begun_begins(client: Client, member: User, modules: list[Module]) -> None:
    assert words(the_one_button(client)) == "시작하기"
    assert "여기서 시작하기" in words(card(client))


def test_what_was_begun_is_gone_on_with(
    client: Client, member: User, modules: list[Module]
) -> None:
    module = modules[0]
    LessonRead.objects.mark(member, module.lessons.earliest("position"))
    assert words(the_one_button(client)) == "이어서 읽기"
    assert "지난번에 이어서" in words(card(client))
    read(module, member)
    button = the_one_button(client)
    assert words(button) == "이어서 풀기"
    assert button["href"] == f"{module.get_absolute_url()}#quiz"


def test_the_next_module_is_begun_and_not_gone_on_with(
    client: Client, member: User, modules: list[Module]
) -> None:
    read(modules[0], member)
    finish(modules[0], member)
    button = the_one_button(client)
    assert (words(button), button["href"]) == ("시작하기", modules[1].get_absolute_url())
    assert "다음 차례" in words(card(client))


def test_a_self_diagnosis_is_begun_or_gone_on_with(
    client: Client, member: User, modules: list[Module]
) -> None:
    page = SelfDiagnosisFactory.create(after=modules[0])
    read(modules[0], member)
    finish(modules[0], member)
    button = the_one_button(client)
    assert (words(button), button["href"]) == ("시작하기", page.get_absolute_url())

    DiagnosisDraft.objects.keep(member, page, {"rating-1": "not-yet"}, FormOnPage(uuid.uuid4()))
    assert words(the_one_button(client)) == "이어서 쓰기"
    outline = words(home(client).select(".lms-outline li")[1])
    assert "쓰는 중" in outline


def test_levels_are_told_kindly(client: Client, member: User, modules: list[Module]) -> None:
    page = SelfDiagnosisFactory.create(after=modules[0])
    for rating, said in (("not-yet", "1단계 진행 중"), ("on-my-own", "6단계 도달")):
        ratings = [
            Rating(level=level, rating=rating, evidence="해 보았다") for level in page.levels.all()
        ]
        Diagnosis.objects.take(member, page, ratings, shared=False, form=FormOnPage(uuid.uuid4()))
        for address in ("/", page.course.get_absolute_url(), "/progress/"):
            html = client.get(address).content.decode()
            assert said in html
            assert "0단계" not in html


def test_the_bar_tells_what_is_done_and_how_long_the_rest_takes(
    client: Client, member: User, modules: list[Module]
) -> None:
    Lesson.objects.update(body="가" * LETTERS_PER_MINUTE * 20)
    bar = home(client).select_one(".lms-progress")
    assert bar is not None
    assert words(bar) == "모듈 2개 가운데 0개 완료 · 남은 시간 약 1시간 20분"
    assert bar.select(".lms-progress-done")[0]["width"] == "0"

    read(modules[0], member)
    finish(modules[0], member)
    bar = home(client).select_one(".lms-progress")
    assert bar is not None
    assert words(bar) == "모듈 2개 가운데 1개 완료 · 남은 시간 약 40분"
    assert bar.select(".lms-progress-done")[0]["width"] == "50"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, ""), (1, "1분"), (29, "29분"), (60, "1시간"), (80, "1시간 20분"), (125, "2시간 5분")],
)
def test_how_long_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert ProgressBar(0, 1, 0, minutes).left_text == said


def test_long_times_are_told_in_tens_of_minutes(
    course: Course, member: User, modules: list[Module]
) -> None:
    Lesson.objects.update(body="가" * LETTERS_PER_MINUTE * 19)
    assert standing_of(course, member).bar.minutes == 80
    Lesson.objects.update(body="가" * 60)
    assert standing_of(course, member).bar.minutes == 1 + 3  # and two questions


def test_the_bar_is_full_only_when_all_is_done() -> None:
    module = Module(title="모듈", slug="m", course=Course(slug="c"))
    reading = Reading([Section(Lesson(), read_revision=1) for _number in range(400)])
    step = Step(Entry(module, "/"), ModuleStanding(module, 1, reading, "answering", [1]), [])
    bar = CourseStanding(module.course, [step]).bar
    assert (bar.percent, bar.minutes) == (99, 1)


def finish_all(modules: list[Module], member: User) -> None:
    for module in modules:
        read(module, member)
        finish(module, member)


def test_who_has_finished_is_told_so_and_led_to_the_record(
    client: Client, member: User, course: Course, modules: list[Module]
) -> None:
    finish_all(modules, member)
    assert "모듈 2개를 모두 마치셨습니다" in words(card(client))
    button = the_one_button(client)
    assert words(button) == "이수 기록 보기"
    assert button["href"] == f"/progress/{course.slug}/record/"


def test_a_last_self_diagnosis_is_the_next_thing_beside_the_word_that_all_is_done(
    client: Client, member: User, course: Course, modules: list[Module]
) -> None:
    page = SelfDiagnosisFactory.create(after=modules[-1])
    finish_all(modules, member)
    assert the_one_button(client)["href"] == page.get_absolute_url()
    (finished,) = home(client).select(".lms-finished")
    assert "모듈 2개를 모두 마치셨습니다" in words(finished)
    assert finished.select(f'a[href="/progress/{course.slug}/record/"]')


def test_with_another_course_under_way_that_one_is_the_next(
    client: Client, member: User, course: Course, modules: list[Module]
) -> None:
    finish_all(modules, member)
    other = CourseFactory.create(title="다른 과정")
    make_module(other, lessons=1, questions=1)
    make_member(other).enrolments.get().cohort.enrol(member)
    assert "다른 과정" in words(card(client))
    assert words(the_one_button(client)) == "시작하기"
    assert not home(client).select(".lms-finished")
    assert f"/progress/{course.slug}/record/" in str(home(client))


def test_nobody_without_a_course_sees_a_card(client: Client, member: User) -> None:
    member.enrolments.update(left_at=timezone.now())
    page = home(client)
    assert not page.select(".lms-resume")
    assert not page.select(".lms-progress")
