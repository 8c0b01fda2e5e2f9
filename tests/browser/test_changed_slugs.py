"""A slug is changed, and the links to the old one with it; and back again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import first


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), first(1, [(360, "dark"), (1280, "light")]))
def test_links_to_the_old_address_are_shown_and_changed(
    page_of: PageOf, site: Site, width: int, scheme: str
) -> None:
    page, _username = page_of("author")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ((module,),) = site.sql("SELECT id FROM courses_module WHERE slug = 'harnessing'")
    before = links_to(site, "harnessing")
    assert before

    change_slug(page, module, "renamed")

    assert_accessible(page, "links", inside=".lms-authoring")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    save(page)
    assert (links_to(site, "renamed"), links_to(site, "harnessing")) == (before, 0)
    change_slug(page, module, "harnessing")
    save(page)
    assert links_to(site, "harnessing") == before


def links_to(site: Site, slug: str) -> int:
    texts = f"SELECT count(*) FROM courses_lesson WHERE body LIKE '%](course:{slug}%'"
    number: int = site.sql(texts)[0][0]
    return number


def change_slug(page: Page, module: int, slug: str) -> None:
    page.goto(f"/admin/courses/module/{module}/change/")
    page.locator("fieldset.collapse summary").first.click()
    page.locator("[name=slug]").fill(slug)
    page.locator("[name=_save]").first.click()
    expect(page.locator("[name=links-change]").first).to_be_checked()


def save(page: Page) -> None:
    page.get_by_role("button", name="저장").click()
    expect(page.locator(".messagelist")).to_contain_text("새 주소로 바꿨습니다")
