"""Makes the pictures of the README and the guides in docs/screenshots: `make screenshots`.

Written as tests for the site and the browser that tests have; a plain run does not collect them.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import Page

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions
from tests.browser.test_authoring import sign_in as sign_in_as_author
from tests.site import Site

REPORTS, COHORT = "/admin/reports/spring", "/admin/cohorts/spring"
BANK = """::기억::8B 모델을 4비트로 올리면 메모리를 얼마나 씁니까?{
=약 6 GB#80억 × 0.75바이트로 추정한 값입니다.
~약 16 GB#16비트로 올렸을 때입니다.
~약 80 GB
}

::생각::우리 업무에 맞는 모델을 고르고 이유를 적어 보세요.{}
"""
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"


@pytest.fixture(scope="module", autouse=True)
def _no_warning_of_the_demo(site: Site) -> None:
    """The pictures show a site of a group: its password is another."""
    site.sql("DELETE FROM accounts_demoaccount RETURNING id")


def take(page: Page, name: str, at: str = "") -> None:
    """Take one picture, with the element `at` on top."""
    if at:
        page.locator(at).first.evaluate("element => element.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    page.screenshot(path=settings.BASE_DIR / "docs" / "screenshots" / f"{name}.png")


def test_a_learner_at_the_desk(page: Page, sign_in: Callable[[Page], None]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page)
    take(page, "home")
    page.goto(MODULE)
    take(page, "module")
    take(page, "question", "#quiz")
    choose(questions(page)[0], "a")
    take(page, "wrong", "[data-question]")
    finish(page, wrong_first=False)
    take(page, "score", "#quiz-score")
    page.goto(LEVELS)
    fill_in_diagnosis(page, on_my_own=2)
    page.locator(".lms-again summary").click()
    fill_in_diagnosis(page, on_my_own=4)
    page.locator("[data-change=up]").first.wait_for()
    take(page, "level", "#result")
    page.goto("/progress/")
    take(page, "progress")
    page.goto("/courses/local-ai/search/?q=대역폭")
    take(page, "search")


def test_a_learner_on_the_phone(page: Page, sign_in: Callable[[Page], None]) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    sign_in(page)
    page.goto(MODULE)
    take(page, "phone-module")
    take(page, "phone-callout", ".lms-callout")
    page.get_by_role("button", name="CUDA").first.click()
    take(page, "phone-term")
    page.keyboard.press("Escape")
    choose(questions(page)[0], "b")
    take(page, "phone-right", "[data-question]")
    page.goto(LEVELS)
    take(page, "phone-self-diagnosis", "[data-level]")


def plan(page: Page) -> None:
    page.goto(f"{COHORT}/plan/")
    page.fill("#id_start", (localdate() - timedelta(days=26)).isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="날짜 채우기").click()
    with page.expect_navigation():
        page.get_by_role("button", name="계획 저장").click()
    take(page, "facilitator-plan")


def test_a_facilitator_before_the_meeting(facilitator: Page, study_group: int) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
    plan(page)
    page.goto("/admin/")
    take(page, "facilitator-first-page")
    page.goto(f"{REPORTS}/")
    take(page, "facilitator-overview")
    take(page, "facilitator-members", "#members")
    page.goto(f"{REPORTS}/quiz/sizing/")
    take(page, "facilitator-quiz")
    take(page, "facilitator-question", ".lms-item:has(.lms-finding)")
    take(page, "facilitator-heat-map", "#members")
    page.goto(f"{REPORTS}/self-diagnosis/sizing-levels/")
    take(page, "facilitator-self-diagnosis")
    page.goto(f"{REPORTS}/people/{study_group}/")
    take(page, "facilitator-person")
    page.goto(f"{REPORTS}/compare/")
    take(page, "facilitator-compare")


def test_a_facilitator_tells_and_takes_away(facilitator: Page) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{REPORTS}/notices/")
    page.select_option("#notice-group", "stalled")
    page.locator("textarea").fill("목요일 모임에서 모듈 3을 함께 봅니다. 못 읽으셨어도 오세요.")
    with page.expect_navigation():
        page.get_by_role("button", name="알림 보내기").click()
    page.goto(f"{REPORTS}/notices/")
    take(page, "facilitator-notices")
    page.goto(f"{REPORTS}/files/")
    take(page, "facilitator-files")


def test_a_facilitator_at_the_meeting(facilitator: Page) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{REPORTS}/meeting/?module=sizing&key=0")
    take(page, "facilitator-handout")
    page.goto(f"{REPORTS}/meeting/?module=sizing")
    take(page, "facilitator-meeting")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator(".lms-topic .button").first.click()
    page.get_by_role("link", name="손 든 사람 세기").click()
    page.wait_for_url("**step=hands**")
    for hands, field in zip((3, 14, 5, 2), page.locator("[name^=hands-]").all(), strict=True):
        field.fill(str(hands))
    page.locator("[data-next]").click()
    page.wait_for_url("**step=distribution**")
    take(page, "facilitator-projected")


def test_a_facilitator_and_the_roster(facilitator: Page, tmp_path: Path) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{COHORT}/join/")
    take(page, "facilitator-join")
    page.goto(f"{COHORT}/roster/")
    take(page, "facilitator-roster")
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "이름,이메일\n김새별,saebyeol@example\n이솔,sol@example.kr\n", encoding="utf-8"
    )
    check(page, roster)
    take(page, "facilitator-roster-faults")
    roster.write_text("이름,이메일\n김새별,saebyeol@example.kr\n이솔,\n", encoding="utf-8")
    check(page, roster)
    page.get_by_role("button", name="모두 올리기").click()
    page.locator("#roster-import[data-state=done]").wait_for()
    take(page, "facilitator-links")


def test_an_author_writes_a_module(page: Page, site: Site, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in_as_author(page)
    module, quiz, question = site.sql(
        "SELECT module.id, quiz.id, question.id FROM courses_module AS module "
        "JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id "
        "JOIN quizzes_question AS question ON question.quiz_id = quiz.id "
        "WHERE module.slug = 'sizing' AND question.position = 1"
    )[0]
    page.goto(f"/admin/courses/module/{module}/change/")
    body = page.locator("[name=lessons-0-body]")
    body.scroll_into_view_if_needed()
    body.locator("+ iframe").content_frame.locator("p").first.wait_for()
    take(page, "author-section", "#lessons-0")
    page.locator("#lessons-0 .lms-image-button").click()
    take(page, "author-picture")
    page.keyboard.press("Escape")
    page.goto("/admin/courses/course/writing/")
    take(page, "author-boxes", "h2:has-text('빗대기')")
    page.goto(f"/admin/quizzes/question/{question}/change/")
    page.locator("#options-group iframe:visible").first.wait_for()
    page.wait_for_timeout(1000)
    take(page, "author-question", "#options-0")
    page.goto(f"/admin/quizzes/quiz/{quiz}/import/")
    bank = tmp_path / "bank.gift"
    bank.write_text(BANK, encoding="utf-8")
    page.set_input_files("#bank-file", bank)
    with page.expect_navigation():
        page.get_by_role("button", name="살펴보기").click()
    page.locator("[data-refused=essay]").wait_for()
    take(page, "author-import")


def test_an_author_publishes_and_goes_back(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in_as_author(page)
    course, module = site.sql("SELECT course_id, id FROM courses_module WHERE slug = 'serving'")[0]
    page.goto(f"/admin/courses/module/add/?course={course}")
    page.fill("[name=title]", "새 모듈")
    with page.expect_navigation():
        page.click("[name=_continue]")
    page.get_by_role("link", name="점검하고 공개하기").click()
    take(page, "author-publish")
    page.goto(f"/admin/courses/module/{module}/change/")
    lead = page.locator("[name=lead]")
    lead.fill(lead.input_value().replace("모듈", "묶음", 1) + "\n\n덧붙인 문단입니다.")
    with page.expect_navigation():
        page.click("[name=_continue]")
    page.locator(".historylink").click()
    page.locator(".lms-versions h2 a").last.click()
    take(page, "author-history")


def check(page: Page, roster: Path) -> None:
    page.goto(f"{COHORT}/roster/import/")
    page.set_input_files("#roster-file", roster)
    with page.expect_navigation():
        page.get_by_role("button", name="명단 확인하기").click()
    page.locator("#roster-import, .errornote").first.wait_for()
