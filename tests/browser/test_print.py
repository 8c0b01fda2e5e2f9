"""On paper a module is a whole handout, and its check quiz a sheet without answers."""

import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.authoring.local_ai import MODULES
from tests.browser.conftest import MODULE
from tests.browser.learner import choose, fill_in_diagnosis, finish, questions
from tests.tables import first

SignIn = Callable[[Page], None]
LEVELS = "/courses/local-ai/self-diagnosis/semiconductors-levels/"
# What a screen reader hears and the way back from a footnote are no part of a sentence.
WORDS = """element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('.visually-hidden, .lms-footnote-back').forEach(one => one.remove());
    return copy.textContent;
}"""


def bare(text: str) -> str:
    """`text` by its letters alone: PDF keeps neither spaces nor one form of a letter."""
    return re.sub(r"[\s\u2060]", "", unicodedata.normalize("NFKC", text))


def printed(page: Page) -> PdfReader:
    """The open page as the browser's "print to PDF" makes it."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words_on(reader: PdfReader) -> str:
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def words(page: Page, selector: str) -> list[str]:
    return [bare(one.evaluate(WORDS)) for one in page.locator(selector).all()]


def test_a_module_prints_whole_on_a4(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    titles = words(page, "[data-lesson] > h2")
    endings = [text[-24:] for text in words(page, "[data-lesson] > .lms-prose > :last-child")]
    folded = words(page, "details.lms-callout > :last-child")
    stems = words(page, "[data-question] h3")
    header = words(page, "h1, .lms-module-header .lms-lead > p, .lms-facts li")
    assert len(titles) == len(endings) == 7
    assert folded
    assert len(stems) == 5

    paper = printed(page)

    for sheet in paper.pages:
        assert abs(float(sheet.mediabox.width) - 595) <= 2
        assert abs(float(sheet.mediabox.height) - 842) <= 2
    text = bare(words_on(paper))
    for expected in (*header, *titles, *endings, *(box[-24:] for box in folded), *stems):
        assert expected in text


@pytest.mark.full
def test_folded_boxes_stay_folded_on_the_screen(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    printed(page)
    assert page.locator("details.lms-callout[open]").count() == 0


@pytest.mark.parametrize(
    "answered", first(1, ["one wrong", "missed", "nothing", "everything", "practice"])
)
def test_the_quiz_prints_without_answers(page: Page, sign_in: SignIn, answered: str) -> None:
    sign_in(page)
    page.goto(MODULE)
    blank = quiz_on(printed(page))
    if answered == "one wrong":
        choose(questions(page)[0], "a")
    elif answered != "nothing":
        finish(page)
    if answered in {"practice", "missed"}:
        scope = {"practice": "모든 문제", "missed": "처음에"}[answered]
        page.get_by_role("button", name=scope).click()
        page.wait_for_url("**#quiz")
        choose(questions(page)[0], "b")
    explanations = words(page, "[data-explanation]")
    assert bool(explanations) == (answered != "nothing")

    paper = words_on(printed(page))

    for explanation in explanations:
        assert explanation[:20] not in bare(paper)
    for sign in "①②③④":
        assert paper.count(sign) == 5 + said_by_texts(sign)
    # The same words; in which order a reader of PDF meets them is its own affair.
    assert sorted(quiz_on(printed(page))) == sorted(blank)


def said_by_texts(sign: str) -> int:
    """How often the module's own words have it: those of its checklist, and of a question on it."""
    module = MODULES["ai-semiconductors"]
    asked = [part for part in module["quiz"]["questions"] if "sibling_of" not in part]
    options = [option["text"] for part in asked for option in part["options"]]
    texts = [*(lesson["body"] for lesson in module["lessons"]), *(part["stem"] for part in asked)]
    return sum(text.count(sign) for text in [*texts, *options])


def quiz_on(reader: PdfReader) -> str:
    """The sheets of the quiz, which starts on a new one, without their numbers."""
    numbered = (bare(sheet.extract_text()) for sheet in reader.pages)
    sheets = [re.sub(r"^\d+/\d+", "", text) for text in numbered]
    first = next(number for number, text in enumerate(sheets) if text.startswith("확인문제"))
    return "".join(sheets[first:])


@pytest.mark.full
def test_the_quiz_looks_the_same_on_paper_whatever_was_answered(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page)
    page.goto(MODULE)
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print", color_scheme="light")
    quiz = page.locator("#quiz")
    blank = quiz.screenshot()
    page.emulate_media(media="screen")
    finish(page)
    page.evaluate("document.activeElement.blur()")
    page.emulate_media(media="print", color_scheme="dark")
    assert quiz.screenshot() == blank


@pytest.mark.full
def test_an_external_link_prints_its_address_once(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(MODULE)
    page.locator("[data-lesson] .lms-prose").first.evaluate(
        """prose => prose.insertAdjacentHTML('afterbegin',
            '<p><a class="lms-external" href="https://words.example/a">낱말</a>'
            + ' <a class="lms-external lms-address" href="https://bare.example/b">'
            + 'https://bare.example/b</a></p>')"""
    )
    text = bare(words_on(printed(page)))
    assert "낱말(https://words.example/a)" in text
    assert text.count("https://bare.example/b") == 1


@pytest.mark.full
@pytest.mark.parametrize(
    ("address", "inside"),
    first(
        2,
        [
            ("/progress/", "h1, .lms-table td, .lms-table th"),
            (LEVELS, "h1, .lms-level h2, .lms-level-question, .lms-choice"),
            ("/courses/local-ai/glossary/", ".lms-glossary dt, .lms-glossary dd:not(.lms-uses)"),
            ("/courses/local-ai/", "h1, .lms-outline-title, .lms-outline-state"),
        ],
    ),
)
def test_the_other_pages_print_whole(
    page: Page, sign_in: SignIn, address: str, inside: str
) -> None:
    sign_in(page)
    page.goto(address)
    expected = words(page, inside)
    assert len(expected) > 3
    text = bare(words_on(printed(page)))
    for words_of_one in expected:
        # A dash is drawn as another one.
        assert words_of_one[-24:].strip("–") in text
    assert bare("로그아웃") not in text


@pytest.mark.full
def test_a_result_of_the_self_diagnosis_prints_without_its_form(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page)
    page.goto(LEVELS)
    fill_in_diagnosis(page, on_my_own=3)
    page.locator("#result").wait_for()
    expected = words(page, ".lms-profile-name, .lms-profile-evidence, .lms-result-line")
    paper = printed(page)
    assert len(paper.pages) == 1
    text = bare(words_on(paper))
    for words_of_one in expected:
        assert words_of_one in text
    assert bare("다시 진단") not in text
