"""Vectors in every field that stores text run nothing in a real browser, its policy switched off.

With FULL=1 a thousand of them; `XSS_VECTORS` names a published list to take them from
(tests/scripts/vectors.py).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Error,
    Frame,
    Page,
    Request,
    Route,
)

from tests.scripts.vectors import vectors
from tests.site import Site
from tests.tables import FULL, every

AT_ONCE = 50
NUMBER = 1000 if FULL else AT_ONCE
TRAP = """for (const name of ["alert", "confirm", "prompt", "print"])
    Object.defineProperty(window, name, { value: () => void window.ran(`${name} ${location}`) });
"""
# Touches everything as a person might, then tells what could run at a click: nothing bubbles, so
# that no form of the page is sent. The frames of previews let nothing run; what htmx has for a
# style sheet is its own.
STIR = """() => {
    const kinds = ["mouseover", "pointerenter", "focus", "error", "load", "toggle"];
    const all = [...document.querySelectorAll("*")];
    for (const element of all) for (const kind of kinds) element.dispatchEvent(new Event(kind));
    const never = "frame, object, embed, applet, base, meta[http-equiv], marquee, xss";
    const frames = 'iframe:not(.lms-preview[sandbox="allow-same-origin"])';
    const ours = '[src^="/static/"], [src^="/admin/jsi18n/"], [type="application/json"]';
    const isForbidden = element => element.matches(`${never}, ${frames}, script:not(${ours})`) ||
        (element.matches("style") && !element.textContent.trim().startsWith(".htmx-indicator"));
    const leading = ["href", "src", "action", "formaction", "xlink:href", "data", "background"];
    const script = /^[\\s\\x00-\\x1f]*(javascript|vbscript|data:text)/i;
    const runs = ({ name, value }) => name.startsWith("on") || name === "srcdoc" ||
        (leading.includes(name) && script.test(value));
    const isOurs = element => element.matches(".lms-preview");
    const found = all.filter(element =>
        isForbidden(element) || (!isOurs(element) && [...element.attributes].some(runs)));
    return found.map(element => element.outerHTML.slice(0, 200));
}"""
PAGES = {
    "learner": [
        *("/", "/progress/", "/progress/notes/", "/account/", "/courses/{course}/", "/review/"),
        *("/courses/{course}/{module}/", "/courses/{course}/glossary/", "/join/{code}/"),
        *("/courses/{course}/search/?q=alert", "/courses/{course}/search/?q=%3Cscript%3E"),
        *("/courses/{course}/self-diagnosis/{levels}/", "/progress/{course}/record/"),
        "/quizzes/{quiz}/attempts/1/",
    ],
    "facilitator": [
        *("/admin/", "/admin/courses/cohort/", "/admin/reports/{cohort}/"),
        *("/admin/reports/{cohort}/quiz/", "/admin/reports/{cohort}/quiz/{module}/"),
        "/admin/reports/{cohort}/quiz/{module}/{slug}/tell/",
        *("/admin/reports/{cohort}/self-diagnosis/", "/admin/reports/{cohort}/people/{person}/"),
        "/admin/reports/{cohort}/self-diagnosis/{levels}/",
        *("/admin/reports/{cohort}/compare/", "/admin/reports/{cohort}/meeting/"),
        *("/admin/reports/{cohort}/meeting/{module}/{slug}/", "/admin/reports/{cohort}/notices/"),
        *("/admin/reports/{cohort}/notices/{notice}/", "/admin/reports/{cohort}/files/"),
        *("/admin/reports/{cohort}/people/{person}/erase/", "/admin/cohorts/{cohort}/roster/"),
        *("/admin/cohorts/{cohort}/join/", "/admin/cohorts/{cohort}/facilitators/"),
        *("/admin/cohorts/{cohort}/plan/", "/admin/courses/cohort/{cohort_pk}/change/"),
    ],
    "admin": [
        *("/admin/", "/admin/courses/course/?q=scripts", "/admin/courses/module/?q=scripts"),
        *("/admin/courses/lesson/", "/admin/courses/glossaryterm/", "/admin/courses/image/"),
        *("/admin/courses/selfdiagnosis/", "/admin/quizzes/quiz/", "/admin/quizzes/question/"),
        *("/admin/courses/course/{course_pk}/change/", "/admin/courses/module/{module_pk}/change/"),
        *("/admin/courses/lesson/{lesson}/change/", "/admin/courses/glossaryterm/{term}/change/"),
        *("/admin/courses/image/{image}/change/", "/admin/courses/course/{course_pk}/outline/"),
        "/admin/courses/selfdiagnosis/{levels_pk}/change/",
        *("/admin/quizzes/quiz/{quiz}/change/", "/admin/quizzes/question/{question}/change/"),
        *("/admin/quizzes/quiz/{quiz}/explanations/", "/admin/quizzes/quiz/{quiz}/figures/"),
        *("/admin/quizzes/quiz/{quiz}/import/{bank}/", "/admin/courses/course/deleted/"),
        *("/admin/courses/module/{module_pk}/history/", "/admin/accounts/accessrecord/"),
        "/admin/courses/selfdiagnosis/{levels_pk}/history/",
        *("/admin/accounts/user/?q=scripts", "/admin/accounts/user/{person}/change/"),
        *("/admin/accounts/user/{person}/history/", "/admin/courses/enrolment/"),
        *("/admin/cohorts/{cohort}/roster/import/{roster}/", "/admin/courses/cohort/"),
        "/admin/courses/cohort/{cohort_pk}/history/",
    ],
}
# What is shown again though nothing stores it: by which address and field.
ECHOES = [
    ("GET", "/courses/{course}/search/", "q"),
    ("GET", "/admin/accounts/user/", "q"),
    ("POST", "/admin/courses/course/preview/", "text"),
    ("POST", "/login/", "username"),
    ("POST", "/join/", "code"),
    ("POST", "/account/", "name"),
    ("POST", "/admin/reports/{cohort}/notices/", "text"),
    ("POST", "/admin/cohorts/{cohort}/roster/import/", "file"),
    ("POST", "/admin/quizzes/quiz/{quiz}/import/", "file"),
    ("POST", "/admin/quizzes/quiz/{quiz}/paste/", "text"),
]


def stirred(frame: Frame) -> list[str]:
    """What could run in this frame at a click; a preview may be written anew meanwhile."""
    try:
        markup: list[str] = frame.evaluate(STIR)
    except Error:
        if frame.parent_frame is None:
            raise
        return [] if frame.is_detached() else stirred(frame)
    return markup


@dataclass
class Watched:
    """A browser without the site's policy, and all that ran in it or was asked of elsewhere."""

    context: BrowserContext
    site: Site
    ran: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.expose_function("ran", lambda call: self.ran.append(call))
        self.context.add_init_script(TRAP)
        self.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.ran.append(f"asked for {request.url}")

    def sign_in(self, session: str) -> None:
        self.context.clear_cookies()
        self.context.add_cookies(
            [{"name": "sessionid", "value": session, "url": self.site.address}]
        )

    def post(self, address: str, name: str, text: str) -> APIResponse:
        """Send a form with this in it; where a file is wanted, one of this name."""
        session = self.context.request.get("/session/").json()
        data: dict[str, Any] = {"csrfmiddlewaretoken": session["token"], name: text}
        if name == "file":
            data[name] = {"name": f"{text}.csv", "mimeType": "text/csv", "buffer": b"\xff\xfe\x00"}
        if address == "/account/":
            data["save"] = "profile"
        headers = {"Origin": self.site.address}
        return self.context.request.post(address, multipart=data, headers=headers, max_redirects=0)

    def wrong(self, page: Page, name: str) -> list[str]:
        """What ran on this page since it was opened, or would run at a click."""
        markup = [each for frame in page.frames for each in stirred(frame)]
        page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))"
        )
        wrong, self.ran[:] = [f"{name}: {each}" for each in [*self.ran, *markup]], []
        return wrong


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """A site of its own: on the pages of other tests none of this is to be met."""
    site = Site(tmp_path_factory.mktemp("scripted") / "data", prepared=prepared, is_measured=False)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def watched(
    browser: Browser, browser_context_args: dict[str, Any], scripted: Site
) -> Iterator[Watched]:
    options = browser_context_args | {"base_url": scripted.address}
    context = browser.new_context(**options, bypass_csp=True)
    yield Watched(context, scripted)
    context.close()


def batches() -> list[Any]:
    chosen = vectors(NUMBER)
    return [chosen[at : at + AT_ONCE] for at in range(0, len(chosen), AT_ONCE)]


def placed(site: Site, folder: Path, batch: list[str], number: int) -> dict[str, Any]:
    path = folder / "vectors.json"
    path.write_text(json.dumps(batch))
    code = f"from tests.scripts.placing import place; place({str(path)!r}, {number})"
    rows: dict[str, Any] = json.loads(site.shell(code))
    return rows


def sessions_of(site: Site, number: int) -> dict[str, str]:
    usernames = {"learner": f"learns-{number}", "facilitator": f"leads-{number}", "admin": "admin"}
    sessions = site.sessions(*usernames.values())
    return {person: sessions[username] for person, username in usernames.items()}


@pytest.mark.parametrize("number", range(len(batches())))
def test_nothing_that_is_stored_runs(
    watched: Watched, scripted: Site, tmp_path: Path, number: int
) -> None:
    rows = placed(scripted, tmp_path, batches()[number], number)
    sessions, page, wrong = sessions_of(scripted, number), watched.context.new_page(), []
    for person, addresses in PAGES.items():
        watched.sign_in(sessions[person])
        for address in every(5, addresses):
            response = page.goto(address.format(**rows))
            if response is None or response.status != 200:
                wrong.append(f"{address}: {response and response.status}")
            wrong += watched.wrong(page, address)
    assert not wrong, "\n".join(wrong)


def echoes(watched: Watched, rows: dict[str, Any], batch: list[str]) -> Iterator[tuple[str, str]]:
    """Each address with a page of all it answered to the vectors of a batch."""
    for method, address, name in ECHOES:
        answers = []
        for vector in batch:
            sent = vector.replace("\0", "")
            if method == "GET":
                query = urlencode({name: sent})
                response = watched.context.request.get(f"{address.format(**rows)}?{query}")
            else:
                response = watched.post(address.format(**rows), name, sent)
            assert response.status < 500, (address, vector)
            answers.append(response.text())
        yield address, "\n".join(answers)


@pytest.mark.full
def test_nothing_that_is_shown_again_runs(watched: Watched, scripted: Site, tmp_path: Path) -> None:
    """What was typed and refused, or looked for: in the answers themselves, put into one page."""
    batch = vectors(NUMBER)[: NUMBER // 5 if FULL else 5]
    rows = placed(scripted, tmp_path, batch[:10], len(batches()))
    watched.sign_in(sessions_of(scripted, len(batches()))["admin"])
    page, wrong = watched.context.new_page(), []
    page.goto("/offline/")
    page.route("**/static/**", lambda route: route.abort())  # fifty times the same scripts
    for at in range(0, len(batch), AT_ONCE):
        for address, answers in echoes(watched, rows, batch[at : at + AT_ONCE]):
            page.set_content(answers, wait_until="domcontentloaded")
            wrong += watched.wrong(page, address)
    assert not wrong, "\n".join(wrong)


@pytest.mark.full
def test_the_trap_would_tell(watched: Watched) -> None:
    """Where nothing is escaped most of them run, and the others leave their mark-up."""
    page, telling, shown = watched.context.new_page(), [], ""

    def unescaped(route: Route) -> None:
        body = f"<!doctype html><title>x</title><main>{shown}</main>"
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/unescaped/", unescaped)
    for shown in vectors(AT_ONCE):
        page.goto("/unescaped/", wait_until="domcontentloaded")
        if watched.wrong(page, "unescaped"):
            telling.append(shown)
    assert len(telling) > AT_ONCE / 2
