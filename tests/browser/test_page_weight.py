"""What a module weighs on the wire: the heaviest of the course, first visit and the next; and of
how many files the pages of learners are put together."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.tables import first

FIRST, REPEAT = 90_000, 30_000  # bytes, headers and all


def weigh(page: Page, address: str) -> int:
    """Open a page and add up what came over the wire for it."""
    bytes_received: list[float] = []

    def note(event: dict[str, Any]) -> None:
        bytes_received.append(event["encodedDataLength"])

    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", note)
    page.goto(address, wait_until="networkidle")
    network.detach()
    return round(sum(bytes_received))


def modules(page: Page) -> list[str]:
    links = page.locator(".lms-outline a:has(.lms-outline-label)").all()
    return [str(link.get_attribute("href")) for link in links]


@pytest.mark.full
def test_the_heaviest_module_weighs_little(
    browser: Browser, browser_context_args: dict[str, Any], sign_in: Callable[[Page], None]
) -> None:
    # What goes through a service worker is not counted as the page's.
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page)
    addresses = modules(page)
    assert len(addresses) == 7
    network = page.context.new_cdp_session(page)
    repeat = {address: weigh(page, address) for address in addresses}
    heaviest = max(repeat, key=lambda address: repeat[address])
    repeated = weigh(page, heaviest)
    network.send("Network.clearBrowserCache")
    first = weigh(page, heaviest)

    assert first <= FIRST, f"{heaviest}: {first} bytes"
    assert repeated <= REPEAT, f"{heaviest}: {repeated} bytes"
    assert first > repeated > 5_000, "the wire was not measured"
    context.close()


@pytest.mark.parametrize(
    "address",
    first(
        3,
        [
            *("/courses/local-ai/serving/", "/login/", "/courses/local-ai/glossary/"),
            *("/", "/progress/", "/account/", "/courses/local-ai/"),
            "/courses/local-ai/self-diagnosis/sizing-levels/",
        ],
    ),
)
def test_a_page_loads_one_style_sheet_and_one_script(
    page: Page, sign_in: Callable[[Page], None], address: str
) -> None:
    if address != "/login/":
        sign_in(page)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))

    page.goto(address, wait_until="networkidle")

    kinds = [request.resource_type for request in sent if "/static/" in request.url]
    assert sorted(kind for kind in kinds if kind != "other") == ["script", "stylesheet"]
