"""A section is read when its start and its end were seen: a jump past it reads nothing."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MODULE
from tests.site import Site
from tests.tables import first

SignIn = Callable[[Page], str]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
# Runs in the frame in which the page has been scrolled and painted.
PAINTED = """() => new Promise(done =>
    new IntersectionObserver((found, observer) => { observer.disconnect(); done(); })
        .observe(document.body))"""
SHORT = """() => document.querySelectorAll("[data-lesson] > .lms-prose").forEach(prose => {
    prose.textContent = "한 줄.";
})"""
# Who reads on which page.
READERS: WeakKeyDictionary[Page, str] = WeakKeyDictionary()
STAYED = 5_000  # ms, longer than any stay that counts


@pytest.fixture(params=first(1, [PHONE, DESK]), ids=["phone", "desk"])
def reader(request: pytest.FixtureRequest, page: Page, sign_in: SignIn) -> Page:
    """A new member on a page whose clock the test turns."""
    page.set_viewport_size(request.param)
    READERS[page] = sign_in(page)
    page.clock.install()
    page.goto(MODULE)
    return page


def stay(page: Page) -> None:
    """Let time pass at this place of the page."""
    page.evaluate(PAINTED)
    page.clock.run_for(STAYED)
    # htmx marks the form whose request is under way.
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def follow(page: Page, anchor: str) -> None:
    """Go to a place by the contents, and look at it for a moment."""
    contents = page.locator(".lms-topbar-contents")
    if contents.is_visible():
        contents.click()
    page.locator(f".lms-toc a[href='#{anchor}']:visible").click()
    page.evaluate(PAINTED)
    page.clock.run_for(300)


def turn_the_wheel(page: Page, screens: float) -> None:
    """By so much of a screen, and wait until the page has moved."""
    page.mouse.move(100, 300)
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, page.evaluate("innerHeight") * screens)
    page.wait_for_function("before => scrollY !== before", arg=before)
    page.evaluate(PAINTED)
    page.clock.run_for(300)


def scroll_to_the_end_of(page: Page, slug: str) -> None:
    """As one reads: most of a screen at a time, and what is there at first too."""
    page.evaluate(PAINTED)
    page.clock.run_for(300)
    for _screen in range(60):
        if page.locator(f"#{slug} .lms-read").evaluate(
            "end => end.getBoundingClientRect().top < innerHeight * 0.85"
        ):
            return
        turn_the_wheel(page, 0.8)
    raise AssertionError("The end is not reached.")


def assert_begins_below_the_bar(page: Page, anchor: str) -> None:
    bar, top = page.evaluate(
        """anchor => [document.querySelector(".lms-topbar").getBoundingClientRect().bottom,
            document.getElementById(anchor).getBoundingClientRect().top]""",
        anchor,
    )
    assert 0 <= top - bar < 4


def slugs(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-lesson]").evaluate_all("all => all.map(one => one.id)")
    return found


def read(page: Page, site: Site) -> list[str]:
    """The sections that the member of this page has read, as the database holds them."""
    pages = page.locator("[data-lesson]").evaluate_all("all => all.map(one => one.dataset.lesson)")
    rows = site.sql(
        "SELECT slug FROM progress_lessonread JOIN courses_lesson lesson ON lesson.id = lesson_id"
        f" WHERE lesson_id IN ({', '.join(pages)}) AND learner_id ="
        f" (SELECT id FROM accounts_user WHERE username = '{READERS[page]}') ORDER BY position"
    )
    return [slug for (slug,) in rows]


def test_going_to_the_quiz_reads_no_section(reader: Page, site: Site) -> None:
    follow(reader, "quiz")
    stay(reader)
    assert read(reader, site) == []
    assert_begins_below_the_bar(reader, "quiz")


@pytest.mark.parametrize("at", [1, 3])
def test_going_to_a_section_does_not_read_the_one_before(reader: Page, site: Site, at: int) -> None:
    section = slugs(reader)[at]
    follow(reader, section)
    stay(reader)
    # One that fits the window is seen whole where one went to.
    assert read(reader, site) in ([], [section])
    assert_begins_below_the_bar(reader, section)


@pytest.mark.full
def test_an_address_with_a_section_reads_nothing_before_it(reader: Page, site: Site) -> None:
    section = slugs(reader)[3]
    reader.goto("/")
    reader.goto(f"{MODULE}#{section}")
    stay(reader)
    assert read(reader, site) == []


@pytest.mark.full
def test_a_flight_to_a_section_reads_nothing_on_its_way(reader: Page, site: Site) -> None:
    reader.emulate_media(reduced_motion="no-preference")
    section = slugs(reader)[4]
    follow(reader, section)
    reader.wait_for_function(
        "id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 60", arg=section
    )
    stay(reader)
    assert read(reader, site) == []


def test_a_section_scrolled_through_is_read(reader: Page, site: Site) -> None:
    first, *_others = slugs(reader)
    scroll_to_the_end_of(reader, first)
    stay(reader)
    expect(reader.locator(f"#{first} .lms-read-done")).to_have_count(1)
    expect(
        reader.locator(f".lms-toc-wide a[href='#{first}'] [data-read-mark]")
    ).not_to_have_attribute("hidden", "")
    assert read(reader, site)[:1] == [first]
    reader.reload()
    expect(reader.locator(f"#{first} .lms-read-done")).to_have_count(1)
    expect(reader.locator(".lms-resume-here")).to_contain_text("02")


@pytest.mark.full
def test_a_section_gone_to_and_scrolled_through_is_read_alone(reader: Page, site: Site) -> None:
    section = slugs(reader)[3]
    follow(reader, section)
    scroll_to_the_end_of(reader, section)
    stay(reader)
    expect(reader.locator(f"#{section} .lms-read-done")).to_have_count(1)
    assert read(reader, site) == [section]


def show(page: Page, edge: str) -> None:
    page.locator(edge).evaluate("edge => edge.scrollIntoView({block: 'center'})")
    stay(page)


@pytest.mark.full
def test_an_end_alone_is_not_read_but_with_its_start_seen_later(reader: Page, site: Site) -> None:
    section = slugs(reader)[2]
    show(reader, f"#{section} .lms-read")
    assert section not in read(reader, site)
    show(reader, f"#{section} h2")
    assert section in read(reader, site)


@pytest.mark.full
def test_a_short_section_is_read_where_it_is_seen_whole_and_none_before_it(
    reader: Page, site: Site
) -> None:
    reader.evaluate(SHORT)
    section = slugs(reader)[3]
    follow(reader, section)
    stay(reader)
    found = read(reader, site)
    assert section in found
    assert not set(slugs(reader)[:3]) & set(found)


@pytest.mark.full
def test_short_sections_in_the_window_before_the_place_one_went_to_are_not_read(
    reader: Page, site: Site
) -> None:
    """The page ends there, so that what stands before stays in the window."""
    reader.evaluate(SHORT)
    reader.evaluate("document.querySelectorAll('#quiz, .lms-pager').forEach(one => one.remove())")
    *before, last = slugs(reader)
    follow(reader, last)
    stay(reader)
    assert read(reader, site) == [last]
    turn_the_wheel(reader, -0.4)
    stay(reader)
    assert before[-1] in read(reader, site)


@pytest.mark.full
def test_the_page_is_moved_while_the_mark_takes_the_place_of_the_button(reader: Page) -> None:
    """What was swapped is still in the window for a moment; no error then (see the fixtures)."""
    follow(reader, slugs(reader)[0])
    reader.evaluate(
        """document.addEventListener("htmx:afterSwap", () => dispatchEvent(new Event("wheel")))"""
    )
    reader.locator("[data-lesson] .lms-read button").first.click()
    expect(reader.locator(".lms-read-done").first).to_be_focused()
    reader.clock.run_for(STAYED)


@pytest.mark.full
def test_a_reload_in_the_midst_keeps_what_was_seen(reader: Page, site: Site) -> None:
    first = slugs(reader)[0]
    show(reader, f"#{first} h2")
    turn_the_wheel(reader, 0.6)
    assert reader.locator(f"#{first} .lms-read").evaluate("e => e.getBoundingClientRect().top") > 0
    reader.reload()
    scroll_to_the_end_of(reader, first)
    stay(reader)
    expect(reader.locator(f"#{first} .lms-read-done")).to_have_count(1)


@pytest.mark.full
def test_a_reload_at_an_end_gone_to_does_not_read_it(reader: Page, site: Site) -> None:
    section = slugs(reader)[2]
    show(reader, f"#{section} .lms-read")
    reader.reload()
    stay(reader)
    assert section not in read(reader, site)


@pytest.mark.full
def test_what_is_flung_through_is_not_read(reader: Page, site: Site) -> None:
    for _screen in range(30):
        reader.mouse.wheel(0, 700)
        reader.evaluate(PAINTED)
        reader.clock.run_for(60)
    stay(reader)
    assert len(read(reader, site)) <= 1


@pytest.mark.full
def test_back_and_forward_read_nothing_that_was_gone_past(reader: Page, site: Site) -> None:
    follow(reader, slugs(reader)[3])
    reader.evaluate(PAINTED)
    follow(reader, "quiz")
    reader.evaluate(PAINTED)
    reader.go_back()
    stay(reader)
    reader.go_forward()
    stay(reader)
    reader.goto("/")
    reader.go_back()
    stay(reader)
    assert read(reader, site) == []


@pytest.mark.full
def test_without_javascript_only_the_button_reads(
    browser: Browser, browser_context_args: dict[str, object], sign_in: SignIn
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page)
    page.goto(f"{MODULE}#quiz")
    page.get_by_role("button", name="이 절을 읽었습니다").first.click()
    expect(page.locator(".lms-read-done")).to_have_count(1)
    assert page.locator(".lms-read").count() > 1
    context.close()
