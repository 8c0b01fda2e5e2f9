"""No text is wider than a phone, and what is laid out anew there still says what it is."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.authoring.local_ai import MODULES
from tests.browser.axe import assert_accessible, contrasts_in_drawings, unmeasured
from tests.tables import FULL, first

SignIn = Callable[[Page], None]
TEXTS = [f"/courses/local-ai/{slug}/" for slug in MODULES]
TABLES = "/courses/local-ai/how-models-answer/"
PARTS = [
    ".lms-table",
    "table",
    "caption, tbody > tr > *, .lms-table-head th",
    "pre",
    ".lms-callout",
    ".lms-calc-row > *",
]
OPEN = "() => document.querySelectorAll('details').forEach(box => { box.open = true; })"
# How many there are, and what stands in those that are cut off or stick out of the screen.
MEASURE = """part => {
    const parts = [...document.querySelectorAll(`.lms-prose :is(${part})`)];
    const isTooWide = element =>
        element.scrollWidth > element.clientWidth ||
        element.getBoundingClientRect().right > window.innerWidth;
    return [parts.length, parts.filter(isTooWide).map(element => element.textContent.trim())];
}"""


@pytest.fixture
def phone(page: Page, sign_in: SignIn) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    return page


@pytest.mark.full
@pytest.mark.parametrize("width", first(1, [360, 320, 412, 600, 1280]))
def test_nothing_in_a_text_is_wider_than_the_screen(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 740})
    numbers: Counter[str] = Counter()
    too_wide = []
    for address in TEXTS:
        phone.goto(address)
        phone.evaluate(OPEN)
        for part in PARTS:
            number, texts = phone.evaluate(MEASURE, part)
            numbers[part] += number
            too_wide += [(address, part, text) for text in texts]
    assert too_wide == []
    assert numbers["table"] == numbers[".lms-table"] > 30
    assert numbers["pre"] > 9
    assert numbers[".lms-callout"] > 80
    assert numbers[".lms-calc-row > *"] > 200


@pytest.mark.full
@pytest.mark.parametrize("scheme", first(1, ["dark", "light"]))
def test_the_contrast_of_every_text_is_measured(phone: Page, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    drawn = 0
    for address in [TABLES, *(TEXTS if FULL else ())]:
        phone.goto(address)
        phone.evaluate(OPEN)
        assert unmeasured(phone, ".lms-prose") == []
        contrasts = contrasts_in_drawings(phone, ".lms-prose")
        assert [pair for pair in contrasts if pair[1] < 4.5] == []
        drawn += len(contrasts)
        assert_accessible(phone, address, ".lms-prose")
    assert drawn > (80 if FULL else 5)


@pytest.mark.full
def test_a_table_that_is_shown_as_rows_is_still_a_table(phone: Page) -> None:
    phone.goto(TABLES)
    table = phone.get_by_role("table").filter(has_text="첫 글자까지")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "바꾼 것",
        "첫 글자까지",
        "다 끝날 때까지",
    ]
    row = table.get_by_role("row").filter(has=phone.get_by_role("rowheader", name="그대로"))
    cell = row.get_by_role("cell").first
    assert cell.inner_text() == "6초"
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"첫 글자까지" / ""'


def test_a_term_in_the_head_of_a_table_can_be_opened(phone: Page) -> None:
    phone.goto(TABLES)
    phone.locator("thead").get_by_role("button", name="프리필").click()
    phone.get_by_role("dialog", name="프리필").wait_for()


@pytest.mark.full
def test_on_paper_a_table_has_its_columns(phone: Page) -> None:
    phone.emulate_media(media="print")
    phone.goto(TABLES)
    displays = phone.locator(".lms-table-rows :is(tr, td)").evaluate_all(
        "parts => parts.map(part => getComputedStyle(part).display)"
    )
    assert set(displays) == {"table-row", "table-cell"}


@pytest.mark.full
def test_one_can_jump_to_every_box_and_is_not_stopped_by_regions(phone: Page) -> None:
    phone.goto("/courses/local-ai/sizing/")
    phone.evaluate(OPEN)
    for box in phone.locator(".lms-callout:not(.lms-callout-calc)").all():
        assert box.get_by_role("heading").first.is_visible()
    assert phone.get_by_role("region").count() <= 2
