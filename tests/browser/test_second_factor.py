"""Setting up a second factor and signing in with it, as people see it: phone, desk, light, dark."""

import base64
import time
from collections.abc import Iterator

import pytest
from django_otp.oath import hotp
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.axe import assert_accessible
from tests.site import Site
from tests.tables import first

SMALL = """() => [...document.querySelectorAll("main :is(.btn, .form-control)")]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().height < 44)
    .map(part => part.outerHTML)"""
STAFF = "from accounts.models import User; User.objects.filter(username={!r}).update(is_staff=True)"


def code_of(secret: str) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    return f"{hotp(key, int(time.time()) // 30):06d}"


def send(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    with page.expect_navigation():
        page.click("main form:has([name=code]) [type=submit]")


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/?next=/account/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main form.lms-card [type=submit]")


def states(page: Page, username: str) -> Iterator[str]:
    """Everything one sees of it, from nothing set up to signed in and taken off again."""
    page.goto("/account/second-factor/")
    yield "none is set up"
    page.goto("/account/second-factor/app/")
    secret = page.locator(".lms-secret").inner_text()
    picture = page.locator(".lms-qr").bounding_box()
    assert picture is not None
    assert picture["width"] >= 200  # so that a phone reads it
    yield "setting up the app"
    send(page, "12345")
    yield "a code that is wrong"
    send(page, code_of(secret))
    assert page.url.endswith("/account/second-factor/codes/")
    printed = page.locator(".lms-printed-codes li").first.inner_text()
    yield "printed codes"
    page.goto("/account/second-factor/")
    yield "it is set up"
    page.context.clear_cookies()
    sign_in(page, username)
    assert "/login/second/" in page.url
    expect(page.locator("[name=code]")).to_be_focused()
    yield "asked for the code"
    send(page, "AAAAA-AAAAA")
    yield "asked again"
    while "/login/second/" in page.url:  # for a second no other is looked at
        send(page, printed)
    assert page.url.endswith("/account/")
    yield "signed in, and told of the paper"
    page.goto("/account/second-factor/codes/")
    assert page.locator(".lms-printed-codes s").inner_text() == printed
    yield "one printed code is used"
    page.goto("/account/second-factor/app/remove/")
    yield "taking it off"


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]),
)
def test_setting_up_and_signing_in(browser_page: Page, site: Site, width: int, scheme: str) -> None:
    page, username = browser_page, f"factor-{width}-{scheme}"
    session = site.sessions(username)[username]
    site.shell(STAFF.format(username))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
    for name in states(page, username):
        assert_accessible(page, f"{name} ({scheme}, {width})")
        assert page.evaluate(SMALL) == [], name
