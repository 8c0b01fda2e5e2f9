"""A question comes in after the quiz was finished: the page at hand leads to practice of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import MODULE
from tests.browser.learner import RIGHT, choose, questions
from tests.site import Site

SignIn = Callable[[Page], str]
LAST = (
    "from quizzes.models import Question; "
    "questions = Question.objects.filter(quiz__module__slug='ai-semiconductors'); "
    "question = questions.latest('position'); "
)


@pytest.fixture
def page_with_refusals(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Page]:
    """A page of its own, on which a request may be refused."""
    context = browser.new_context(**browser_context_args)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.mark.full
def test_an_answer_from_the_page_at_hand_leads_to_practice(
    page_with_refusals: Page, sign_in: SignIn, site: Site
) -> None:
    page = page_with_refusals
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page)
    page.goto(MODULE)
    *most, last = questions(page)
    for question, letter in zip(most, RIGHT, strict=False):
        choose(question, letter)
    # The last one is asked no more, which finishes the quiz, and then again.
    site.shell(f"{LAST} question.retire(); question.retired_at = None; question.save()")

    last.locator("input[name=option]").first.check()
    last.get_by_role("button", name="답 확인").click()
    expect(last).to_contain_text("다 푸신 뒤에 더해진 문제여서 고르신 답은 저장되지 않았습니다.")
    last.get_by_role("link", name="연습하러 가기").click()

    score = page.locator("[data-score]")
    expect(score).to_have_text("첫 시도 4 / 4")
    card = page.locator("#quiz-score")
    expect(card).to_contain_text("다 푸신 뒤에 문제 1개가 더해졌습니다.")
    assert_accessible(page, "added question", inside="#quiz-score")
    page.goto("/")
    expect(page.locator(".lms-due")).to_contain_text("마치신 뒤에 더해진 문제 1개 포함")
    assert_accessible(page, "home with an added question", inside="main")
    page.get_by_role("link", name="1문제 복습하기").click()

    (question,) = questions(page)
    choose(question, RIGHT[-1])
    page.get_by_role("link", name="결과 보기").click()
    expect(page.locator(".lms-score-line")).to_have_text("복습 1 / 1")
    page.goto(MODULE)
    expect(score).to_have_text("첫 시도 4 / 4")
