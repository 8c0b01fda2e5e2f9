"""An author's whole way, from the outline to a published module and a new address of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf
from tests.browser.test_explanations import PASTE, TEXT
from tests.site import Site

MAKE = """
from django.db import transaction
from tests.factories import CourseFactory, LessonFactory, ModuleFactory
with transaction.atomic():
    course = CourseFactory.create(slug="walked", title="걸어 볼 과정", is_published=True)
    for title in ("첫 모듈", "끝 모듈"):
        LessonFactory.create(module=ModuleFactory.create(course=course, title=title))
"""
BODY = "먼저 [여기](course:not-yet)를 봅니다."


@pytest.fixture
def course(site: Site) -> Iterator[int]:
    site.shell(MAKE)
    yield site.sql("SELECT id FROM courses_course WHERE slug = 'walked'")[0][0]
    site.shell("from courses.models import Course; Course.objects.get(slug='walked').delete()")


def leave_by(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


@pytest.mark.full  # test_authoring.py goes most of the way
def test_from_the_outline_to_a_new_address_to_which_the_old_one_leads(
    page_of: PageOf, site: Site, course: int
) -> None:
    page, _username = page_of("author")
    page.goto(f"/admin/courses/course/{course}/outline/")
    page.get_by_role("link", name="이 뒤에 새 모듈").first.click()
    page.fill("[name=title]", "가운데 middle")
    page.locator("#lessons-group .add-row a").click()
    page.fill("[name=lessons-0-title]", "한 절")
    page.fill("[name=lessons-0-body]", BODY)
    leave_by(page, "[name=_continue]")
    expect(page.locator(".messagelist")).to_contain_text("고칠 곳이 1곳")

    # What it lacks holds its publishing and nothing else.
    page.get_by_role("link", name="점검하고 공개하기").click()
    expect(page.locator(".lms-faults [data-reminder=false]")).to_contain_text("not-yet")
    expect(page.get_by_role("button", name="공개하기")).to_have_count(0)
    page.go_back()

    page.get_by_role("link", name="확인 문제 만들기").click()
    with page.expect_navigation():
        page.get_by_role("button", name="저장하고 문제 쓰기").click()
    with page.expect_navigation():
        page.evaluate(PASTE, TEXT)
    expect(page.locator("[name=options-is_correct]:checked")).to_have_value("options-2")
    leave_by(page, "[name=_save]")
    quiz, module = site.sql(
        "SELECT quiz.id, module.id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        f"ON module.id = quiz.module_id WHERE module.course_id = {course}"
    )[0]
    page.goto(f"/admin/quizzes/quiz/{quiz}/explanations/")
    for number, box in enumerate(page.locator("[id^=draft-] textarea").all(), 1):
        box.fill(f"풀이 {number}")
    expect(page.locator("[data-saved]")).to_contain_text("저장했습니다")
    with page.expect_navigation():
        page.get_by_role("button", name="다 쓴 초안 모두 내기").click()

    page.goto(f"/admin/courses/course/{course}/outline/")
    titles = page.locator(".lms-tree-module > .lms-tree-row .lms-tree-title")
    assert [title.partition(" · ")[2] for title in titles.all_inner_texts()] == [
        *("첫 모듈", "가운데 middle", "끝 모듈"),
    ]
    titles.nth(1).click()
    page.fill("[name=lessons-0-body]", "먼저 읽습니다.")
    leave_by(page, "[name=_continue]")
    page.get_by_role("link", name="점검하고 공개하기").click()
    leave_by(page, "[name=publish]")
    page.get_by_role("link", name="학습자 화면으로 보기").click()
    expect(page.locator("h1")).to_contain_text("가운데 middle")
    expect(page.locator("[data-question]")).to_contain_text("셋째는?")
    assert page.url.endswith("/courses/walked/middle/")

    page.goto(f"/admin/courses/module/{module}/change/")
    page.locator("fieldset.collapse summary").first.click()
    page.fill("[name=slug]", "centre")
    leave_by(page, "[name=_save]")
    page.goto("/courses/walked/middle/")
    assert page.url.endswith("/courses/walked/centre/")
    expect(page.locator("h1")).to_contain_text("가운데 middle")
