"""Pages on which facilitators hand out, plan or write to others, and those where it is read."""

import io
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import every, first

COHORT, REPORTS = "/admin/cohorts/led", "/admin/reports/led"
PAGES = {
    "admin": [
        f"{COHORT}/roster/import/{{roster}}/",
        f"{COHORT}/plan/",
        f"{COHORT}/plan/?start=2031-01-06&weeks=2",
        f"{COHORT}/plan/?start=&weeks=0",
        f"{COHORT}/facilitators/",
        f"{COHORT}/roster/import/{{roster}}/take-back/",
        f"{COHORT}/roster/",
        f"{REPORTS}/",
        f"{REPORTS}/notices/",
        f"{REPORTS}/notices/?state=not-started",
        f"{REPORTS}/notices/{{notice}}/",
        f"{REPORTS}/people/{{member}}/",
        f"{REPORTS}/quiz/sizing/weigh-before-the-file/tell/",
    ],
    "author": ["/admin/", "/admin/quizzes/quiz/{quiz}/figures/"],
    "member": ["/", "/progress/notes/", "/courses/local-ai/"],
    "visitor": ["/code/"],
}
SIZES = [(1280, "light"), (360, "dark"), (360, "light"), (1280, "dark")]


@pytest.fixture
def led(page_of: PageOf, site: Site) -> Iterator[tuple[Page, dict[str, int]]]:
    """The numbers in the addresses; the page is that of a member."""
    page, username = page_of("member")
    made = site.shell(f"from tests.led_cohort import make_led_cohort as make; make({username!r})")
    yield page, json.loads(made)
    site.shell("from tests.led_cohort import forget_led_cohort; forget_led_cohort()")


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), first(1, SIZES))
def test_they_are_accessible(
    led: tuple[Page, dict[str, int]], page_of: PageOf, width: int, scheme: str
) -> None:
    members_page, numbers = led
    for person, addresses in PAGES.items():
        page = members_page if person == "member" else None
        if person == "visitor":
            page = members_page
            page.context.clear_cookies()
        page = page or page_of(person)[0]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for address in every(12, addresses):
            page.goto(address.format(**numbers))
            assert_accessible(page, f"{address} for {person} ({scheme}, {width})")


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_so_are_the_answers_to_what_is_typed(
    led: tuple[Page, dict[str, int]], page_of: PageOf, width: int, scheme: str
) -> None:
    _members_page, numbers = led
    page, _username = page_of("admin")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{COHORT}/facilitators/")
    page.fill("[name=add]", "nobody")
    send(page, page.get_by_role("button", name="함께 이끌기"))
    assert_accessible(page, "nobody leads too")
    page.goto(f"{REPORTS}/notices/")
    send(page, page.locator(".lms-notice-form [type=submit]"))
    assert_accessible(page, "a notice to nobody")
    page.goto(f"{REPORTS}/quiz/sizing/weigh-before-the-file/tell/")
    send(page, page.locator("#content [type=submit]").first)
    assert_accessible(page, "no words to the authors")
    page.goto(f"{COHORT}/roster/")
    send(page, page.locator(f'form[action$="/roster/{numbers["new"]}/link/"] button'))
    assert_accessible(page, "one slip")
    page.context.clear_cookies()
    page.goto("/code/")
    page.fill("[name=username]", "nobody")
    page.fill("[name=code]", "aaaa-aaaa")
    send(page, page.locator("main [type=submit]"))
    assert_accessible(page, "a code of nobody")


def send(page: Page, button: Locator) -> None:
    with page.expect_navigation():
        button.click()


@pytest.mark.full
def test_slips_are_eight_to_a_sheet_of_paper(
    led: tuple[Page, dict[str, int]], page_of: PageOf
) -> None:
    _members_page, numbers = led
    page, _username = page_of("admin")
    page.goto(f"{COHORT}/roster/import/{numbers['roster']}/")
    codes = page.locator(".lms-slip-code").all_inner_texts()
    page.emulate_media(media="print")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [sheet.extract_text().replace("\n", " ") for sheet in paper.pages]
    assert len(codes) in {9, 10}  # a test before this one may have made somebody another code
    on_sheets = [sum(code.split()[0] in sheet for code in codes) for sheet in sheets]
    assert on_sheets == [8, len(codes) - 8]
