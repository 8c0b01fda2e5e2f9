"""A form that came back with faults, and a password that is shown, with a keyboard in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, questions

SignIn = Callable[[Page], str]
LEVELS = "/courses/local-ai/self-diagnosis/sizing-levels/"


def test_the_focus_is_at_the_summary_which_leads_to_the_field(page: Page) -> None:
    page.goto("/login/")
    expect(page.get_by_label("아이디")).to_be_focused()
    page.locator("[name=password]").fill("x")
    page.get_by_role("button", name="로그인").click()
    expect(page).to_have_title("오류: 로그인 · 두레")
    expect(page.locator(".lms-errors")).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_label("아이디")).to_be_focused()


def test_the_focus_is_at_the_summary_of_a_self_diagnosis(
    browser_page: Page, sign_in: SignIn
) -> None:
    sign_in(browser_page)
    browser_page.goto(LEVELS)
    browser_page.get_by_role("button", name="저장하고 내 단계 보기").click()
    expect(browser_page.locator(".lms-errors")).to_be_focused()


@pytest.mark.full
def test_a_question_without_a_choice_says_so_in_the_words_of_the_page(
    browser_page: Page, sign_in: SignIn
) -> None:
    sign_in(browser_page)
    browser_page.goto(MODULE)
    question = questions(browser_page)[0]
    question.get_by_role("button", name="답 확인").click()
    expect(question.locator(".lms-note-error")).to_have_text("보기를 하나 골라 주세요.")
    expect(question.locator(".lms-note-error")).to_be_focused()
    choose(questions(browser_page)[0], "b")


def test_a_password_is_shown_on_request_and_sent_hidden(page: Page) -> None:
    page.goto("/login/")
    field = page.locator("[name=password]")
    button = page.get_by_role("button", name="비밀번호 보이기")
    field.fill("보이는 말")
    expect(button).to_have_attribute("aria-pressed", "false")

    button.focus()
    page.keyboard.press("Space")
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")

    page.keyboard.press("Space")
    expect(field).to_have_attribute("type", "password")
    button.click()
    page.evaluate(
        """() => document.querySelector("main form").addEventListener("submit", event => {
            event.preventDefault();
            document.title = document.querySelector("[name=password]").type;
        })"""
    )
    page.get_by_role("button", name="로그인").click()
    expect(page).to_have_title("password")


def test_without_javascript_no_button_promises_it(
    browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/login/")
    expect(page.get_by_role("button", name="로그인")).to_be_visible()
    expect(page.locator(".lms-show-password")).to_be_hidden()
    context.close()
