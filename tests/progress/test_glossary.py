"""The glossary: letters to jump by, and links to where each term is used."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.models import Course, GlossaryTerm
from tests.factories import (
    CourseFactory,
    GlossaryTermFactory,
    LessonFactory,
    ModuleFactory,
    UserFactory,
    make_author,
    make_member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(client: Client) -> Course:
    course = CourseFactory.create()
    client.force_login(make_member(course))
    return course


def glossary(client: Client, course: Course) -> str:
    response = client.get(f"/courses/{course.slug}/glossary/")
    assert response.status_code == 200
    return response.content.decode()


def add(course: Course, *terms: str) -> list[GlossaryTerm]:
    return [GlossaryTermFactory.create(course=course, term=term) for term in terms]


def in_words(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", " ", html).split()


def letters(html: str) -> list[str]:
    (nav,) = re.findall(r'<nav class="lms-letters".*?</nav>', html, re.DOTALL)
    return in_words(nav)


def entry(html: str, term: GlossaryTerm) -> str:
    """What stands from this term to the next."""
    return re.split(r"<dt|<h2|</dl>", html.partition(f'<dt id="{term.dom_id}"')[2])[0]


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("ko", ["ㄱ", "ㄷ", "ㅎ", "K", "S", "그", "밖"]),
        ("en", ["K", "S", "ㄱ", "ㄷ", "ㅎ", "그", "밖"]),
    ],
)
def test_each_letter_that_has_terms_leads_to_them(
    client: Client, course: Course, language: str, in_order: list[str]
) -> None:
    Course.objects.update(language=language)
    add(course, "sLM", "하네스", "KV 캐시", "깊이", "가중치", "4비트", "대역폭", "kv")

    html = glossary(client, course)

    assert letters(html) == in_order
    addresses = re.findall(r'href="#(letter-\d+)"', html)
    assert addresses == re.findall(r'<h2 class="lms-letter" id="(letter-\d+)"', html)
    assert next(map(in_words, re.findall(r"<h2 class.*?</h2>", html, re.DOTALL))) == in_order[:1]
    terms = re.findall(r"<dt id[^>]*>(.*?)</dt>", html)
    assert terms.index("가중치") < terms.index("깊이") < terms.index("대역폭")
    assert terms.index("kv") < terms.index("KV 캐시")


def test_one_letter_needs_no_letters_to_jump_by(client: Client, course: Course) -> None:
    add(course, "가중치", "깊이")
    html = glossary(client, course)
    assert "lms-letters" not in html
    assert "깊이</dt>" in html


def test_a_term_leads_to_the_sections_and_leads_that_explain_it(
    client: Client, course: Course
) -> None:
    used, unused = add(course, "토큰", "환각")
    module = ModuleFactory.create(course=course, lead="{토큰}부터 봅니다.", title="<조각>")
    LessonFactory.create(module=module, body="환각은 뒤에 나옵니다.", title="아니다")
    lesson = LessonFactory.create(module=module, body="{토큰}은 조각입니다.", title="글의 조각")

    html = glossary(client, course)

    links = re.findall(r'<li><a lang="ko" href="([^"]*)">([^<]*)</a>', entry(html, used))
    address = module.get_absolute_url()
    assert links == [
        (address, f"{module.label} · &lt;조각&gt;"),
        (f"{address}#{lesson.slug}", f"{module.label} · 02 글의 조각"),
    ]
    assert "쓰인 곳 2군데" in entry(html, used)
    assert "쓰인 곳" not in entry(html, unused)


def test_drafts_are_for_authors(client: Client, course: Course) -> None:
    (term,) = add(course, "토큰")
    draft = ModuleFactory.create(course=course, is_published=False)
    LessonFactory.create(module=draft, body="{토큰}", title="숨은 절")

    assert "숨은 절" not in glossary(client, course)

    client.force_login(make_author())
    html = entry(glossary(client, course), term)
    assert "숨은 절" in html
    assert "초안" in html

    client.force_login(make_member(course, is_staff=True))
    assert "숨은 절" not in glossary(client, course)


def test_it_follows_a_change_of_a_term_and_of_a_text(client: Client, course: Course) -> None:
    (term,) = add(course, "토큰")
    lesson = LessonFactory.create(module__course=course, body="{토큰}")
    assert lesson.title in entry(glossary(client, course), term)

    lesson.body = "조각"
    lesson.save()
    term.definition = "글의 조각."
    term.save()

    html = entry(glossary(client, course), term)
    assert "글의 조각." in html
    assert lesson.title not in html


def test_a_course_without_terms_says_so(client: Client, course: Course) -> None:
    assert "아직 용어집이 없습니다" in glossary(client, course)


def test_it_asks_three_queries_however_many_terms_and_sections(
    client: Client, course: Course, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    add(course, *(f"용어{number}" for number in range(20)))
    for number in range(5):
        LessonFactory.create(module__course=course, body=f"{{용어{number}}}")
    glossary(client, course)
    with django_assert_max_num_queries(3):
        glossary(client, course)


def test_only_those_who_may_read_the_course_read_it(client: Client, course: Course) -> None:
    address = f"/courses/{course.slug}/glossary/"
    assert client.post(address).status_code == 405
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404
    assert client.get("/courses/no-such/glossary/").status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
