import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from accounts.demo import PASSWORD
from tests import programs
from tests.site import Site

CHROMIUM = programs.find("chromium", "chromium-browser", "google-chrome")
MODULE = "/courses/local-ai/ai-semiconductors/"
NUMBERS = count(1)
expect.set_options(timeout=60_000)  # a slow machine is no failure


@pytest.fixture(scope="session", autouse=True)
def _chromium() -> None:
    programs.need("Chromium", CHROMIUM)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic", "dev-shm-usage")
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="session")
def browser_context_args(site: Site) -> dict[str, Any]:
    return {
        "base_url": site.address,
        "locale": "ko-KR",
        "timezone_id": "Asia/Seoul",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(autouse=True)
def _nothing_goes_wrong(page: Page, site: Site) -> Iterator[None]:
    """No request leaves the site, none fails, and the console stays empty."""
    wrong: list[str] = []

    def note_request(sent: Request) -> None:
        if not sent.url.startswith(site.address):
            wrong.append(sent.url)

    def note_response(got: Response) -> None:
        if got.status >= 400:
            wrong.append(f"{got.status} {got.url}")

    def note_message(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            wrong.append(said.text)

    page.on("request", note_request)
    page.on("response", note_response)
    page.on("console", note_message)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield
    assert wrong == []


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page], str]:
    """Sign a new member of the demo cohort in, on the page's own sign-in form; their username."""

    def as_new_member(page: Page) -> str:
        username = f"browser{next(NUMBERS)}-{os.getpid()}"
        site.make_member(username)
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main [type=submit]")
        return username

    return as_new_member


@pytest.fixture(scope="session")
def study_group(site: Site) -> int:
    """Two cohorts of the facilitator that have answered; the number of one member."""
    made = site.command(
        "manage.py",
        "shell",
        "--verbosity=0",
        "--command",
        "from tests.study_group import make_study_groups; make_study_groups()",
        SECRET_KEY=(site.data_dir / "secret-key").read_text(),
    )
    assert made.returncode == 0, made.stderr
    return site.sql("SELECT id FROM accounts_user WHERE username = 'spring-001'")[0][0]


@pytest.fixture
def facilitator(page: Page, study_group: int) -> Page:
    """A page on which the facilitator of two cohorts is signed in."""
    page.goto("/login/")
    page.fill("[name=username]", "facilitator")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    return page


@pytest.fixture
def browser_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on which something is meant to go wrong."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()
