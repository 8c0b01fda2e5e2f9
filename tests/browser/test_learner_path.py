"""The main job in a real browser: read, answer with a retry, see the score, self-diagnose."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import MODULE
from tests.browser.learner import RIGHT, choose, fill_in_diagnosis, finish, questions
from tests.tables import first

SignIn = Callable[[Page], None]
SECOND_LEVELS = "자가진단 · 서빙, 하네싱, 평가(모듈 4~6)"


def walk(page: Page) -> None:
    """From the signed-in home page to the level reached."""
    page.goto(MODULE)
    first = questions(page)[0]
    expect(first).to_have_attribute("data-state", "unanswered")
    expect(page.locator("[data-explanation]")).to_have_count(0)

    choose(first, "a")
    expect(first).to_have_attribute("data-state", "wrong")
    expect(first.locator("[data-explanation]")).to_contain_text("파운드리")
    expect(first.locator("input[name=option]").first).to_be_disabled()

    finish(page, wrong_first=False)
    expect(first).to_have_attribute("data-state", "correct")
    score = page.locator("[data-score]")
    expect(score).to_have_text("첫 시도 4 / 5")
    assert score.get_attribute("data-score") == "4"
    assert score.get_attribute("data-total") == "5"

    page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("자가진단 · 6레벨 질문(AI 반도체)")
    fill_in_diagnosis(page, on_my_own=3)
    reached = page.locator("[data-level-reached]")
    expect(reached).to_have_attribute("data-level-reached", "3")
    expect(reached).to_contain_text("3단계 · 적용")


@pytest.mark.parametrize("width", first(1, [360, 768, 1280]))
def test_a_member_takes_a_module_end_to_end(
    page: Page, sign_in_by_form: SignIn, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in_by_form(page)
    walk(page)
    page.goto("/progress/")
    expect(page.locator("main")).to_contain_text("4 / 5")


@pytest.mark.full
def test_the_same_path_without_javascript(
    browser: Browser, browser_context_args: dict[str, object], sign_in_by_form: SignIn
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in_by_form(page)
    walk(page)
    context.close()


def test_answering_keeps_the_page_and_moves_the_focus(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    assert page.evaluate("typeof window.htmx") == "object"
    page.evaluate("window.samePage = true")
    first = questions(page)[0]

    choose(first, "a")

    expect(first.locator("[data-explanation]")).to_be_focused()
    expect(page.locator("#lms-live")).to_have_text("오답입니다. 풀이를 읽고 다시 골라 보세요.")
    assert page.evaluate("window.samePage") is True


def test_the_quiz_works_by_keyboard_alone(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    first = questions(page)[0]

    first.locator("input[name=option]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("data-state", "correct")


def test_a_term_opens_in_place_and_closes_by_escape(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    term = page.get_by_role("button", name="CUDA").first

    term.focus()
    page.keyboard.press("Enter")
    definition = page.locator(".lms-popover:popover-open")
    expect(definition).to_be_visible()
    expect(definition).to_contain_text("CUDA")
    page.keyboard.press("Escape")
    expect(definition).to_have_count(0)


@pytest.mark.full
def test_practice_leaves_the_score_of_record(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    finish(page)
    page.get_by_role("button", name="모든 문제").click()
    page.wait_for_url("**#quiz")

    expect(questions(page)[0]).to_have_attribute("data-state", "unanswered")
    finish(page, wrong_first=False)

    expect(page.locator("[data-score]")).to_have_text("첫 시도 4 / 5")
    expect(page.locator("#quiz-score")).to_contain_text("연습 5 / 5")


@pytest.mark.full
def test_that_there_is_nothing_to_practise_is_said_where_one_looks(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page)
    page.goto(MODULE)
    finish(page, wrong_first=False)
    # As on a page that was opened before what was due was answered elsewhere.
    button = page.get_by_role("button", name="모든 문제")
    button.evaluate("button => { button.value = 'due'; }")
    button.click()

    message = page.locator("#quiz-message")
    expect(message).to_be_focused()
    expect(message).to_be_in_viewport()
    expect(message).to_contain_text("지금은 연습할 문제가 없습니다")


@pytest.mark.full
def test_a_read_section_is_marked_and_home_leads_to_the_next(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/courses/local-ai/evaluation/")
    page.get_by_role("button", name="이 절을 읽었습니다").first.click()
    expect(page.locator(".lms-read-done")).to_have_count(1)

    page.goto("/")
    page.locator(".lms-resume a").click()
    expect(page).to_have_url(re.compile("#build-a-golden-set$"))


def test_the_pager_leads_to_real_pages_both_ways(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    expect(page.locator("a[rel=prev]")).to_contain_text(SECOND_LEVELS)
    page.locator("a[rel=prev]").click()
    expect(page.locator("[data-level]")).to_have_count(6)
    page.locator("a[rel=prev]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("평가")
    expect(page.locator("a[rel=prev]")).to_contain_text("모듈 5 · 하네싱")
    expect(page.locator("[data-next-self-diagnosis]")).to_have_count(1)
    page.locator("[data-next-self-diagnosis]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND_LEVELS)


def test_the_whole_path_by_keyboard_alone(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="본문 바로가기")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the card that leads to the first module
    page.wait_for_url("**/why-local-ai/")

    page.goto(MODULE)
    for question, letter in zip(questions(page), RIGHT, strict=True):
        tab_to(page, question.locator("input[name=option]").first)
        for _down in range("abcd".index(letter)):
            page.keyboard.press("ArrowDown")
        if letter == "a":
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(question).to_have_attribute("data-state", "correct")
    expect(page.locator("[data-score]")).to_have_text("첫 시도 5 / 5")

    tab_to(page, page.get_by_role("link", name="다음: 자가진단 · 6레벨 질문(AI 반도체)"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/self-diagnosis/semiconductors-levels/")
    for rank in range(1, 7):
        tab_to(page, page.locator(f"[name=rating-{rank}]").first)
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="저장하고 내 단계 보기"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-level-reached]")).to_have_attribute("data-level-reached", "0")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the element has the focus, as someone without a mouse must."""
    for _press in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not get there.")


@pytest.mark.full
def test_a_self_diagnosis_is_kept_as_it_is_typed(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/courses/local-ai/self-diagnosis/sizing-levels/")
    page.fill("[name=evidence-2]", "동료에게 설명했다")
    expect(page.locator("#draft-status")).to_contain_text("저장했습니다")
    page.goto("/")
    page.goto("/courses/local-ai/self-diagnosis/sizing-levels/")
    expect(page.locator("[name=evidence-2]")).to_have_value("동료에게 설명했다")
