"""At twice the size of text no page of a learner is wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MODULE
from tests.tables import first

COURSE = "/courses/local-ai/"
LEVELS = f"{COURSE}self-diagnosis/sizing-levels/"
PAGES = [
    *(LEVELS, MODULE, "/", "/progress/", "/account/", "/review/", "/progress/notes/", COURSE),
    *(f"{COURSE}glossary/", f"{COURSE}search/?q=NPU", "/progress/local-ai/record/"),
]


@pytest.mark.parametrize("address", first(1, PAGES))
def test_twice_the_size_fits_a_phone(
    page: Page, sign_in: Callable[[Page], str], address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
