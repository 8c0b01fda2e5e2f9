"""Before a session ends that nobody uses the page says so; what is typed outlives the end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.demo import PASSWORD
from tests.browser.conftest import MODULE
from tests.browser.forms import DIAGNOSIS, WORDS
from tests.site import Site

MOVED = """UPDATE accounts_session SET used_at = now() - interval '{idle} min',
    expire_date = now() + interval '60 min' - interval '{idle} min'
    WHERE person_id = (SELECT id FROM accounts_user WHERE username = '{username}') RETURNING 1"""


@pytest.fixture
def page_with_a_clock(browser_page: Page) -> Page:
    browser_page.clock.install()
    return browser_page


def unused_for(site: Site, username: str, idle: int) -> None:
    """As the database would have it after so many minutes."""
    assert site.sql(MOVED.format(idle=idle, username=username))


def warning(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name="곧 로그아웃됩니다")


def test_it_warns_and_one_goes_on_or_signs_in_again_to_the_same_words(
    page_with_a_clock: Page, site: Site, sign_in: Callable[[Page], str]
) -> None:
    page = page_with_a_clock
    username = sign_in(page)
    page.goto(DIAGNOSIS)

    unused_for(site, username, 56)
    page.clock.fast_forward("56:00")
    expect(warning(page)).to_be_visible()
    expect(page.get_by_role("button", name="계속하기")).to_be_focused()
    page.get_by_role("button", name="계속하기").click()
    expect(warning(page)).to_be_hidden()
    page.wait_for_function("fetch('/session/').then((a) => a.json()).then((a) => a.left > 3500)")

    page.route("**/draft/", lambda route: route.abort())  # so that the tab alone has the words
    page.fill("[name=evidence-1]", WORDS)
    unused_for(site, username, 61)
    page.clock.fast_forward("01:05:00")
    page.wait_for_url("**/login/?next=**")
    page.unroute("**/draft/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url(f"**{DIAGNOSIS}")
    expect(page.locator("[name=evidence-1]")).to_have_value(WORDS)


def test_who_types_or_presses_a_key_is_not_asked(
    page_with_a_clock: Page, site: Site, sign_in: Callable[[Page], str]
) -> None:
    page = page_with_a_clock
    username = sign_in(page)
    page.goto(MODULE)
    page.clock.fast_forward("54:00")
    page.keyboard.press("ArrowDown")
    unused_for(site, username, 56)
    page.clock.fast_forward("02:00")
    page.wait_for_function("fetch('/session/').then((a) => a.json()).then((a) => a.left > 3400)")
    expect(warning(page)).to_have_count(0)
