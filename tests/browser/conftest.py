from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from accounts.demo import PASSWORD
from tests import programs
from tests.site import Site

# The shell is Chromium without its windows.
CHROMIUM = programs.find("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PageOf = Callable[[str], tuple[Page, str]]
MODULE = "/courses/local-ai/ai-semiconductors/"
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
        # No test could break off what passes by one: `route` does not see it.
        "service_workers": "block",
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
        is_ours = said.text != "Service Worker registration blocked by Playwright"
        if said.type in {"error", "warning"} and is_ours:
            wrong.append(said.text)

    page.on("request", note_request)
    page.on("response", note_response)
    page.on("console", note_message)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield
    assert wrong == []


@pytest.fixture(scope="session")
def sign_in_as(site: Site) -> Callable[[Page, str], None]:
    """Let a page be that of the person whose session this is, without the form's slow password."""

    def with_session(page: Page, session: str) -> None:
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
        page.goto("/")

    return with_session


@pytest.fixture(scope="session")
def new_members(site: Site) -> Iterator[tuple[str, str]]:
    """New members of the demo cohort without end, each with a session."""

    def in_batches() -> Iterator[tuple[str, str]]:
        for batch in count(1):
            names = [f"browser{batch}-{number}" for number in range(1, 17)]
            yield from site.sessions(*names).items()

    return in_batches()


@pytest.fixture
def sign_in(
    new_members: Iterator[tuple[str, str]], sign_in_as: Callable[[Page, str], None]
) -> Callable[[Page], str]:
    """Let a page be that of a new member of the demo cohort, at home; their username."""

    def as_new_member(page: Page) -> str:
        username, session = next(new_members)
        sign_in_as(page, session)
        return username

    return as_new_member


@pytest.fixture
def sign_in_by_form(new_members: Iterator[tuple[str, str]]) -> Callable[[Page], str]:
    """Sign a new member in as people do."""

    def as_new_member(page: Page) -> str:
        username, _session = next(new_members)
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main [type=submit]")
        return username

    return as_new_member


@pytest.fixture(scope="session")
def facilitators_session(site: Site) -> str:
    return site.sessions("facilitator")["facilitator"]


@pytest.fixture(scope="session")
def study_group(site: Site) -> int:
    """Two cohorts of the facilitator that have answered; the number of one member."""
    site.shell("from tests.study_group import make_study_groups; make_study_groups()")
    return int(site.sql("SELECT id FROM accounts_user WHERE username = 'spring-001'")[0][0])


@pytest.fixture
def facilitator(
    page: Page, study_group: int, facilitators_session: str, sign_in_as: Callable[[Page, str], None]
) -> Page:
    """A page on which the facilitator of two cohorts is signed in."""
    sign_in_as(page, facilitators_session)
    return page


@pytest.fixture
def browser_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on which something is meant to go wrong."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def sessions(site: Site) -> dict[str, str]:
    return site.sessions("author", "facilitator", "admin")


@pytest.fixture
def page_of(
    browser: Browser,
    browser_context_args: dict[str, Any],
    site: Site,
    sessions: dict[str, str],
    new_members: Iterator[tuple[str, str]],
) -> Iterator[PageOf]:
    """A page on which this person is signed in, and their username."""
    context = browser.new_context(**browser_context_args)

    def signed_in(person: str) -> tuple[Page, str]:
        username, session = next(new_members) if person == "member" else (person, sessions[person])
        context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
        if context.request.get("/session/").json()["person"] is None:  # another test signed it out
            sessions.update(site.sessions(person))
            return signed_in(person)
        return context.new_page(), username

    yield signed_in
    context.close()
