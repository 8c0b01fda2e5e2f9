"""Notes at sections and ticks in checklists, as their writer uses them."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.axe import assert_accessible
from tests.browser.forms import end_session, sign_in_elsewhere
from tests.browser.test_print import bare, printed, words_on
from tests.tables import first

SignIn = Callable[[Page], str]
MODULE = "/courses/local-ai/serving/"
BOXES = 14  # of all its checklists
WORDS = "Zzyzx 우리 서버에서 다시 재 볼 것"


def note_of(page: Page, number: int) -> Locator:
    return page.locator(".lms-own-note").nth(number)


def write(page: Page, number: int, words: str) -> Locator:
    """Open the note at a section, type, and wait until it is saved."""
    note = note_of(page, number)
    if note.get_attribute("open") is None:
        note.locator("summary").click()
    note.locator("textarea").fill(words)
    expect(note.locator("[data-saved]")).to_contain_text("저장했습니다")
    return note


def boxes(page: Page) -> Locator:
    return page.locator(".lms-checklist input[type=checkbox]")


def tick(page: Page, box: Locator) -> None:
    """As a thumb does, on its words, until it is stored."""
    with page.expect_response("**/ticks/"):
        box.locator("xpath=..").click()


@pytest.mark.full
def test_a_note_is_saved_while_one_types_and_is_there_again(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    assert page.locator(".lms-own-note[open]").count() == 0

    note = write(page, 1, WORDS)
    write(page, 2, "다른 절의 메모")
    note.locator("textarea").press_sequentially("!")
    page.goto("/progress/notes/")  # before its second has passed

    expect(page.locator(".lms-notes li")).to_have_count(2)
    page.locator(".lms-notes h3 a").first.click()
    expect(note_of(page, 1).locator("textarea")).to_have_value(f"{WORDS}!")
    expect(note_of(page, 1)).to_be_in_viewport()
    expect(page.locator(".lms-unsaved")).to_have_count(0)
    page.goto("/progress/notes/")
    expect(page.locator(".lms-as-typed").first).to_have_text(f"{WORDS}!")


@pytest.mark.full
def test_a_note_can_be_written_with_the_keyboard_alone(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    note = note_of(page, 0)
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(note.locator("[data-saved]")).to_contain_text("저장했습니다")
    expect(note.get_by_role("textbox", name="01절 메모")).to_have_value(WORDS)


@pytest.mark.full
def test_how_much_room_is_left_is_told_before_it_is_full(
    browser_page: Page, sign_in: SignIn
) -> None:
    page = browser_page
    sign_in(page)
    page.goto(MODULE)
    note = note_of(page, 0)
    note.locator("summary").click()
    note.locator("textarea").fill("가" * 1790)
    expect(note.locator("[data-left]")).to_be_hidden()
    note.locator("textarea").fill("가" * 1990)
    expect(note.locator("[data-left]")).to_have_text("남은 글자 수: 10")
    note.locator("textarea").fill("가" * 2010)
    expect(note.locator("[data-left]")).to_have_text("남은 글자 수: -10")
    expect(note.locator(".lms-unsaved")).to_contain_text("2,010자")
    note.locator("textarea").fill("가" * 2000)
    expect(note.locator("[data-saved]")).to_contain_text("저장했습니다")
    expect(note.locator(".lms-unsaved")).to_have_count(0)


@pytest.mark.full
def test_after_the_session_ended_words_and_ticks_wait_beside_what_was_typed(
    browser_page: Page, sign_in: SignIn
) -> None:
    page = browser_page
    learner = sign_in(page)
    page.goto(MODULE)
    note_of(page, 3).locator("summary").click()
    end_session(page, learner)

    note_of(page, 3).locator("textarea").fill(WORDS)
    expect(note_of(page, 3).locator(".lms-unsaved")).to_contain_text("로그인이 끝나")
    boxes(page).nth(2).check()
    expect(page.locator(".lms-checklist > ul + .lms-unsaved")).to_contain_text("로그인이 끝나")
    sign_in_elsewhere(page, learner)
    page.evaluate("window.dispatchEvent(new Event('online'))")  # as on coming back to the tab

    expect(page.locator(".lms-unsaved")).to_have_count(0)
    page.goto(MODULE)
    expect(note_of(page, 3).locator("textarea")).to_have_value(WORDS)
    assert boxes(page).nth(2).is_checked()
    assert "words:" not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.full
def test_two_pages_of_one_note_ask_which_stays(browser_page: Page, sign_in: SignIn) -> None:
    older = browser_page
    sign_in(older)
    older.goto(MODULE)
    newer = older.context.new_page()
    newer.goto(MODULE)
    write(newer, 1, "새 글")
    write(newer, 2, "둘째 새 글")

    for number, words in ((2, "둘째 옛 글"), (1, "옛 글")):
        note = note_of(older, number)
        note.locator("summary").click()
        note.locator("textarea").fill(words)
        expect(note.locator(".lms-unsaved")).to_contain_text("다른 화면에서 더 새로 쓰신 글")
    note_of(older, 2).get_by_role("button", name="여기에 쓴 글로 저장").click()
    expect(note_of(older, 2).locator("[data-saved]")).to_contain_text("저장했습니다")

    newer.goto("/progress/notes/")
    assert newer.locator(".lms-as-typed").all_text_contents() == ["새 글", "둘째 옛 글"]


def test_ticks_are_kept_and_each_box_is_big_enough(page: Page, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    page.goto(MODULE)
    for number in (0, 3, 4):
        tick(page, boxes(page).nth(number))
    tick(page, boxes(page).nth(3))

    page.reload()

    assert [box.is_checked() for box in boxes(page).all()] == [
        number in {0, 4} for number in range(BOXES)
    ]
    for box in boxes(page).all():
        size = box.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 24


@pytest.mark.full
@pytest.mark.parametrize("scheme", first(1, ["light", "dark"]))
def test_forced_colours_show_what_is_ticked(page: Page, sign_in: SignIn, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
    sign_in(page)
    page.goto(MODULE)
    tick(page, boxes(page).first)
    page.locator("h1").focus()
    page.mouse.move(0, 0)
    assert boxes(page).nth(0).screenshot() != boxes(page).nth(1).screenshot()


def letters_on(reader: PdfReader) -> Counter[str]:
    """How often each is there, but for figures: sheets are numbered, and end elsewhere."""
    return Counter(re.sub(r"[\d/]", "", bare(words_on(reader))))


def empty_boxes_on(reader: PdfReader) -> int:
    """Drawn with the grey edge that only those have that are not ticked."""
    contents: list[Any] = [sheet["/Contents"].get_object() for sheet in reader.pages]
    return sum(each.get_data().count(b".4627 .4627 .4627 rg") for each in contents)


@pytest.mark.full
def test_a_note_and_ticks_print_below_and_in_their_section(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    blank = printed(page)
    write(page, 1, WORDS)
    note_of(page, 2).locator("summary").click()  # open, and empty
    for number in (0, 3):
        tick(page, boxes(page).nth(number))

    paper = printed(page)

    assert letters_on(paper) - letters_on(blank) == Counter(bare(f"메모{WORDS}"))
    assert letters_on(blank) <= letters_on(paper)
    assert bare(WORDS) in bare(words_on(paper))
    assert (empty_boxes_on(blank), empty_boxes_on(paper)) == (BOXES, BOXES - 2)
    page.reload()
    note_of(page, 1).locator("summary").click()  # folded
    assert letters_on(printed(page)) == letters_on(paper)


def test_without_a_script_both_work_by_a_button(
    browser: Browser, browser_context_args: dict[str, str], sign_in: SignIn
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page)
    page.goto(MODULE)
    note = note_of(page, 1)
    note.locator("summary").click()
    note.locator("textarea").fill(WORDS)
    note.get_by_role("button", name="저장").click()
    expect(note_of(page, 1).locator("textarea")).to_have_value(WORDS)
    assert page.url.endswith("-note")
    boxes(page).nth(1).check()
    page.get_by_role("button", name="표시 저장").first.click()
    expect(boxes(page).nth(1)).to_be_checked()
    assert not boxes(page).nth(0).is_checked()
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"),
    first(0, [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]),
)
def test_axe_finds_nothing(page: Page, sign_in: SignIn, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page)
    page.goto("/progress/notes/")
    assert_accessible(page, "notes, none")
    page.goto(MODULE)
    write(page, 1, WORDS)
    tick(page, boxes(page).first)
    assert_accessible(page, "module with a note")
    page.goto("/progress/notes/?q=Zzyzx")
    assert_accessible(page, "notes, searched")
