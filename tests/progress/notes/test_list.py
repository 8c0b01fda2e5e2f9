"""One's notes in a list, whatever becomes of their sections."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Enrolment, Lesson
from progress.models import LessonNote
from tests.factories import (
    LessonFactory,
    ModuleFactory,
    UserFactory,
)
from tests.progress.notes.steps import WORDS, field, keep, listed, page

pytestmark = pytest.mark.django_db


def test_all_are_in_one_list_as_the_course_goes(
    client: Client, member: User, lesson: Lesson
) -> None:
    second = LessonFactory.create(module=lesson.module)
    later = LessonFactory.create(module=ModuleFactory.create(course=lesson.module.course))
    for at, text in ((later, "셋째"), (second, "둘째"), (lesson, "첫째")):
        keep(client, at, f"{text} 메모 <i>")

    html = listed(client)

    assert re.findall(r">(\S+) 메모 &lt;i&gt;</p>", html) == ["첫째", "둘째", "셋째"]
    assert f'href="{lesson.module.get_absolute_url()}#{lesson.slug}-note"' in html
    assert html.count('id="course-') == 1
    assert 'href="/progress/notes/"' in client.get("/progress/").content.decode()
    assert LessonNote.objects.of_learner(member).count() == 3


@pytest.mark.parametrize(
    ("query", "shown"),
    [("과장님", 1), ("zzyzx 여쭤", 1), ("로컬 여쭤볼", 1), ("메모", 1), ("없는말", 0), ("", 2)],
)
def test_they_are_searched_by_parts_of_words(
    client: Client, member: User, lesson: Lesson, query: str, shown: int
) -> None:
    keep(client, lesson, WORDS)
    keep(client, LessonFactory.create(module=lesson.module, title="둘째"), "다른 메모")

    html = listed(client, query)

    assert html.count('class="lms-as-typed"') == shown
    assert (f"</span>’ — 메모 {shown}개" in html) == bool(query)


def test_the_list_says_so_when_it_is_empty(client: Client, member: User) -> None:
    assert "아직 쓰신 메모가 없습니다" in listed(client)


def test_the_list_takes_as_many_queries_for_many(
    client: Client,
    member: User,
    lesson: Lesson,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(6):
        keep(client, LessonFactory.create(module=lesson.module), WORDS)
    with django_assert_num_queries(4):
        assert listed(client).count(WORDS) == 6


def test_it_stays_when_the_text_changes(client: Client, member: User, lesson: Lesson) -> None:
    keep(client, lesson, WORDS)
    lesson.body, lesson.title = "아주 다른 글.", "새 제목"
    lesson.save()

    assert field(page(client, lesson), lesson) == WORDS
    assert "새 제목" in listed(client)


def test_it_stays_readable_when_its_section_is_gone(
    client: Client, member: User, lesson: Lesson
) -> None:
    keep(client, lesson, WORDS)
    titles = (lesson.module.course.title, str(lesson.module), str(lesson))
    lesson.delete()

    html = listed(client)
    for text in (*titles, WORDS, "지금은 없어진 절입니다."):
        assert text in html
    assert WORDS in listed(client, "로컬")

    note = LessonNote.objects.get()
    client.force_login(UserFactory.create())
    assert client.post(f"/progress/notes/{note.pk}/delete/").status_code == 404
    client.force_login(member)
    assert client.post(f"/progress/notes/{note.pk}/delete/")["Location"] == "/progress/notes/"
    assert not LessonNote.objects.exists()


@pytest.mark.parametrize("why", ["taken back", "left"])
def test_it_stays_readable_when_its_section_is_closed(
    client: Client, member: User, lesson: Lesson, why: str
) -> None:
    keep(client, lesson, WORDS)
    lesson.module.is_published = why != "taken back"
    lesson.module.save()
    if why == "left":
        Enrolment.objects.update(left_at=timezone.now())

    html = listed(client)

    assert WORDS in html
    assert "지금은 열어 볼 수 없는 절입니다." in html
    assert lesson.module.get_absolute_url() not in html
