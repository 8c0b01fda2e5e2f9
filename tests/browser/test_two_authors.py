"""Two authors at one module: what both wrote is shown side by side; what one typed waits."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import first


@pytest.mark.parametrize(("width", "scheme"), first(1, [(360, "dark"), (1280, "light")]))
def test_both_texts_are_shown_and_what_was_typed_waits(
    page_of: PageOf, site: Site, width: int, scheme: str
) -> None:
    page, _username = page_of("author")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    lesson, module, before = site.sql(
        "SELECT id, module_id, title FROM courses_lesson ORDER BY id DESC LIMIT 1"
    )[0]
    field = page.locator("[name=title]")
    page.goto(f"/admin/courses/lesson/{lesson}/change/")
    field.fill("내가 쓰던 제목")
    expect(page.locator(".lms-typing-status")).to_contain_text("보관했습니다")

    page.goto("/admin/courses/lesson/")  # nothing is asked: it is kept
    page.goto(f"/admin/courses/lesson/{lesson}/change/")
    expect(page.locator("[data-restored]")).to_have_count(0)
    expect(field).to_have_value(before)
    page.get_by_role("button", name="이어서 쓰기").click()
    expect(field).to_have_value("내가 쓰던 제목")
    site.sql(f"UPDATE courses_lesson SET title = '남이 쓴 제목' WHERE id = {lesson} RETURNING id")
    page.locator("[name=_save]").click()

    conflict = page.locator(f"[data-row='courses.lesson.{lesson}']")
    expect(conflict.locator("[data-side=mine] mark").first).to_contain_text("내가")
    expect(conflict.locator("[data-side=theirs] mark").first).to_contain_text("남이")
    assert_accessible(page, "conflict", inside=".lms-authoring")
    scroll = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert scroll <= 0
    conflict.get_by_role("button", name="내 글로 저장").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    stored = site.sql(f"SELECT title FROM courses_lesson WHERE id = {lesson}")
    assert stored == [("내가 쓰던 제목",)]

    page.goto(f"/admin/courses/module/{module}/change/")
    page.locator("[name=lead]").evaluate("field => { field.value = '가'.repeat(200000) }")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".lms-typing-status")).to_contain_text("이 글은 600 kB입니다")
    page.locator("[name=lead]").evaluate("field => { field.value = field.defaultValue }")
    site.sql(f"UPDATE courses_lesson SET title = '{before}' WHERE id = {lesson} RETURNING id")
