"""Whatever refuses a write, what was typed or chosen stays on the screen, and the page says so."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MODULE
from tests.browser.forms import DIAGNOSIS, WORDS, end_session, sign_in_elsewhere
from tests.browser.learner import fill_in_diagnosis, questions, rate_oneself
from tests.tables import first

SignIn = Callable[[Page], str]


@pytest.fixture
def learner(browser_page: Page, sign_in: SignIn) -> str:
    return sign_in(browser_page)


def unsaved(page: Page) -> Any:
    return page.locator(".lms-unsaved")


def test_an_autosave_after_the_session_ended_says_so_and_keeps_the_words(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    end_session(page, learner)

    page.fill("[name=evidence-1]", WORDS)

    expect(unsaved(page)).to_contain_text("로그인이 끝나")
    expect(page.locator("[name=evidence-1]")).to_have_value(WORDS)
    assert page.url.endswith(DIAGNOSIS)
    assert page.locator("[name=evidence-1] + .lms-unsaved").count() == 1
    sign_in_elsewhere(page, learner)
    unsaved(page).get_by_role("button", name="다시 시도").click()
    expect(page.locator("#draft-status")).to_contain_text("저장했습니다")
    expect(unsaved(page)).to_have_count(0)


@pytest.mark.full
def test_a_self_diagnosis_sent_after_the_session_ended_keeps_the_words(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    end_session(page, learner)

    rate_oneself(page, on_my_own=1)
    page.get_by_role("button", name="저장하고 내 단계 보기").click()

    expect(unsaved(page)).to_contain_text("로그인이 끝나")
    sign_in_elsewhere(page, learner)
    unsaved(page).get_by_role("button", name="다시 시도").click()
    expect(page.locator("[data-level-reached]")).to_have_attribute("data-level-reached", "1")


@pytest.mark.full
def test_signed_in_again_in_another_tab_autosave_and_sending_go_on(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    sign_in_elsewhere(page, learner)

    page.fill("[name=evidence-1]", WORDS)

    expect(page.locator("#draft-status")).to_contain_text("저장했습니다")
    expect(unsaved(page)).to_have_count(0)
    sign_in_elsewhere(page, learner)
    fill_in_diagnosis(page, on_my_own=2)
    expect(page.locator("[data-level-reached]")).to_have_attribute("data-level-reached", "2")


def test_without_a_network_the_words_stay_and_go_once_it_is_back(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    page.context.set_offline(True)

    page.fill("[name=evidence-2]", WORDS)
    expect(unsaved(page)).to_contain_text("네트워크에 연결할 수 없어")
    rate_oneself(page, on_my_own=1)
    page.get_by_role("button", name="저장하고 내 단계 보기").click()
    expect(page.locator(".lms-actions + .lms-unsaved")).to_contain_text("네트워크에")
    expect(page.locator("[name=evidence-2]")).to_have_value(WORDS)

    page.context.set_offline(False)
    unsaved(page).get_by_role("button", name="다시 시도").click()
    expect(page.locator("[data-level-reached]")).to_have_attribute("data-level-reached", "1")


@pytest.mark.parametrize("status", first(0, [502, 500]))
def test_a_broken_server_leaves_the_words_of_an_autosave(
    browser_page: Page, learner: str, status: int
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    page.route("**/draft/", lambda route: route.fulfill(status=status, body="Bad gateway"))

    page.fill("[name=evidence-1]", WORDS)

    expect(unsaved(page)).to_contain_text("서버가 제대로 응답하지 않아")
    page.unroute("**/draft/")
    page.fill("[name=evidence-1]", f"{WORDS}, 이어서")
    expect(page.locator("#draft-status")).to_contain_text("저장했습니다")
    expect(unsaved(page)).to_have_count(0)


@pytest.mark.full
def test_words_sent_to_a_broken_server_are_back_when_the_page_is_opened_again(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)

    def break_sending(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=502, body="Bad gateway")
        else:
            route.continue_()

    page.route(f"**{DIAGNOSIS}**", break_sending)
    fill_in_diagnosis(page, on_my_own=1)
    expect(page.locator("body")).to_have_text("Bad gateway")
    page.unroute(f"**{DIAGNOSIS}**")

    page.goto(DIAGNOSIS)

    expect(page.locator("[name=evidence-1]")).to_have_value("1단계 내용을 동료에게 설명했다")
    expect(page.locator("[name=rating-6][value=with-help]")).to_be_checked()
    expect(page.locator("#draft-status")).to_contain_text("저장했습니다")


def test_an_answer_after_the_session_ended_keeps_the_choice_and_says_so(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(MODULE)
    first = questions(page)[0]
    end_session(page, learner)

    first.locator("input[name=option]").first.check()
    first.get_by_role("button", name="답 확인").click()

    expect(first.locator(".lms-unsaved")).to_contain_text("로그인이 끝나")
    expect(first.locator("input[name=option]").first).to_be_checked()
    link = first.get_by_role("link", name="새 탭에서 로그인하기")
    question = first.get_attribute("id")
    expect(link).to_have_attribute(
        "href",
        f"/login/?next={MODULE}%23{question}".replace("/", "%2F").replace("%2Flogin%2F", "/login/"),
    )
    sign_in_elsewhere(page, learner)
    first.locator(".lms-unsaved").get_by_role("button", name="다시 시도").click()
    expect(first).to_have_attribute("data-state", "wrong")


@pytest.mark.full
def test_an_answer_with_an_old_token_goes_through(browser_page: Page, learner: str) -> None:
    page = browser_page
    page.goto(MODULE)
    sign_in_elsewhere(page, learner)
    first = questions(page)[0]

    first.locator("input[name=option]").first.check()
    first.get_by_role("button", name="답 확인").click()

    expect(first).to_have_attribute("data-state", "wrong")


@pytest.mark.full
def test_an_answer_without_a_network_is_chosen_still_and_pressing_again_works(
    browser_page: Page, learner: str
) -> None:
    page = browser_page
    page.goto(MODULE)
    first = questions(page)[0]
    page.context.set_offline(True)
    first.locator("input[name=option]").first.check()
    first.get_by_role("button", name="답 확인").click()
    expect(first.locator(".lms-unsaved")).to_contain_text("네트워크에 연결할 수 없어")
    expect(first.locator("input[name=option]").first).to_be_checked()

    page.context.set_offline(False)
    first.get_by_role("button", name="답 확인").click()

    expect(first).to_have_attribute("data-state", "wrong")
    expect(unsaved(page)).to_have_count(0)


def test_one_persons_words_are_never_sent_as_anothers(
    browser_page: Page, learner: str, sign_in: SignIn
) -> None:
    page = browser_page
    page.goto("/account/")
    other = page.context.new_page()
    other.context.clear_cookies()
    sign_in(other)

    page.fill("[name=name]", "김하나")
    page.get_by_role("button", name="저장", exact=True).click()

    expect(unsaved(page)).to_contain_text("다른 분이 로그인")
    expect(page.locator("[name=name]")).to_have_value("김하나")


@pytest.mark.full
def test_signing_out_leaves_no_words_in_the_tab(browser_page: Page, learner: str) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    page.route("**/draft/", lambda route: route.fulfill(status=502))
    page.fill("[name=evidence-1]", WORDS)
    expect(unsaved(page)).to_have_count(1)
    assert WORDS in page.evaluate("JSON.stringify(sessionStorage)")

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="로그아웃").click()
    page.wait_for_url("**/login/**")

    assert WORDS not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.full
def test_while_a_form_is_sent_no_draft_of_it_sets_out(browser_page: Page, learner: str) -> None:
    page = browser_page
    page.goto(DIAGNOSIS)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    # The autosave that waited for a second comes due in the very moment of sending.
    page.evaluate(
        """() => window.addEventListener("submit", (event) =>
            htmx.trigger(event.target, "lms:save"))"""
    )

    fill_in_diagnosis(page, on_my_own=1)

    expect(page.locator("[data-level-reached]")).to_have_attribute("data-level-reached", "1")
    assert [url for url in sent if url.endswith("/draft/")] == []
    expect(page.locator("main")).not_to_contain_text("아직 제출하지는 않았습니다")
