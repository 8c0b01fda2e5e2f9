"""An author puts a course in order: by the mouse, by the keyboard, and without a script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import first

MAKE = """
from django.db import transaction
from tests.factories import CourseFactory, LessonFactory, ModuleFactory, QuestionFactory
with transaction.atomic():
    course = CourseFactory.create(slug="to-be-ordered", title="차례를 바꿀 과정")
    for place in range(1, 5):
        module = ModuleFactory.create(
            course=course, title=f"{place}째 모듈", is_published=place % 2 == 1
        )
        LessonFactory.create_batch(2, module=module)
        QuestionFactory.create(quiz__module=module)
"""


@pytest.fixture(scope="module")
def course(site: Site) -> Iterator[int]:
    site.shell(MAKE)
    yield site.sql("SELECT id FROM courses_course WHERE slug = 'to-be-ordered'")[0][0]
    site.shell(
        "from courses.models import Course; Course.objects.get(slug='to-be-ordered').delete()"
    )


@pytest.fixture
def stored(site: Site, course: int) -> Iterator[Any]:
    """The titles of the modules in the order that is stored; put back afterwards."""

    def titles() -> list[str]:
        rows = site.sql(
            f"SELECT title FROM courses_module WHERE course_id = {course} ORDER BY position"
        )
        return [title for (title,) in rows]

    yield titles
    site.sql(
        "UPDATE courses_module SET position = substr(title, 1, 1)::int "
        f"WHERE course_id = {course} RETURNING id"
    )


def in_order(page: Page) -> list[str]:
    titles = page.locator(".lms-tree-module > .lms-tree-row .lms-tree-title").all_inner_texts()
    return [title.partition(" · ")[2] for title in titles]


def row(page: Page, title: str) -> Locator:
    return page.locator(".lms-tree-module > .lms-tree-row", has_text=title)


def small(page: Page) -> list[str]:
    """What is pressed and is less than 44 pixels high."""
    return [
        control.inner_text() or control.evaluate("element => element.outerHTML")
        for control in page.locator(
            ".lms-tree :is(a, button, summary, label, input:not([type=checkbox])):visible"
        ).all()
        if control.bounding_box()["height"] < 43.5  # type: ignore[index]
    ]


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="차례 저장").click()
    expect(page.locator(".messagelist .success, .messagelist .info")).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("scheme", first(1, ["dark", "light"]))
def test_the_outline_is_put_in_order(
    page_of: PageOf, course: int, stored: Any, scheme: str
) -> None:
    page, _username = page_of("author")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"/admin/courses/course/{course}/outline/")
    assert in_order(page) == ["1째 모듈", "2째 모듈", "3째 모듈", "4째 모듈"]
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    expect(page.get_by_role("button", name="처음 차례로")).to_be_hidden()
    page.get_by_role("button", name="절 접기").click()

    # By the mouse.
    row(page, "4째").locator("[data-drag]").drag_to(row(page, "2째").locator("[data-drag]"))
    assert in_order(page) == ["1째 모듈", "4째 모듈", "2째 모듈", "3째 모듈"]
    expect(page.locator("[data-announced]")).to_contain_text("4개 가운데 2번째")
    expect(page.locator("[data-unsaved]")).to_be_visible()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # nothing under the bar
        assert_accessible(page, f"outline ({width})")
        assert small(page) == []

    # By the keyboard; what was pressed keeps the focus.
    up = row(page, "4째").get_by_role("button", name="위로")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    assert in_order(page) == ["4째 모듈", "1째 모듈", "2째 모듈", "3째 모듈"]
    expect(page.locator("[data-announced]")).to_contain_text("4개 가운데 1번째")

    # By the number, which is not sent by Enter.
    number = row(page, "1째").get_by_role("spinbutton")
    number.fill("3")
    page.keyboard.press("Enter")
    assert in_order(page) == ["4째 모듈", "2째 모듈", "1째 모듈", "3째 모듈"]
    assert stored()[0] == "1째 모듈"

    page.get_by_role("button", name="처음 차례로").click()
    assert in_order(page) == stored()
    row(page, "1째").get_by_role("button", name="아래로").press("Space")
    save(page)
    assert in_order(page) == stored() == ["2째 모듈", "1째 모듈", "3째 모듈", "4째 모듈"]


@pytest.mark.full
def test_sections_stay_in_their_module_and_escape_puts_back(page_of: PageOf, course: int) -> None:
    page, _username = page_of("author")
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto(f"/admin/courses/course/{course}/outline/")
    sections = page.locator(".lms-tree-module").nth(0).locator(".lms-tree-sections > li")
    other = page.locator(".lms-tree-module").nth(1).locator(".lms-tree-sections > li")
    rows = sections.evaluate_all("rows => rows.map((row) => row.dataset.row)")

    sections.nth(0).locator("[data-drag]").hover()
    page.mouse.down()
    other.nth(0).locator("[data-drag]").hover()
    moved = sections.evaluate_all("rows => rows.map((row) => row.dataset.row)")
    assert (moved, other.count()) == (rows[::-1], 2)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert sections.evaluate_all("rows => rows.map((row) => row.dataset.row)") == rows

    # What cannot be sent stays as it was chosen.
    sections.nth(0).get_by_role("button", name="아래로").click()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="차례 저장").click()
    expect(page.locator(".lms-unsaved")).to_be_visible()
    assert sections.evaluate_all("rows => rows.map((row) => row.dataset.row)") == rows[::-1]


@pytest.mark.full
def test_it_is_put_in_order_without_a_script(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, course: int, stored: Any
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    session = site.sessions("author")["author"]
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
    page = context.new_page()
    page.goto(f"/admin/courses/course/{course}/outline/")
    expect(row(page, "4째").locator("[data-drag], [data-move]").first).to_be_hidden()
    row(page, "4째").get_by_role("spinbutton").fill("1")
    save(page)
    assert stored() == in_order(page) == ["4째 모듈", "1째 모듈", "2째 모듈", "3째 모듈"]
    context.close()
