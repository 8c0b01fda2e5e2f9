"""Every form with something to type, under whatever refuses it: the words stay, or come back.

A row is a form, a column what happens as it is sent. Afterwards the person has been told, the words
are in the form of the same page again, and once sent they are stored once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from accounts.demo import PASSWORD
from tests.site import Site
from tests.tables import cells

WORDS = "세션이 끝난 뒤에 쓴 글"
DIAGNOSIS = "/courses/local-ai/self-diagnosis/sizing-levels/"


@dataclass(frozen=True)
class Form:
    """Where it is, who fills it in, one field of it, and what tells that its words are stored."""

    name: str
    person: str
    address: str
    field: str
    button: str
    stored: str
    row: str = ""

    def __str__(self) -> str:
        return self.name


FORMS = [
    Form(
        "account",
        "member",
        "/account/",
        "[name=name]",
        "main [name=save][value=profile]",
        "SELECT count(*) FROM accounts_user WHERE name = %s",
    ),
    Form(
        "module",
        "author",
        "/admin/courses/module/{row}/change/",
        "[name=lead]",
        "[name=_save]",
        "SELECT count(*) FROM courses_module WHERE lead = %s",
        "SELECT id FROM courses_module WHERE slug = 'serving'",
    ),
    Form(
        "section",
        "author",
        "/admin/courses/module/{row}/change/",
        "[name=lessons-0-title]",
        "[name=_continue]",
        "SELECT count(*) FROM courses_lesson WHERE title = %s",
        "SELECT id FROM courses_module WHERE slug = 'sizing'",
    ),
    Form(
        "question",
        "author",
        "/admin/quizzes/question/{row}/change/",
        "[name=options-1-explanation]",
        "[name=_save]",
        "SELECT count(*) FROM quizzes_option WHERE explanation = %s",
        "SELECT id FROM quizzes_question WHERE slug = 'weigh-a-model'",
    ),
    Form(
        "self-diagnosis",
        "author",
        "/admin/courses/selfdiagnosis/{row}/change/",
        "[name=levels-2-can_do]",
        "[name=_save]",
        "SELECT count(*) FROM courses_level WHERE can_do = %s",
        "SELECT id FROM courses_selfdiagnosis WHERE slug = 'sizing-levels'",
    ),
    Form(
        "term",
        "author",
        "/admin/courses/glossaryterm/{row}/change/",
        "[name=definition]",
        "[name=_save]",
        "SELECT count(*) FROM courses_glossaryterm WHERE definition = %s",
        "SELECT min(id) FROM courses_glossaryterm",
    ),
    Form(
        "cohort",
        "facilitator",
        "/admin/courses/cohort/{row}/change/",
        "[name=name]",
        "[name=_save]",
        "SELECT count(*) FROM courses_cohort WHERE name = %s",
        "SELECT id FROM courses_cohort WHERE slug = 'demo'",
    ),
    Form(
        "diagnosis",
        "member",
        DIAGNOSIS,
        "[name=evidence-3]",
        "main .lms-actions .btn-outline-primary",
        "SELECT count(*) FROM progress_diagnosisdraft WHERE contents->>'evidence-3' = %s",
    ),
]


def end_session(page: Page, _username: str) -> None:
    page.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(page: Page, username: str) -> None:
    """In another tab, which gives the whole browser another token."""
    end_session(page, username)
    other = page.context.new_page()
    other.goto("/login/")
    other.fill("[name=username]", username)
    other.fill("[name=password]", PASSWORD)
    other.click("main [type=submit]")
    other.wait_for_url("**/")
    other.close()


def sign_out_elsewhere(page: Page, _username: str) -> None:
    other = page.context.new_page()
    other.goto("/")
    other.on("dialog", lambda dialog: dialog.accept())
    # The other tab has heard of no words: it is another window of the browser's, as it were.
    other.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    other.get_by_role("button", name="로그아웃").click()
    other.wait_for_url("**/login/**")
    other.close()


def answers(status: int) -> Callable[[Page, str], None]:
    def refuse(page: Page, _username: str) -> None:
        def answer(route: Route) -> None:
            if route.request.method == "POST":
                route.fulfill(status=status, body="Bad gateway")
            else:
                route.continue_()

        page.route("**", answer)

    return refuse


def never_answers(page: Page, _username: str) -> None:
    page.route(
        "**",
        lambda route: (
            route.abort("timedout") if route.request.method == "POST" else route.continue_()
        ),
    )


def is_offline(page: Page, _username: str) -> None:
    page.context.set_offline(True)


REFUSALS = {
    "session ended": end_session,
    "signed out in another tab": sign_out_elsewhere,
    "signed in in another tab": sign_in_elsewhere,
    "403": answers(403),
    "500": answers(500),
    "502 of a proxy": answers(502),
    "no answer": never_answers,
    "no network": is_offline,
}


@pytest.fixture(scope="session")
def sessions(site: Site) -> dict[str, str]:
    return site.sessions("author", "facilitator")


@pytest.fixture
def page_of(
    browser: Browser,
    browser_context_args: dict[str, Any],
    site: Site,
    sessions: dict[str, str],
    new_members: Iterator[tuple[str, str]],
) -> Iterator[Callable[[str], tuple[Page, str]]]:
    """A page on which this person is signed in, and their username."""
    context = browser.new_context(**browser_context_args)

    def signed_in(person: str) -> tuple[Page, str]:
        username, session = (
            next(new_members) if person == "member" else (person, site.sessions(person)[person])
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
        return context.new_page(), username

    yield signed_in
    context.close()


def sign_in_over_the_page(page: Page) -> None:
    dialog = page.locator(".lms-sign-in")
    if not dialog.is_visible():
        page.locator("[data-sign-in-here]").click()
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[type=submit]").click()


def mend(page: Page, username: str) -> None:
    """End what refuses, and be signed in again."""
    page.unroute_all()
    page.context.set_offline(False)
    if page.request.get("/session/").json()["person"] is None:
        sign_in_elsewhere(page, username)


@pytest.mark.parametrize(("form", "refusal"), cells(FORMS, list(REFUSALS)), ids=str)
def test_words_that_were_refused_are_there_again_and_stored_once(
    page_of: Callable[[str], tuple[Page, str]], site: Site, form: Form, refusal: str
) -> None:
    page, username = page_of(form.person)
    words = f"{WORDS} {form.name} {refusal}"
    row = site.sql(form.row)[0][0] if form.row else ""
    address = form.address.format(row=row)
    page.goto(address)
    page.wait_for_load_state()
    REFUSALS[refusal](page, username)

    page.locator(form.field).fill(words)
    page.locator(form.button).first.click()

    note = page.locator(".lms-unsaved").first
    elsewhere = page.get_by_text("Bad gateway").or_(page.get_by_text("chrome-error"))
    went_through = page.locator(".lms-note-success, .messagelist .success")
    left = note.or_(elsewhere).or_(went_through)
    if refusal == "no answer":
        page.wait_for_timeout(500)
    else:
        expect(left.first).to_be_visible()
    if refusal == "signed in in another tab":
        # The token is renewed before the form is sent: nothing is refused any more.
        expect(went_through.first).to_be_visible()
    else:
        mend(page, username)
        page.goto(address)
        expect(page.locator(form.field)).to_have_value(words)
        page.locator(form.button).first.click()
        expect(went_through.first).to_be_visible()
    assert site.sql(form.stored.replace("%s", f"'{words}'")) == [(1,)]
    page.goto(address)
    expect(page.locator("[data-restored]")).to_have_count(0)
    assert "words:" not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form.name != "account"][:1] + FORMS[-1:]
)
def test_signed_out_one_signs_in_over_the_page_and_goes_on(
    page_of: Callable[[str], tuple[Page, str]], site: Site, form: Form
) -> None:
    page, username = page_of(form.person)
    words = f"{WORDS} {form.name} over the page"
    row = site.sql(form.row)[0][0] if form.row else ""
    page.goto(form.address.format(row=row))
    end_session(page, username)

    page.locator(form.field).fill(words)
    page.locator(form.button).first.click()
    dialog = page.locator(".lms-sign-in")
    dialog.locator("[name=password]").fill("falsch")
    dialog.locator("[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_contain_text("비밀번호가")
    expect(page.locator(form.field)).to_have_value(words)
    sign_in_over_the_page(page)

    expect(page.locator(".lms-note-success, .messagelist .success").first).to_be_visible()
    assert site.sql(form.stored.replace("%s", f"'{words}'")) == [(1,)]


def test_sections_that_were_added_and_refused_are_there_again(
    page_of: Callable[[str], tuple[Page, str]], site: Site
) -> None:
    page, username = page_of("author")
    course = site.sql("SELECT id FROM courses_course WHERE slug = 'local-ai'")[0][0]
    address = f"/admin/courses/module/add/?course={course}"
    page.goto(address)
    for name, text in (("slug", "new"), ("position", "91"), ("label", "91"), ("title", "새 모듈")):
        page.fill(f"[name={name}]", text)
    first = int(page.locator("[name=lessons-TOTAL_FORMS]").input_value())
    for number, slug in enumerate(("added-one", "added-two"), first):
        page.locator("#lessons-group .add-row a").click()
        page.fill(f"[name=lessons-{number}-position]", str(number + 1))
        page.fill(f"[name=lessons-{number}-slug]", slug)
        page.fill(f"[name=lessons-{number}-title]", f"더한 절 {slug}")
        page.fill(f"[name=lessons-{number}-body]", f"{slug}의 본문입니다.")
    answers(502)(page, username)
    page.click("[name=_save]")
    expect(page.get_by_text("Bad gateway")).to_be_visible()
    mend(page, username)

    page.goto(address)

    expect(page.locator("[data-restored]")).to_be_visible()
    expect(page.locator(f"[name=lessons-{first + 1}-title]")).to_have_value("더한 절 added-two")
    with page.expect_navigation():
        page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    stored = site.sql("SELECT title FROM courses_lesson WHERE slug LIKE 'added-%' ORDER BY slug")
    assert stored == [("더한 절 added-one",), ("더한 절 added-two",)]


def test_what_was_restored_can_be_discarded(page_of: Callable[[str], tuple[Page, str]]) -> None:
    page, username = page_of("member")
    page.goto("/account/")
    answers(500)(page, username)
    page.fill("[name=name]", "버릴 글")
    page.locator("main [name=save][value=profile]").click()
    expect(page.get_by_text("Bad gateway")).to_be_visible()
    mend(page, username)
    page.goto("/account/")
    expect(page.locator("[name=name]")).to_have_value("버릴 글")

    page.get_by_role("button", name="되살린 글 버리기").click()

    expect(page.locator("[data-restored]")).to_have_count(0)
    expect(page.locator("[name=name]")).to_have_value("한가람")


def test_closing_a_page_with_unsaved_words_asks_first(
    page_of: Callable[[str], tuple[Page, str]],
) -> None:
    page, _username = page_of("member")
    page.goto("/account/")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)

    page.locator("[name=name]").press_sequentially("!")
    page.close(run_before_unload=True)

    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.locator("[name=name]").press("Backspace")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_a_draft_is_sent_as_its_page_closes(
    page_of: Callable[[str], tuple[Page, str]], site: Site
) -> None:
    page, username = page_of("member")
    page.goto(DIAGNOSIS)
    page.wait_for_load_state()

    page.locator("[name=evidence-1]").press_sequentially("닫으며 쓴 글")
    page.goto("about:blank")

    draft = f"""
        SELECT contents->>'evidence-1' FROM progress_diagnosisdraft d
        JOIN accounts_user u ON u.id = d.learner_id WHERE username = '{username}'"""
    for _try in range(100):
        if site.sql(draft):
            break
        page.wait_for_timeout(50)
    assert site.sql(draft) == [("닫으며 쓴 글",)]


def test_a_page_that_was_made_before_the_last_save_shows_what_was_saved(
    page_of: Callable[[str], tuple[Page, str]],
) -> None:
    page, _username = page_of("member")
    page.goto(DIAGNOSIS)
    page.wait_for_load_state()

    def answer_late(route: Route) -> None:
        if route.request.is_navigation_request():
            made_before = route.fetch()
            expect(page.locator("#draft-status")).to_contain_text("저장했습니다")
            route.fulfill(response=made_before)
        else:
            route.continue_()

    page.route("**/self-diagnosis/**", answer_late)
    page.locator("[name=evidence-2]").press_sequentially("떠나며 저장된 글")
    page.goto(DIAGNOSIS)

    expect(page.locator("[name=evidence-2]")).to_have_value("떠나며 저장된 글")


def test_signing_out_asks_while_words_are_unsent_and_then_forgets_them_in_all_tabs(
    page_of: Callable[[str], tuple[Page, str]],
) -> None:
    page, _username = page_of("member")
    page.goto("/account/")
    page.locator("[name=name]").press_sequentially("!")
    other = page.context.new_page()
    other.goto("/")
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    other.on("dialog", refuse)
    other.get_by_role("button", name="로그아웃").click()
    other.wait_for_timeout(500)
    assert "아직 저장되지 않은 글" in said[0]
    assert other.request.get("/session/").json()["person"] is not None
    assert "words:" in page.evaluate("JSON.stringify(sessionStorage)")

    other.remove_listener("dialog", refuse)
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="로그아웃").click()
    other.wait_for_url("**/login/**")

    page.wait_for_url("**/login/**")
    assert "words:" not in page.evaluate("JSON.stringify(sessionStorage)")
