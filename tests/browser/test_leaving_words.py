"""Leaving a page, or being signed out of it, with words that are not saved."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.browser.conftest import PageOf
from tests.browser.forms import (
    DIAGNOSIS,
    FORMS,
    WORDS,
    Form,
    end_session,
    sign_in_over_the_page,
)
from tests.site import Site
from tests.tables import first


@pytest.mark.parametrize(
    "form", first(1, [form for form in FORMS if form.name in {"module", "diagnosis"}]), ids=str
)
def test_signed_out_one_signs_in_over_the_page_and_goes_on(
    page_of: PageOf, site: Site, form: Form
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


def test_closing_a_page_with_unsaved_words_asks_first(
    page_of: PageOf,
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


def test_a_draft_is_sent_as_its_page_closes(page_of: PageOf, site: Site) -> None:
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


@pytest.mark.full
def test_a_page_that_was_made_before_the_last_save_shows_what_was_saved(
    page_of: PageOf, site: Site
) -> None:
    page, _username = page_of("member")
    page.goto(DIAGNOSIS)
    page.wait_for_load_state()
    saved = "SELECT count(*) FROM progress_diagnosisdraft WHERE contents::text LIKE '%떠나며%'"

    def answer_late(route: Route) -> None:
        made_before = route.fetch()
        while site.sql(saved) != [(1,)]:
            time.sleep(0.05)
        route.fulfill(response=made_before)

    page.route(f"**{DIAGNOSIS}", answer_late)
    page.locator("[name=evidence-2]").press_sequentially("떠나며 저장된 글")
    page.goto(DIAGNOSIS)

    expect(page.locator("[name=evidence-2]")).to_have_value("떠나며 저장된 글")


def test_signing_out_asks_while_words_are_unsent_and_then_forgets_them_in_all_tabs(
    page_of: PageOf,
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


@pytest.mark.full
def test_who_signs_in_over_the_page_as_somebody_else_does_not_send_the_words(
    page_of: PageOf, new_members: Iterator[tuple[str, str]], site: Site
) -> None:
    page, username = page_of("member")
    somebody_else, _session = next(new_members)
    page.goto(DIAGNOSIS)
    (token,) = [one["value"] for one in page.context.cookies() if one["name"] == "csrftoken"]
    end_session(page, username)
    page.fill("[name=evidence-2]", "한 사람의 글")
    page.locator("main .lms-actions .btn-outline-primary").click()

    page.fill(".lms-sign-in [name=username]", somebody_else)
    sign_in_over_the_page(page)

    expect(page.locator(".lms-unsaved").first).to_contain_text("다른 분이 로그인")
    expect(page.locator("[name=evidence-2]")).to_have_value("한 사람의 글")
    drafts = "SELECT count(*) FROM progress_diagnosisdraft WHERE contents::text LIKE '%한 사람%'"
    assert site.sql(drafts) == [(0,)]

    # An answer that was on its way meanwhile has brought the token of before back.
    page.context.add_cookies([{"name": "csrftoken", "value": token, "url": page.url}])
    with page.expect_response("**/draft/") as answered:
        page.locator("[name=evidence-2]").press_sequentially("!")
    assert answered.value.status == 403
    expect(page.locator(".lms-unsaved").first).to_contain_text("다른 분이 로그인")
    assert site.sql(drafts) == [(0,)]
