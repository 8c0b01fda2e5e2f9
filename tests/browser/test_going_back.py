"""Back shows what is so now, and nothing of somebody who has signed out."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, finish, questions
from tests.tables import first

DIAGNOSIS = "/courses/local-ai/self-diagnosis/sizing-levels/"
EVIDENCE = "비밀 근거 문장"
KEPT = ["pages kept in memory", "none kept"]
SignIn = Callable[[Page], str]


@pytest.fixture(scope="module")
def browser_that_keeps(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    without = ["--disable-back-forward-cache"]
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=without)
    yield browser
    browser.close()


@pytest.fixture(params=first(1, KEPT))
def learner(
    request: pytest.FixtureRequest,
    browser: Browser,
    browser_that_keeps: Browser,
    browser_context_args: dict[str, Any],
    sign_in: SignIn,
) -> Iterator[Page]:
    """A member in a browser that keeps pages in memory, and in one that does not."""
    kept = request.param == "pages kept in memory"
    context = (browser_that_keeps if kept else browser).new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


@pytest.mark.parametrize("learner", first(1, KEPT), indirect=True)
def test_an_answered_question_is_answered_still(learner: Page) -> None:
    learner.goto(MODULE)
    choose(questions(learner)[0], "a")
    learner.locator("a[rel=next]").click()
    learner.wait_for_url("**/self-diagnosis/**")

    learner.go_back()

    expect(questions(learner)[0]).to_have_attribute("data-state", "wrong")
    expect(learner.locator("[data-explanation]")).to_be_visible()


@pytest.mark.full
def test_a_finished_quiz_is_finished_still(learner: Page) -> None:
    learner.goto(MODULE)
    finish(learner)
    score = learner.locator("[data-score]").first.inner_text()
    learner.goto("/progress/")

    learner.go_back()

    expect(learner.locator("[data-score]").first).to_have_text(score)
    states = [question.get_attribute("data-state") for question in questions(learner)]
    assert set(states) == {"correct"}
    learner.go_forward()
    expect(learner.locator("main")).to_contain_text("4 / 5")


@pytest.mark.full
def test_the_home_page_shows_what_was_done_since(learner: Page) -> None:
    learner.goto("/")
    learner.goto(MODULE)
    learner.get_by_role("button", name="이 절을 읽었습니다").first.click()
    expect(learner.locator(".lms-read-done")).to_have_count(1)

    learner.go_back()

    expect(learner.locator("main")).to_contain_text("이어서 읽기")


def test_after_signing_out_nothing_typed_is_seen(learner: Page) -> None:
    learner.goto(DIAGNOSIS)
    learner.fill("[name=evidence-1]", EVIDENCE)
    expect(learner.locator("#draft-status")).to_contain_text("저장했습니다")
    learner.get_by_role("button", name="로그아웃").click()
    learner.wait_for_url("**/login/")

    learner.go_back()

    learner.wait_for_url("**/login/**")
    expect(learner.get_by_role("heading", level=1)).to_have_text("로그인")
    assert EVIDENCE not in learner.content()


def test_words_not_sent_yet_are_there_after_going_on_and_back(learner: Page) -> None:
    learner.goto(DIAGNOSIS)
    learner.route("**/draft/", lambda route: route.fulfill(status=502))
    learner.fill("[name=evidence-1]", EVIDENCE)
    expect(learner.locator(".lms-unsaved")).to_have_count(1)
    learner.locator("a[rel=next]").click()
    learner.wait_for_url("**/serving/")

    learner.go_back()

    expect(learner.locator("[name=evidence-1]")).to_have_value(EVIDENCE)
    expect(learner.locator("[name=evidence-1]")).to_be_visible()
