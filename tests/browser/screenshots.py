"""Makes the pictures of the README and the guides in docs/screenshots: `make screenshots`.

Written as tests for the site and the browser that tests have; a plain run does not collect them.
"""

from collections.abc import Callable

from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions

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
