"""Windows' high contrast replaces colours, backgrounds and shadows: every state still shows."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, questions
from tests.tables import first

SignIn = Callable[[Page], None]
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"
REPORTS = "/admin/reports/spring/"

pytestmark = pytest.mark.parametrize("scheme", first(1, ["light", "dark"]))

# What is left of a look once the colours of the person's own theme are in place.
LOOK = """element => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.borderStyle, style.borderWidth,
            style.textDecorationLine].join(" ");
}"""
COLOURS = """element => {
    const style = getComputedStyle(element);
    return [style.backgroundColor, style.backgroundImage].join(" ");
}"""
OPACITY = "element => getComputedStyle(element).opacity"


@pytest.fixture(autouse=True)
def _forced_colours(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors="active")


def look(element: Locator) -> str:
    return str(element.evaluate(LOOK))


def contrast(element: Locator) -> float:
    """The highest contrast between two pixels of an element (WCAG's ratio)."""

    def light(colour: Any) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    element.scroll_into_view_if_needed()
    with Image.open(io.BytesIO(element.screenshot())) as picture:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    found = [light(colour) for _number, colour in colours]
    return (max(found) + 0.05) / (min(found) + 0.05)


def test_the_chosen_option_looks_another_way_than_the_others(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    options = questions(page)[0].locator(".lms-option")
    options.nth(1).click()
    page.locator("h1").focus()

    chosen, other = options.nth(1), options.nth(2)
    assert options.nth(1).locator("input").is_checked()
    assert look(chosen) != look(other)
    for option in options.all():
        radio = option.locator("input")
        assert radio.evaluate(OPACITY) == "1"
        box, card = radio.bounding_box(), option.bounding_box()
        assert box
        assert card
        assert 16 <= box["width"] < card["width"] / 4
        assert 16 <= box["height"] < card["height"]


@pytest.mark.full
def test_the_words_of_a_button_are_not_painted_over(page: Page, sign_in: SignIn) -> None:
    """A plate of the page's colour is put behind them."""
    sign_in(page)
    for button in (".lms-resume .btn-primary", ".lms-code-form .btn"):
        words = page.locator(button).evaluate("element => getComputedStyle(element).color")
        assert words != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_wrong_and_a_right_answer_show_their_sign(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    first = questions(page)[0]
    choose(first, "a")
    choose(first, "b")

    wrong, right = first.locator(".lms-option-wrong"), first.locator(".lms-option-right")
    assert len({look(wrong), look(right), look(first.locator(".lms-option-closed").first)}) == 3
    for card in (wrong, right):
        assert contrast(card.locator(".lms-icon")) > 3


@pytest.mark.full
def test_every_icon_of_a_module_can_be_seen(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/courses/local-ai/sizing/")
    kinds = ("analogy", "deep-dive", "our-group", "checklist")
    icons = [f".lms-callout-{kind} .lms-callout-icon" for kind in kinds]
    for icon in [".lms-brand svg", ".lms-facts .lms-icon", *icons]:
        assert contrast(page.locator(icon).first) > 3, icon


@pytest.mark.full
def test_a_link_that_leaves_the_site_shows_its_sign(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    sign, behind = page.locator(".lms-prose").last.evaluate(
        """prose => {
            const link = document.createElement("a");
            link.className = "lms-external";
            link.href = "https://example.kr/";
            prose.append(link);
            return [getComputedStyle(link, "::after"), getComputedStyle(document.body)].map(
                style => style.backgroundColor,
            );
        }"""
    )
    assert sign != behind


@pytest.mark.full
def test_the_profile_tells_filled_parts_from_empty_ones(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(LEVELS)
    page.check("[name=rating-1][value=on-my-own]")
    chosen, other = (
        page.locator("[data-level='1'] .lms-choice").nth(2),
        page.locator("[data-level='1'] .lms-choice").nth(1),
    )
    page.locator("h1").focus()
    assert look(chosen) != look(other)
    for rank in (1, 2, 3, 4, 5, 6):
        page.check(f"[name=rating-{rank}][value={'not-yet' if rank > 2 else 'with-help'}]")
    page.check("[name=rating-1][value=on-my-own]")
    page.fill("[name=evidence-1]", "동료에게 설명했다")
    with page.expect_navigation():
        page.get_by_role("button", name="저장하고 내 단계 보기").click()
    page.locator("[data-level-reached]").wait_for()

    def parts(rating: str) -> list[str]:
        bar = page.locator(f".lms-bar-{rating}").first
        return [str(part.evaluate(COLOURS)) for part in bar.locator("i").all()]

    empty = parts("not-yet")[2]
    assert parts("on-my-own").count(empty) == 0
    assert parts("with-help").count(empty) == 1
    assert parts("not-yet").count(empty) == 2
    for rating in ("on-my-own", "with-help", "not-yet"):
        assert contrast(page.locator(f".lms-bar-{rating}").first) > 3


@pytest.mark.full
def test_switches_and_places_show_which_one_holds(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    for group, mark in (
        (".lms-switch button", "[aria-pressed=true]"),
        (".lms-nav a", "[aria-current]"),
    ):
        on, off = page.locator(f"{group}{mark}"), page.locator(f"{group}:not({mark})")
        assert look(on.first) != look(off.first), group
    page.goto(MODULE)
    page.locator("[data-lesson] h2").first.evaluate("heading => heading.scrollIntoView()")
    here = page.locator(".lms-toc-wide [aria-current]")
    assert look(here) != look(page.locator(".lms-toc-wide a:not([aria-current])").first)


@pytest.mark.full
def test_the_levels_over_time_are_drawn(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(LEVELS)
    fill_in_diagnosis(page, on_my_own=1)
    page.locator(".lms-again summary").click()
    fill_in_diagnosis(page, on_my_own=4)
    assert contrast(page.locator(".lms-chart")) > 7
    line, behind = (
        page.locator(".lms-chart-line").evaluate("e => getComputedStyle(e).stroke"),
        page.evaluate("getComputedStyle(document.body).backgroundColor"),
    )
    assert line != behind


@pytest.mark.full
def test_the_reports_tell_their_bars_apart(facilitator: Page) -> None:
    page = facilitator
    page.goto(REPORTS)
    kinds = ("complete", "answering", "reading", "not-started")
    samples = [page.locator(f".lms-plot-key .lms-plot-{kind}") for kind in kinds]
    drawn = "e => { const s = getComputedStyle(e); return s.fill + s.strokeDasharray; }"
    assert len({sample.evaluate(drawn) for sample in samples}) == len(kinds)
    tabs = page.locator(".lms-report-tabs a")
    colour = "e => getComputedStyle(e).borderBottomColor"
    on = page.locator(".lms-report-tabs a[aria-current]")
    assert on.evaluate(colour) not in {
        tab.evaluate(colour) for tab in tabs.all() if not tab.get_attribute("aria-current")
    }
