"""While the demo's password opens an account, the admin says so where nobody overlooks it."""

import pytest
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.axe import assert_accessible
from tests.tables import first


@pytest.mark.parametrize("scheme", first(0, ["dark", "light"]))
def test_the_admin_warns_in_words_and_in_red(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in ("/admin/", "/admin/accounts/user/", "/admin/reports/demo/"):
            page.goto(address)
            warning = page.locator("[data-demo-password]")
            expect(warning).to_contain_text("member1, member2, member3")
            assert_accessible(page, f"{address} ({scheme}, {width})", "[data-demo-password]")
            red, green, blue = warning.evaluate(
                "element => getComputedStyle(element).borderTopColor.match(/\\d+/g).map(Number)"
            )
            assert red > green + 80
            assert red > blue + 80
