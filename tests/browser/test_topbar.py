"""The bar of a module's page says where one is, and leads on and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MODULE
from tests.browser.learner import finish

SignIn = Callable[[Page], str]


@pytest.fixture
def reader(page: Page, sign_in: SignIn) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    page.goto(MODULE)
    return page


def top_of(page: Page, place: str) -> float:
    return float(page.locator(place).evaluate("place => place.getBoundingClientRect().top"))


def test_it_stays_and_tells_the_section(reader: Page) -> None:
    third = reader.locator("[data-lesson]").nth(2)
    third.evaluate("section => section.scrollIntoView()")
    expect(reader.locator(".lms-topbar-place")).to_have_text("03 / 07")
    assert top_of(reader, ".lms-topbar") == 0
    line = reader.locator(".lms-topbar-line").bounding_box()
    assert line is not None
    assert line["width"] > 0
    reader.locator(".lms-topbar-contents").click()
    expect(reader.locator("#contents [aria-current]")).to_contain_text("03")
    reader.locator("#contents a[href='#quiz']").click()
    expect(reader.locator("#contents")).to_be_hidden()
    assert 0 <= top_of(reader, "#quiz") < 60


def test_a_wrong_answer_leads_to_its_section_and_back(reader: Page) -> None:
    question = reader.locator("[data-question]").first
    back = reader.locator(".lms-topbar-back")
    expect(back).to_be_hidden()
    for choice in range(3):
        if question.locator(".lms-explanation a").count():
            break
        question.locator("input[name=option]:enabled").last.check()
        question.get_by_role("button", name="답 확인").click()
        expect(question.locator("[data-explanation]")).to_have_count(choice + 1)
    question.locator(".lms-explanation a").first.click()
    back.click()
    expect(back).to_be_hidden()
    assert 0 <= top_of(reader, "[data-question] >> nth=0") < 60


@pytest.mark.full
@pytest.mark.parametrize(
    ("button", "attribute", "value"),
    [
        ("글자 크게", "textSize", "112"),
        ("어둡게", "bsTheme", "dark"),
    ],
)
def test_a_setting_changes_where_one_is(
    reader: Page, button: str, attribute: str, value: str
) -> None:
    reader.locator("[data-lesson]").nth(3).evaluate("section => section.scrollIntoView()")
    before = top_of(reader, "[data-lesson]:nth-of-type(4) h2")
    reader.locator(".lms-topbar .lms-view").click()
    with reader.expect_response("**/appearance/"):
        reader.get_by_role("button", name=button).click()
    of_root = f"document.documentElement.dataset.{attribute}"
    assert reader.evaluate(of_root) == value
    assert abs(top_of(reader, "[data-lesson]:nth-of-type(4) h2") - before) < 40
    reader.reload()
    assert reader.evaluate(of_root) == value


@pytest.mark.full
def test_another_language_comes_up_at_the_same_place(reader: Page) -> None:
    reader.locator("[data-lesson]").nth(3).evaluate("section => section.scrollIntoView()")
    before = reader.evaluate("scrollY")
    reader.locator(".lms-topbar .lms-view").click()
    reader.get_by_role("button", name="English").click()
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    assert abs(reader.evaluate("scrollY") - before) < 200


@pytest.mark.full
def test_a_reload_stays_where_one_was(reader: Page) -> None:
    reader.goto(f"{MODULE}#quiz")
    reader.locator("[data-lesson]").nth(1).evaluate("section => section.scrollIntoView()")
    before = reader.evaluate("scrollY")
    reader.reload()
    reader.wait_for_function("before => Math.abs(scrollY - before) < 5", arg=before)


def test_one_question_at_a_time_by_choice(reader: Page) -> None:
    reader.get_by_role("button", name="한 문제씩 보기").click()
    expect(reader.locator("[data-question]:visible")).to_have_count(1)
    reader.get_by_role("button", name="다음 문제").click()
    expect(reader.locator("[data-question]:visible")).to_contain_text("문제 2 / 5")
    reader.reload()
    expect(reader.locator("[data-question]:visible")).to_have_count(1)
    reader.get_by_role("button", name="한 문제씩 보기").click()
    expect(reader.locator("[data-question]:visible")).to_have_count(5)


def test_an_answered_question_is_a_line_that_opens(reader: Page) -> None:
    for at in range(2):
        question = reader.locator("[data-question]").nth(at)
        while question.get_attribute("data-state") != "correct":
            option = question.locator("input[name=option]:enabled").first
            chosen = option.get_attribute("value")
            option.check()
            question.get_by_role("button", name="답 확인").click()
            question.locator(f"[data-explanation='{chosen}']").wait_for()
    reader.goto(MODULE)
    first = reader.locator("[data-question]").first
    expect(first.locator("[data-explanation]").first).to_be_hidden()
    expect(first.locator("summary")).to_contain_text("문제 1")
    first.locator("summary").click()
    expect(first.locator("[data-explanation]").first).to_be_visible()
    expect(reader.locator("[data-question]").nth(1).locator("summary")).to_have_count(0)
    # Where one comes back to it, it is open, whoever folded it meanwhile.
    first.locator(".lms-explanation a").first.click()
    first.locator("summary").evaluate("summary => summary.click()")
    expect(first.locator("[data-explanation]").first).to_be_hidden()
    reader.locator(".lms-topbar-back").click()
    expect(first.locator("[data-explanation]").first).to_be_visible()


@pytest.mark.full
def test_the_contents_say_that_the_quiz_is_finished(reader: Page) -> None:
    mark = "#contents a[href='#quiz'] [data-quiz-mark]"
    expect(reader.locator(mark)).to_have_attribute("hidden", "")
    finish(reader)
    reader.reload()
    expect(reader.locator(mark)).not_to_have_attribute("hidden", "")
