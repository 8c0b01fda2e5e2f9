"""Reading a module: marks, where to go on, and what changed since."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Lesson, Module
from progress.models import LessonRead, LessonVisit
from tests.factories import LessonFactory, ModuleFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> Module:
    module = ModuleFactory.create()
    for title in ("하나", "둘", "셋"):
        LessonFactory.create(module=module, title=title, body="첫 문단.\n\n둘째 문단.")
    return module


@pytest.fixture
def lessons(module: Module) -> list[Lesson]:
    return list(module.lessons.all())


@pytest.fixture
def member(module: Module, client: Client) -> User:
    member = make_member(module.course)
    client.force_login(member)
    return member


def page(client: Client, module: Module) -> str:
    return client.get(module.get_absolute_url()).content.decode()


def visit(client: Client, lesson: Lesson) -> int:
    return client.post(reverse("progress:visit-lesson", args=[lesson.pk])).status_code


def test_reading_with_htmx_answers_with_the_mark_alone(
    client: Client, member: User, lessons: list[Lesson]
) -> None:
    address = reverse("progress:read-lesson", args=[lessons[0].pk])

    response = client.post(address, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert "lms-read-done" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert LessonRead.objects.get().lesson == lessons[0]


def test_a_visit_is_noted_and_the_latest_counts(
    client: Client, member: User, lessons: list[Lesson]
) -> None:
    assert [visit(client, lesson) for lesson in (lessons[0], lessons[2], lessons[0])] == [204] * 3

    assert LessonVisit.objects.count() == 2
    assert LessonVisit.objects.latest("visited_at").lesson == lessons[0]


def test_a_visit_to_someone_elses_course_is_404(client: Client, lessons: list[Lesson]) -> None:
    client.force_login(UserFactory.create())

    assert visit(client, lessons[0]) == 404
    assert not LessonVisit.objects.exists()


def test_a_visit_by_get_is_405(client: Client, member: User, lessons: list[Lesson]) -> None:
    address = reverse("progress:visit-lesson", args=[lessons[0].pk])

    assert client.get(address).status_code == 405


def test_the_first_time_the_page_offers_no_place_to_go_on(
    client: Client, member: User, module: Module
) -> None:
    assert "lms-resume-here" not in page(client, module)


def test_coming_back_the_page_offers_the_section_last_visited(
    client: Client, member: User, module: Module, lessons: list[Lesson]
) -> None:
    visit(client, lessons[0])
    visit(client, lessons[1])

    resume = page(client, module).split("lms-resume-here")[1].split("</p>")[0]
    assert f'href="#{lessons[1].slug}"' in resume
    assert "02 둘" in resume


def test_once_that_section_is_read_the_next_unread_one_is_offered(
    client: Client, member: User, module: Module, lessons: list[Lesson]
) -> None:
    LessonRead.objects.mark(member, lessons[1])

    assert f'href="#{lessons[2].slug}"' in page(client, module).split("lms-resume-here")[1]
    home = client.get("/").content.decode()
    assert f'href="{module.get_absolute_url()}#{lessons[2].slug}"' in home


def test_home_resumes_in_the_module_last_visited(
    client: Client, member: User, module: Module, lessons: list[Lesson]
) -> None:
    other = LessonFactory.create(module=ModuleFactory.create(course=module.course))
    visit(client, lessons[1])
    visit(client, other)

    resume = client.get("/").content.decode().split("lms-resume")[1].split("</section>")[0]
    assert f"{other.module.get_absolute_url()}#{other.slug}" in resume


def test_what_changed_since_it_was_read_is_marked_until_it_is_read_again(
    client: Client, member: User, module: Module, lessons: list[Lesson]
) -> None:
    lesson = lessons[0]
    LessonRead.objects.mark(member, lesson)
    lesson.body = "첫 문단.\n\n둘째 문단을 고쳤습니다."
    lesson.save()

    changed = page(client, module)
    assert changed.count('class="lms-changed"') == 1
    assert "둘째 문단을 고쳤습니다." in changed.split('class="lms-changed"')[1].split("</div>")[0]
    assert "읽으신 뒤 1개 절의 내용이 바뀌었습니다" in client.get("/").content.decode()

    lesson.refresh_from_db()
    LessonRead.objects.mark(member, lesson)
    assert 'class="lms-changed"' not in page(client, module)


def test_someone_who_has_not_read_it_sees_no_marks(
    client: Client, member: User, module: Module, lessons: list[Lesson]
) -> None:
    LessonRead.objects.mark(make_member(module.course), lessons[0])
    lessons[0].body = "다른 글."
    lessons[0].save()

    assert 'class="lms-changed"' not in page(client, module)


def test_what_a_tab_opened_before_the_change_showed_is_what_was_read(
    client: Client, member: User, lessons: list[Lesson]
) -> None:
    lessons[0].body = "다른 글."
    lessons[0].save()

    client.post(reverse("progress:read-lesson", args=[lessons[0].pk]), {"revision": "1"})
    assert LessonRead.objects.get().revision == 1
    client.post(reverse("progress:read-lesson", args=[lessons[0].pk]), {"revision": "2"})
    client.post(reverse("progress:read-lesson", args=[lessons[0].pk]), {"revision": "1"})
    assert LessonRead.objects.get().revision == 2


@pytest.mark.parametrize("revision", ["0", "-1", "99", "x", "9" * 30, ""])
def test_a_revision_that_is_none_is_the_present_one(
    client: Client, member: User, lessons: list[Lesson], revision: str
) -> None:
    address = reverse("progress:read-lesson", args=[lessons[0].pk])

    assert client.post(address, {"revision": revision}).status_code == 303
    assert LessonRead.objects.get().revision == 1


def test_a_changed_module_takes_as_many_queries_as_an_unread_one(
    client: Client,
    member: User,
    module: Module,
    lessons: list[Lesson],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for lesson in lessons:
        LessonRead.objects.mark(member, lesson)
        lesson.body = "다른 글."
        lesson.save()

    with django_assert_max_num_queries(11):
        assert page(client, module).count('class="lms-changed"') == 3
