"""axe finds nothing on any page in any state, light and dark, phone and desk."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions

SignIn = Callable[[Page], None]
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def assert_accessible(page: Page, name: str) -> None:
    violations = Axe().run(page, options=RULES).response["violations"]
    found = [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not found, f"{name}:\n" + "\n".join(found)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{name} is {overflow} px too wide"


def states(page: Page, sign_in: SignIn) -> Iterator[str]:
    """Visit every page and state, telling the name of each."""
    page.goto("/login/")
    yield "sign in"
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "wrong")
    page.click("main [type=submit]")
    yield "sign in, refused"
    sign_in(page)
    yield "home"
    for address in ("/courses/local-ai/", "/courses/local-ai/glossary/", "/progress/", "/account/"):
        page.goto(address)
        yield address
    page.goto("/join/dure-demo/")
    yield "join"
    page.goto(MODULE)
    yield "module, unanswered"
    choose(questions(page)[0], "a")
    yield "module, wrong"
    page.locator("details.lms-callout").first.click()
    page.get_by_role("button", name="CUDA").first.click()
    yield "module, term open"
    page.keyboard.press("Escape")
    finish(page, wrong_first=False)
    yield "module, finished"
    page.goto(LEVELS)
    yield "self-diagnosis, blank"
    fill_in_diagnosis(page, on_my_own=2)
    yield "self-diagnosis, result"
    page.locator(".lms-again summary").click()
    fill_in_diagnosis(page, on_my_own=4)
    yield "self-diagnosis, changed"
    page.goto("/")
    yield "home, begun"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_in_every_state(page: Page, sign_in: SignIn, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name in states(page, sign_in):
        assert_accessible(page, f"{name} ({scheme}, {width})")


@pytest.mark.parametrize("address", ["/nothing/", "/quizzes/questions/1/answer/"])
def test_pages_of_what_went_wrong(browser_page: Page, sign_in: SignIn, address: str) -> None:
    sign_in(browser_page)
    browser_page.goto(address)
    assert_accessible(browser_page, address)


def test_a_self_diagnosis_with_faults(browser_page: Page, sign_in: SignIn) -> None:
    sign_in(browser_page)
    browser_page.goto(LEVELS)
    browser_page.get_by_role("button", name="저장하고 내 단계 보기").click()
    assert browser_page.locator(".lms-errors a").count() == 6
    assert_accessible(browser_page, "self-diagnosis with faults")
