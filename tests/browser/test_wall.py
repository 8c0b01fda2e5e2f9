"""Pictures and tables on a phone, and a question on the wall."""

import pytest
from playwright.sync_api import Page

from quizzes.live_questions import LIVE
from tests.browser.test_reports import BASE, REPORTS
from tests.site import Site
from tests.tables import every, first

# What sticks out of the page; which picture is wider than its place, or has words that are cut off
# or too small to read; and which table scrolls sideways without its first column staying.
ON_A_PHONE = """() => {
  const wrong = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) wrong.push(`the page by ${wide}`);
  for (const plot of document.querySelectorAll(".lms-plot")) {
    const box = plot.parentElement.getBoundingClientRect();
    for (const part of [plot, ...plot.querySelectorAll("svg, text, span, rect")]) {
      const at = part.getBoundingClientRect();
      if (at.right > box.right + 1 || at.left < box.left - 1) {
        wrong.push(`${part.tagName} ${part.textContent.trim().slice(0, 20)} sticks out`);
      }
      if (part.matches("text, span") && parseFloat(getComputedStyle(part).fontSize) < 12) {
        wrong.push(`${part.textContent} is too small`);
      }
    }
  }
  for (const table of document.querySelectorAll("#content table")) {
    const box = table.closest(".lms-report-scroll");
    if (!box || box.scrollWidth <= box.clientWidth) continue;
    box.scrollLeft = box.scrollWidth;
    const start = box.getBoundingClientRect().left;
    for (const row of table.rows) {
      const [first] = row.cells;
      const cell = first.getBoundingClientRect();
      if (Math.abs(cell.left - start) > 1) wrong.push(`${first.textContent.trim()} scrolls away`);
      if (cell.width > box.clientWidth * 0.6) wrong.push(`${first.textContent.trim()} is wide`);
    }
  }
  return wrong;
}"""
# What does not fit on the wall, or is too small for the room.
ON_THE_WALL = """() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight) wrong.push(`${root.scrollHeight} px high`);
  if (root.scrollWidth > innerWidth) wrong.push(`${root.scrollWidth} px wide`);
  const end = document.querySelector("main").getBoundingClientRect().bottom;
  if (document.querySelector("nav").getBoundingClientRect().top < end - 1) wrong.push("covered");
  for (const part of document.querySelectorAll("main *")) {
    const size = parseFloat(getComputedStyle(part).fontSize);
    if (part.textContent.trim() && size < 24) wrong.push(`${part.textContent.trim()}: ${size} px`);
  }
  return wrong;
}"""


@pytest.mark.parametrize("address", first(1, [f"{BASE}quiz/sizing/", BASE, *REPORTS]))
def test_pictures_and_tables_fit_a_phone(facilitator: Page, study_group: int, address: str) -> None:
    page = facilitator
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    assert page.evaluate(ON_A_PHONE) == []


@pytest.mark.full
def test_what_can_be_done_with_a_member_is_in_sight_on_a_phone(facilitator: Page) -> None:
    page = facilitator
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/admin/cohorts/spring/roster/")
    row = page.locator("tr[data-learner]").first
    ends = [part.bounding_box() for part in row.locator(":is(button, a)").all()]
    assert len(ends) == 4
    assert all(end and end["x"] + end["width"] <= 360 for end in ends)


@pytest.mark.full
def test_the_page_of_a_person_fits_a_phone(facilitator: Page, study_group: int) -> None:
    page = facilitator
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{BASE}people/{study_group}/")
    assert page.evaluate(ON_A_PHONE) == []


def longest_first(site: Site) -> list[tuple[str, str]]:
    """Every question of the course (its module, its slug), by the length of all that is shown."""
    return site.sql(
        "SELECT module.slug, question.slug FROM quizzes_question AS question "
        "JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id "
        "JOIN courses_module AS module ON module.id = quiz.module_id "
        "JOIN courses_course AS course ON course.id = module.course_id "
        "JOIN quizzes_option AS option ON option.question_id = question.id "
        f"WHERE course.slug = 'local-ai' AND module.is_published AND {LIVE} "
        "GROUP BY module.slug, question.id ORDER BY length(question.stem) + sum(length(text)) "
        "+ max(length(explanation)) DESC"
    )


def test_a_question_fits_the_wall_with_all_that_is_shown(facilitator: Page, site: Site) -> None:
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 720})
    questions = longest_first(site)
    assert len(questions) >= 35  # a test before this one may have written another
    wrong = {}
    for module, slug in every(35, questions):
        page.goto(f"{BASE}meeting/{module}/{slug}/?step=hands")
        for number, field in enumerate(page.locator("[name^=hands-]").all(), 1):
            field.fill(str(number))
        page.locator("[data-next]").click()
        page.wait_for_url("**step=distribution**")
        while True:
            if trouble := page.evaluate(ON_THE_WALL):
                wrong[page.url] = trouble
            forward = page.locator("[rel=next]")
            address = forward.get_attribute("href") if forward.count() else ""
            if not address or not address.startswith("?"):
                break
            forward.click()
            page.wait_for_url(f"**{address}")
    assert wrong == {}


@pytest.mark.full
def test_the_wall_is_turned_with_keys_and_dark_without_a_script(facilitator: Page) -> None:
    page = facilitator
    page.goto(f"{BASE}meeting/?module=sizing")
    with page.expect_navigation():
        page.locator(".lms-topic .button").first.click()
    page.keyboard.press("Space")
    page.wait_for_url("**step=distribution**")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**step=question**")
    page.get_by_role("link", name="손 든 사람 세기").click()
    first_field = page.locator("[name^=hands-]").first
    first_field.press_sequentially("7")
    first_field.press("ArrowRight")  # moves in the field, not to the next step
    assert "step=hands" in page.url
    first_field.press("Enter")
    page.wait_for_url("**step=distribution**")
    page.route("**/*.js", lambda route: route.fulfill(body=""))
    page.get_by_role("link", name="어둡게").click()
    page.wait_for_url("**theme=dark**")
    assert page.locator("text=손 든 사람 7명").count() == 1
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(19, 20, 22)"
