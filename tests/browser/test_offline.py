"""When the network is away, the site's own page says so."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_page_opened_offline_says_so(browser_page: Page, sign_in: Callable[[Page], None]) -> None:
    sign_in(browser_page)
    browser_page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    browser_page.context.set_offline(True)

    browser_page.goto("/courses/local-ai/")

    expect(browser_page.get_by_role("heading", level=1)).to_have_text(
        "지금은 연결되어 있지 않습니다"
    )
    expect(browser_page.get_by_role("link", name="두레")).to_be_visible()
    browser_page.context.set_offline(False)
    browser_page.get_by_role("link", name="다시 시도").click()
    expect(browser_page.locator(".lms-outline")).to_be_visible()
    assert browser_page.url.endswith("/courses/local-ai/")
