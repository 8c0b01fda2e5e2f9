"""Pages of the admin in the browser: the minute before a meeting, and axe on whole pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import every, first

WITH_ITS_INTERVAL = re.compile(r"틀린 \d+명 가운데 \d+명.*\d+~\d+%")
# Every kind of page that Django makes, each of one model and for whom it is.
PAGES = {
    "facilitator": [
        "/admin/courses/cohort/",
        "/admin/courses/cohort/{cohort}/change/",
        "/admin/courses/cohort/add/",
        "/admin/courses/cohort/{cohort}/history/",
    ],
    "author": [
        "/admin/",
        "/admin/courses/module/",
        "/admin/courses/module/add/",
        "/admin/courses/module/{module}/change/",
        "/admin/courses/module/{module}/delete/",
        "/admin/courses/glossaryterm/{term}/delete/",
        "/admin/quizzes/quiz/{quiz}/change/",
        "/admin/quizzes/question/add/",
    ],
    "admin": [
        "/admin/",
        "/admin/accounts/user/",
        "/admin/accounts/user/{user}/change/",
        "/admin/accounts/user/{user}/password/",
        "/admin/accounts/user/{user}/history/",
        "/admin/courses/cohort/{cohort}/change/",
        "/admin/accounts/accessrecord/",
        "/admin/auth/group/add/",
    ],
}
ROWS = """
    SELECT cohort.id, module.id, term.id, quiz.id, person.id
    FROM courses_cohort AS cohort, courses_module AS module, courses_glossaryterm AS term,
        quizzes_quiz AS quiz, accounts_user AS person
    WHERE cohort.slug = 'demo' AND module.slug = 'sizing' AND term.term = 'CUDA'
    AND quiz.module_id = module.id AND person.username = 'member1'
"""


@pytest.mark.full
def test_the_minute_before_a_meeting(facilitator: Page) -> None:
    """Without a click: who is behind, which questions, by which misconception, how sure."""
    page = facilitator
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/admin/")
    home = page.locator(".lms-home")
    expect(home).to_have_attribute("data-cohort", "spring")
    stalled = home.locator("[data-behind=stalled] li")
    assert stalled.count() == int(home.locator("[data-people=stalled] strong").inner_text()) > 0
    for member in stalled.all():
        expect(member.get_by_role("link")).to_be_visible()
        assert re.search(r"\d+일째 쉼", member.inner_text())
    questions = home.locator("[data-question]")
    slugs = questions.evaluate_all("found => found.map((item) => item.dataset.question)")
    assert len(slugs) == 3
    drawn = questions.locator("[data-finding=misconception]")
    assert drawn.count() >= 1
    expect(drawn.first).to_have_text(WITH_ITS_INTERVAL)

    stems = questions.get_by_role("link").all_inner_texts()
    home.get_by_role("link", name="모임 준비하기").click()
    page.wait_for_url("**/meeting/?module=*")
    topics = page.locator(".lms-topic h3").all_inner_texts()
    assert [topic[:12] for topic in topics] == [stem[:12] for stem in stems]


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]),
)
def test_whole_pages_that_django_makes_are_accessible(
    page_of: PageOf, study_group: int, site: Site, width: int, scheme: str
) -> None:
    names = ("cohort", "module", "term", "quiz", "user")
    numbers = dict(zip(names, site.sql(ROWS)[0], strict=True))
    for person, addresses in PAGES.items():
        page, _username = page_of(person)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for address in every(6, addresses):
            page.goto(address.format(**numbers))
            page.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
            assert_accessible(page, f"{address} for {person} ({scheme}, {width})")
