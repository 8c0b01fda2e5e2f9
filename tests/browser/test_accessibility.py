"""axe finds nothing on any page in any state, light and dark, phone and desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_accessible
from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions
from tests.tables import FULL, every, first

SignIn = Callable[[Page], None]
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"
ADDRESSES = [
    "/courses/local-ai/",
    "/courses/local-ai/glossary/",
    "/courses/local-ai/search/",
    "/courses/local-ai/search/?q=대역폭",
    "/courses/local-ai/search/?q=없는말",
    "/progress/",
    "/progress/local-ai/record/",
    "/account/",
    "/offline/",
    "/courses/local-ai/sizing/",
]


def states(page: Page, sign_in: SignIn) -> Iterator[str]:
    """Visit every page and state, telling the name of each."""
    page.goto("/login/")
    yield "sign in"
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "wrong")
    with page.expect_navigation():
        page.click("main [type=submit]")
    yield "sign in, refused"
    sign_in(page)
    yield "home"
    for address in ADDRESSES:
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
    page.get_by_role("button", name="처음에 틀린 문제 1개").click()
    page.wait_for_url("**#quiz")
    yield "module, practice"
    choose(questions(page)[0], "a")
    yield "module, practice wrong"
    with page.expect_navigation():
        page.get_by_role("link", name="첫 시도", exact=True).click()
    yield "past answers"
    page.goto(LEVELS)
    yield "self-diagnosis, blank"
    fill_in_diagnosis(page, on_my_own=2)
    yield "self-diagnosis, result"
    page.locator(".lms-again summary").click()
    fill_in_diagnosis(page, on_my_own=4)
    yield "self-diagnosis, changed"
    page.goto("/")
    yield "home, begun"
    page.goto("/progress/")
    yield "my progress, begun"


@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]),
)
def test_every_page_in_every_state(page: Page, sign_in: SignIn, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for at, name in enumerate(states(page, sign_in)):
        if FULL or at % 8 == 0:
            assert_accessible(page, f"{name} ({scheme}, {width})")


@pytest.mark.parametrize(
    "address",
    first(
        2,
        [
            "/nothing/",
            f"/courses/local-ai/search/?q={'가' * 101}",
            "/quizzes/questions/1/answer/",
            "/admin/",
            "/first-superuser/",
        ],
    ),
)
def test_pages_of_what_went_wrong(browser_page: Page, sign_in: SignIn, address: str) -> None:
    sign_in(browser_page)
    browser_page.goto(address)
    assert_accessible(browser_page, address)


def test_a_self_diagnosis_with_faults(browser_page: Page, sign_in: SignIn) -> None:
    sign_in(browser_page)
    browser_page.goto(LEVELS)
    with browser_page.expect_navigation():
        browser_page.get_by_role("button", name="저장하고 내 단계 보기").click()
    assert browser_page.locator(".lms-errors a").count() == 6
    assert_accessible(browser_page, "self-diagnosis with faults")


def test_nothing_is_lost_at_400_per_cent(page: Page, sign_in: SignIn) -> None:
    """1280 px at 400 % are 320 px of the page (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    sign_in(page)
    for address in (MODULE, LEVELS, *every(3, ["/", *ADDRESSES])):
        page.goto(address)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address} is {overflow} px too wide"


def test_options_are_big_enough_for_a_thumb(page: Page, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    page.goto(MODULE)
    heights = page.locator(".lms-option, .lms-question .btn").evaluate_all(
        "found => found.map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) == 25
    assert min(heights) >= 44


def test_reduced_motion_is_honoured(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    motion = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(motion) == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(motion) == "smooth"
