"""What the service worker answers: its own page when the network is away, and nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page_with_worker(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**{**browser_context_args, "service_workers": "allow"})
    yield context.new_page()
    context.close()


def is_between(page: Page) -> None:
    """Wait for the worker, and come again past it."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")


def test_a_page_opened_offline_says_so(
    page_with_worker: Page, sign_in: Callable[[Page], None]
) -> None:
    page = page_with_worker
    sign_in(page)
    is_between(page)
    page.context.set_offline(True)

    page.goto("/courses/local-ai/")

    expect(page.get_by_role("heading", level=1)).to_have_text("지금은 연결되어 있지 않습니다")
    expect(page.get_by_role("link", name="두레")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("link", name="다시 시도").click()
    expect(page.locator(".lms-outline")).to_be_visible()
    assert page.url.endswith("/courses/local-ai/")


def test_what_is_sent_past_the_worker_is_stored(
    page_with_worker: Page, sign_in: Callable[[Page], None]
) -> None:
    page = page_with_worker
    sign_in(page)
    page.goto("/account/")
    is_between(page)
    page.fill("[name=name]", "일꾼을 지난 이름")

    page.locator("main [name=save][value=profile]").click()

    expect(page.locator(".lms-note-success")).to_be_visible()
    page.goto("/account/")
    expect(page.locator("[name=name]")).to_have_value("일꾼을 지난 이름")
