"""Makes the pictures of the README and the guides in docs/screenshots: `make screenshots`.

Written as tests for the site and the browser that tests have; a plain run does not collect them.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions

REPORTS, COHORT = "/admin/reports/spring", "/admin/cohorts/spring"
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"


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


def test_a_facilitator_before_the_meeting(facilitator: Page, study_group: int) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
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


def test_a_facilitator_at_the_meeting(facilitator: Page) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{REPORTS}/meeting/?module=sizing")
    take(page, "facilitator-meeting")
    page.locator(".lms-topic .button").first.click()
    page.locator("[rel=next]").click()
    page.wait_for_url("**?step=distribution")
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


def check(page: Page, roster: Path) -> None:
    page.goto(f"{COHORT}/roster/import/")
    page.set_input_files("#roster-file", roster)
    page.get_by_role("button", name="명단 확인하기").click()
    page.locator("#roster-import, .errornote").first.wait_for()
