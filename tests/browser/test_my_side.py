"""Home, my progress, the record of completion and the account, as their person sees them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.test_print import bare, printed, words_on
from tests.site import Site
from tests.tables import first

SignIn = Callable[[Page], str]
RECORD = "/progress/local-ai/record/"
DO = """
from accounts.models import User
from courses.models import Module
from tests.factories import choose, wrong
from tests.histories import finish, read
person = User.objects.get(username={username!r})
modules = Module.objects.filter(course__slug="local-ai").order_by("position")
choose(person, wrong(modules[0].quiz.questions.live()[0]))
for module in modules[:{modules}]:
    read(module, person)
    finish(module, person)
"""
FILL = """state => {
    const cell = document.querySelector(`.lms-picture-row .lms-strip-${state}`);
    return getComputedStyle(cell).fill;
}"""
# Parts of a row that lie over one another.
CROWDED = """() => [...document.querySelectorAll(".lms-picture-row, .lms-table tr")]
    .filter(row => {
        const boxes = [...row.children].map(part => part.getBoundingClientRect())
            .filter(box => box.width && box.height);
        return boxes.some((a, at) => boxes.slice(at + 1).some(b =>
            a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1));
    })
    .map(row => row.textContent.trim().slice(0, 40))"""


def have_done(site: Site, username: str, modules: int) -> None:
    site.shell(DO.format(username=username, modules=modules))


@pytest.fixture
def member(page: Page, sign_in: SignIn, site: Site) -> Page:
    """Somebody who has completed everything."""
    have_done(site, sign_in(page), modules=7)
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "forced"),
    first(
        0,
        [
            (360, "dark", "none"),
            (1280, "light", "none"),
            (360, "light", "active"),
            (1280, "dark", "active"),
        ],
    ),
)
def test_the_pages_of_one_who_has_begun_and_of_one_who_is_done(
    page: Page, sign_in: SignIn, site: Site, width: int, scheme: Any, forced: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, forced_colors=forced)
    username = sign_in(page)
    for modules in (2, 7):
        have_done(site, username, modules)
        for address in ("/", "/progress/", RECORD, "/account/", "/courses/local-ai/"):
            page.goto(address)
            assert_accessible(page, f"{address} after {modules} modules")
        page.goto("/progress/")
        assert page.evaluate(CROWDED) == []
        nothing = page.locator(".lms-table-rows td", has_text="–")
        for cell in nothing.all():
            assert cell.is_visible() == (width > 360)
        if modules == 2:
            fills = [page.evaluate(FILL, state) for state in ("done", "open", "missed")]
            assert fills[0] not in fills[1:]


@pytest.mark.full
def test_the_record_is_printed_by_its_button_on_one_sheet(member: Page) -> None:
    member.goto(RECORD)
    number = member.locator(".lms-record-number").inner_text()
    member.evaluate("window.print = () => { document.title = 'printed'; }")
    member.get_by_role("button", name="인쇄하기").click()
    expect(member).to_have_title("printed")
    expect(member.get_by_text("Ctrl+P")).to_be_hidden()

    paper = printed(member)

    assert len(paper.pages) == 1
    text = bare(words_on(paper))
    for words in (number, "이수 기간", "모듈 7 · AI 반도체 생태계", "절 44개를 모두 읽었습니다"):
        assert bare(words) in text
    assert bare("인쇄하기") not in text
    assert bare("내 진도로") not in text


@pytest.mark.full
def test_without_a_script_it_is_said_how_to_print(
    member: Page, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.add_cookies(member.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(RECORD)
    expect(page.get_by_text("Ctrl+P")).to_be_visible()
    expect(page.get_by_text("인쇄하기")).to_be_hidden()
    context.close()


@pytest.mark.full
def test_my_progress_prints_its_picture(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/progress/")
    text = bare(words_on(printed(page)))
    for words in ("읽음 0 / 7", "답함 0 / 5", "남은 시간 약"):
        assert bare(words) in text


def test_the_account_page_opens_at_its_top(page: Page, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page)
    page.goto("/account/")
    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]


def test_all_of_ones_data_comes_as_a_file(page: Page, sign_in: SignIn) -> None:
    username = sign_in(page)
    page.goto("/account/")
    for name, ending in (("표로 받기(엑셀)", "xlsx"), ("프로그램용으로 받기(JSON)", "json")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        name_of_file = download.value.suggested_filename
        assert name_of_file.startswith(f"dure-{username}-")
        assert name_of_file.endswith(f".{ending}")
