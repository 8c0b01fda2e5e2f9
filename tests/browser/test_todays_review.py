"""Today's review in a browser: from home in one tap, by keyboard on a phone, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.test_learner_path import tab_to
from tests.site import Site
from tests.tables import first

SignIn = Callable[[Page], str]
MODULES = ("why-local-ai", "ai-semiconductors", "sizing")


@pytest.fixture
def sign_in_with_three_due(site: Site, sign_in: SignIn) -> SignIn:
    """Let a page be that of a member who missed the first question of each of three quizzes."""

    def as_such(page: Page) -> str:
        username = sign_in(page)
        site.shell(f"from tests.members import miss_the_first_of as m; m({username!r}, *{MODULES})")
        page.goto("/")
        return username

    return as_such


def asked(page: Page) -> Locator:
    question = page.locator("[data-question]")
    question.wait_for()
    return question


def option_of(site: Site, question: Locator, *, right: bool) -> Locator:
    pk = site.sql(
        "SELECT min(id) FROM quizzes_option WHERE question_id = %s AND is_correct = %s",
        int(question.get_attribute("data-question") or 0),
        right,
    )[0][0]
    return question.locator(f"input[value='{pk}']")


def test_the_review_by_keyboard_on_a_phone(
    page: Page, site: Site, sign_in_with_three_due: SignIn
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    sign_in_with_three_due(page)
    assert_accessible(page, "home with questions due", inside="main")
    tab_to(page, page.get_by_role("link", name="3문제 복습하기"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    for number in (1, 2, 3):
        expect(page.locator(".lms-review-place")).to_have_text(f"문제 {number} / 3")
        question = asked(page)
        if number == 1:
            assert_accessible(page, "a question of the review")
            choose_by_keyboard(page, option_of(site, question, right=False))
            expect(question).to_have_attribute("data-state", "wrong")
            expect(question.locator("[data-focus]")).to_be_focused()
        choose_by_keyboard(page, option_of(site, question, right=True))
        expect(question).to_have_attribute("data-state", "correct")
        onward = page.get_by_role("link", name="결과 보기" if number == 3 else "다음 문제")
        tab_to(page, onward)
        if number == 2:
            assert_accessible(page, "a question of the review, right")
        page.keyboard.press("Enter")
        page.wait_for_url("**#result" if number == 3 else "**/*/#question-*-stem")
        expect(page.locator("#result" if number == 3 else "[data-question] h3")).to_be_focused()
    expect(page.locator(".lms-score-line")).to_have_text("복습 2 / 3")
    assert_accessible(page, "the end of the review")


def choose_by_keyboard(page: Page, option: Locator) -> None:
    option.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


@pytest.mark.full
def test_the_review_without_javascript_can_be_left_and_taken_up(
    browser: Browser,
    browser_context_args: dict[str, Any],
    site: Site,
    sign_in_with_three_due: SignIn,
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    sign_in_with_three_due(page)
    page.get_by_role("link", name="3문제 복습하기").click()
    for right in (False, True):
        option_of(site, asked(page), right=right).check()
        page.get_by_role("button", name="답 확인").click()
        page.wait_for_url("**/review/*/#question-*")
    page.get_by_role("button", name="그만두기").click()
    expect(page.locator("main")).to_contain_text("고르신 답은 그대로 남아 있고")
    page.get_by_role("link", name="2문제 복습하기").click()
    for number in (2, 3):
        expect(page.locator(".lms-review-place")).to_have_text(f"문제 {number} / 3")
        option_of(site, asked(page), right=True).check()
        page.get_by_role("button", name="답 확인").click()
        page.get_by_role("link", name="결과 보기" if number == 3 else "다음 문제").click()
    expect(page.locator(".lms-score-line")).to_have_text("복습 2 / 3")
    context.close()


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_banner_and_the_way_out_show_in_forced_colours(
    page: Page, sign_in_with_three_due: SignIn, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    sign_in_with_three_due(page)
    page.goto("/review/")
    note = page.locator(".lms-practice-note")
    style = note.evaluate("element => getComputedStyle(element).borderLeftStyle")
    assert style == "solid"
    expect(note.get_by_role("button", name="그만두기")).to_be_visible()


@pytest.mark.parametrize("width", first(0, [360, 1280]))
def test_the_next_question_of_a_module_gets_the_focus(
    page: Page, sign_in: SignIn, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page)
    page.goto("/courses/local-ai/ai-semiconductors/")
    one, other = page.locator("[data-question]").first, page.locator("[data-question]").nth(1)
    one.locator("input[name=option]").nth(1).check()
    one.get_by_role("button", name="답 확인").click()
    one.get_by_role("link", name="다음 문제").click()

    expect(other.locator("h3")).to_be_focused()
    expect(other.locator(".lms-question-number")).to_be_in_viewport()
