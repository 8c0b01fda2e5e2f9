"""While an answer is under way the page says so, and nothing that was chosen is lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.learner import questions

MODULE = "/courses/local-ai/ai-semiconductors/"


@pytest.fixture
def question(browser_page: Page, sign_in: Callable[[Page], str]) -> Locator:
    """The first question of a module, its second option chosen."""
    sign_in(browser_page)
    browser_page.goto(MODULE)
    first = questions(browser_page)[0]
    first.locator("input[name=option]").nth(1).check()
    return first


@pytest.fixture
def held(browser_page: Page) -> Iterator[list[Route]]:
    """Answers that have been sent and wait."""
    routes: list[Route] = []
    browser_page.route("**/answer/", lambda route: routes.append(route))
    yield routes
    browser_page.unroute_all(behavior="ignoreErrors")


def test_the_button_says_that_it_is_checked_and_the_options_are_locked(
    question: Locator, held: list[Route]
) -> None:
    page = question.page
    question.get_by_role("button", name="답 확인").click()

    button = question.get_by_role("button", name="확인하는 중…")
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_be_disabled()
    for option in question.locator("input[name=option]").all():
        expect(option).to_be_disabled()
    expect(question.locator("input[name=option]").nth(1)).to_be_checked()
    expect(page.locator("#lms-live")).to_have_text("확인하는 중…")
    assert "option=" in (held[0].request.post_data or "")

    held[0].continue_()
    expect(question).not_to_have_attribute("data-state", "unanswered")
    expect(question.locator("[data-explanation]")).to_be_focused()


def test_three_clicks_send_one_answer(question: Locator, held: list[Route]) -> None:
    button = question.locator("[type=submit]")
    button.evaluate("button => { for (let click = 0; click < 3; click += 1) button.click(); }")
    expect(button).to_have_text("확인하는 중…")

    held[0].continue_()
    expect(question).not_to_have_attribute("data-state", "unanswered")
    assert len(held) == 1


@pytest.mark.full
@pytest.mark.parametrize("failure", ["network", "server"])
def test_where_it_fails_the_options_open_again_with_the_choice_and_the_focus(
    question: Locator, held: list[Route], failure: str
) -> None:
    question.get_by_role("button", name="답 확인").click()
    expect(question.get_by_role("button", name="확인하는 중…")).to_be_visible()
    if failure == "network":
        held[0].abort()
    else:
        held[0].fulfill(status=502, body="Bad gateway")

    button = question.get_by_role("button", name="답 확인")
    expect(button).to_be_enabled()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-busy", "false")
    expect(question.locator("input[name=option]").nth(1)).to_be_checked()
    expect(question.locator("input[name=option]").nth(0)).to_be_enabled()
    expect(question.locator(".lms-unsaved")).to_contain_text("다시 시도")
    button.click()
    expect(question.get_by_role("button", name="확인하는 중…")).to_be_visible()
    assert "option=" in (held[1].request.post_data or "")
    held[1].continue_()
    expect(question).not_to_have_attribute("data-state", "unanswered")
