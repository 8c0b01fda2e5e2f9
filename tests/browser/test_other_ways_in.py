"""Signing in by the organisation's own ways, as people see it: phone, desk, light, dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import assert_accessible
from tests.browser.test_second_factor import SMALL
from tests.site import Site, free_port
from tests.tables import first


@pytest.fixture(scope="module")
def organised(tmp_path_factory: pytest.TempPathFactory, prepared: Any) -> Iterator[Site]:
    """A site behind a proxy that names people, with a provider that does not answer."""
    variables = {
        "SSO_HEADER": "X-Remote-User",
        "TRUSTED_PROXIES": "127.0.0.1",
        "OIDC_ISSUER": f"http://127.0.0.1:{free_port()}",
        "OIDC_CLIENT_ID": "dure",
        "OIDC_CLIENT_SECRET": "a-secret",
        "SIGN_IN_ADMITS": "listed",
    }
    folder = tmp_path_factory.mktemp("organised") / "data"
    site = Site(folder, prepared=prepared, variables=variables, is_measured=False)
    site.start()
    yield site
    assert site.stop() == 0, site.log.read_text()[-2000:]


def states(page: Page) -> Iterator[str]:
    page.goto("/login/")
    yield "the sign-in page, with other ways"
    with page.expect_navigation():
        page.locator("[aria-labelledby=other-ways] button").click()
    assert "계정" in page.locator("main").inner_text()
    yield "somebody who is not admitted"
    page.goto("/login/oidc/")
    yield "a provider that does not answer"
    page.goto("/login/oidc/callback/?code=x&state=y")
    yield "an answer that is not valid"


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "light"), (1280, "dark"), (360, "dark"), (1280, "light")]),
)
def test_every_page_of_it(
    browser: Browser,
    browser_context_args: dict[str, Any],
    organised: Site,
    width: int,
    scheme: str,
) -> None:
    args = browser_context_args | {
        "base_url": organised.address,
        "extra_http_headers": {"X-Remote-User": "nobody-of-the-roster"},
        "viewport": {"width": width, "height": 900},
        "color_scheme": scheme,
    }
    context = browser.new_context(**args)
    page = context.new_page()
    for name in states(page):
        assert_accessible(page, f"{name} ({scheme}, {width})")
        assert page.evaluate(SMALL) == [], name
    context.close()
