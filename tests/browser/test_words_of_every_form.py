"""Every form with something to type, under whatever refuses it: the words stay, or come back.

A row is a form, a column what happens as it is sent. Afterwards the person has been told, the words
are in the form of the same page again, and once sent they are stored once.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageOf
from tests.browser.forms import FORMS, REFUSALS, WORDS, Form, answers, mend
from tests.site import Site
from tests.tables import cells


@pytest.mark.full
@pytest.mark.parametrize(("form", "refusal"), cells(FORMS, list(REFUSALS), 1), ids=str)
def test_words_that_were_refused_are_there_again_and_stored_once(
    page_of: PageOf, site: Site, form: Form, refusal: str
) -> None:
    page, username = page_of(form.person)
    words = f"{form.name} {refusal} {WORDS}"[:40].strip()  # a code of a cohort has no more
    row = site.sql(form.row)[0][0] if form.row else ""
    address = form.address.format(row=row)
    page.goto(address)
    page.wait_for_load_state()
    if form.unfold:
        page.click(form.unfold)
    REFUSALS[refusal](page, username)

    page.locator(form.field).fill(words)
    page.locator(form.button).first.click()

    note = page.locator(".lms-unsaved").first
    elsewhere = page.get_by_text("Bad gateway").or_(page.get_by_text("chrome-error"))
    went_through = page.locator(
        ".lms-note-success, .messagelist .success, .lms-own-note [role=status]:not(:empty)"
    )
    if not form.stored:  # what one word of it is not enough for is shown again, and the word in it
        went_through = page.locator(
            ".errornote:not([data-demo-password]), .errorlist, .lms-note-error, .lms-errors,"
            " [data-pasted]"
        )
    left = note.or_(elsewhere).or_(went_through)
    if refusal == "no answer":
        page.wait_for_timeout(500)
    else:
        expect(left.first).to_be_visible()
    if refusal == "signed in in another tab":
        # The token is renewed before the form is sent: nothing is refused any more.
        expect(went_through.first).to_be_visible()
        if not form.stored:
            return
    else:
        mend(page, username)
        page.goto(address)
        expect(page.locator(form.field)).to_have_value(words)
        if not form.stored:
            page.locator("[data-discard]").click()
            expect(page.locator(form.field)).not_to_have_value(words)
        else:
            page.locator(form.button).first.click()
            expect(went_through.first).to_be_visible()
    if form.stored:
        assert site.sql(form.stored.replace("%s", f"'{words}'")) == [(1,)]
    page.goto(address)
    expect(page.locator("[data-restored]")).to_have_count(0)
    assert "words:" not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.full
def test_sections_that_were_added_and_refused_are_there_again(page_of: PageOf, site: Site) -> None:
    page, username = page_of("author")
    course = site.sql("SELECT id FROM courses_course WHERE slug = 'local-ai'")[0][0]
    address = f"/admin/courses/module/add/?course={course}"
    page.goto(address)
    page.fill("[name=title]", "새 모듈")
    first = int(page.locator("[name=lessons-TOTAL_FORMS]").input_value())
    for number, slug in enumerate(("added-one", "added-two"), first):
        page.locator("#lessons-group .add-row a").click()
        page.locator(f"#lessons-{number} summary").click()
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


@pytest.mark.full
def test_what_was_restored_can_be_discarded(page_of: PageOf) -> None:
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
