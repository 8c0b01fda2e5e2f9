"""Search in a course: parts of Korean words, marked; never drafts, other courses or quizzes."""

import unicodedata

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course, Lesson
from courses.search import PLACES, search
from tests.factories import (
    CourseFactory,
    GlossaryTermFactory,
    LessonFactory,
    ModuleFactory,
    UserFactory,
    make_author,
    make_member,
    make_quiz,
)
from texts.typed_words import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> Lesson:
    return LessonFactory.create(
        title="속도의 천장",
        body="메모리 **대역폭**이 속도를 정합니다.\n\n- 100% <a_b> & GPU\n- A\\B",
    )


@pytest.fixture
def course(lesson: Lesson) -> Course:
    return lesson.module.course


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


def look_for(client: Client, course: Course, query: str, status: int = 200) -> str:
    response = client.get(f"/courses/{course.slug}/search/", {"q": query})
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("역폭", "역폭"),
        ("대역폭이", "대역폭이"),
        ("gpu", "GPU"),
        ("100%", "100%"),
        ("<a_b>", "&lt;a_b&gt;"),
        ("a\\b", "A\\B"),
        ("&", "&amp;"),
        (unicodedata.normalize("NFD", "대역폭"), "대역폭"),
    ],
)
def test_a_part_of_a_word_is_found_and_marked(
    client: Client, member: User, course: Course, lesson: Lesson, query: str, marked: str
) -> None:
    html = look_for(client, course, query)
    assert f"<mark>{marked}</mark>" in html
    assert f'href="{lesson.module.get_absolute_url()}#{lesson.slug}"' in html


@pytest.mark.parametrize("query", ["1_0", "대%폭", "a__b", "strong", "lt;", "대역폭 없는말"])
def test_signs_are_only_signs_and_all_words_must_be_there(
    client: Client, member: User, course: Course, query: str
) -> None:
    html = look_for(client, course, query)
    assert "검색 결과가 없습니다" in html
    assert "lms-results" not in html


def test_words_may_stand_in_title_and_text(client: Client, member: User, course: Course) -> None:
    assert "<mark>천장</mark>" in look_for(client, course, "천장 메모리")


def test_terms_come_first_and_lead_to_the_glossary(
    client: Client, member: User, course: Course
) -> None:
    term = GlossaryTermFactory.create(course=course, term="대역폭", definition="나르는 양.")
    html = look_for(client, course, "대역폭")
    assert html.index(f"/glossary/#{term.dom_id}") < html.index("속도의 천장")
    assert "나르는 양." in html


def test_drafts_and_other_courses_are_never_shown(
    client: Client, member: User, course: Course
) -> None:
    draft = ModuleFactory.create(course=course, is_published=False, title="비밀 대역폭")
    LessonFactory.create(module=draft, body="비밀 대역폭")
    LessonFactory.create(body="비밀 대역폭")
    assert "검색 결과가 없습니다" in look_for(client, course, "비밀")

    client.force_login(make_author())
    html = look_for(client, course, "비밀")
    assert html.count('class="lms-badge"') == 2


def test_quizzes_are_not_searched(client: Client) -> None:
    quiz = make_quiz(questions=1)
    client.force_login(make_member(quiz.module.course))
    for word in ("보기", "풀이", "물음"):
        assert "검색 결과가 없습니다" in look_for(client, quiz.module.course, word)


def test_nothing_found_shows_the_term_that_is_near(
    client: Client, member: User, course: Course
) -> None:
    GlossaryTermFactory.create(course=course, term="PagedAttention")
    html = look_for(client, course, "PagedAtention")
    assert "검색 결과가 없습니다" in html
    assert "<mark>PagedAttention</mark></a>" in html


def test_what_was_typed_is_escaped(client: Client, member: User, course: Course) -> None:
    html = look_for(client, course, '"><script>')
    assert "<script>" not in html


def test_the_snippet_follows_a_change_made_in_any_way(
    client: Client, member: User, course: Course, lesson: Lesson
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE courses_lesson SET body_html = '<p>새로 쓴 글</p>'")
    assert "<mark>새로 쓴</mark>" not in look_for(client, course, "새로 쓴")
    assert "<mark>새로</mark> <mark>쓴</mark> 글" in look_for(client, course, "새로 쓴")


def test_an_empty_query_shows_the_form_and_a_long_one_is_400(
    client: Client, member: User, course: Course
) -> None:
    assert "단어의 일부만" in look_for(client, course, " ")
    html = look_for(client, course, "가" * 101, status=400)
    assert "100자까지" in html
    assert 'name="q"' in html


def test_only_those_who_may_read_the_course_search_it(client: Client, course: Course) -> None:
    address = f"/courses/{course.slug}/search/?q=x"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_more_than_fifty_places_are_cut_and_said(
    client: Client,
    member: User,
    course: Course,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    module = ModuleFactory.create(course=course)
    for _number in range(60):
        LessonFactory.create(module=module, body="대역폭")

    look_for(client, course, "없음")
    # Session, person, and whether the course is open to them.
    with django_assert_max_num_queries(3):
        html = look_for(client, course, "대역폭")
    assert html.count("<li>") == 50
    assert "더 있습니다" in html


def test_a_course_with_nothing_in_it_has_nothing_to_find() -> None:
    places = PLACES.last(CourseFactory.create().slug).content
    assert places is not None
    assert search(places, words_of("x"), with_drafts=True).results == []
