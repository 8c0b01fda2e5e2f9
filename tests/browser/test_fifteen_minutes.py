"""From nothing to a published module with five questions, as a person does it: counted."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_authoring import sign_in
from tests.fifteen_minutes import COURSE, MODULE, QUESTIONS, SECTIONS, Effort
from tests.site import Site


class Author:
    """Counts what it does. Enter, which goes on to the next field, is a letter like others."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.effort = Effort()

    def click(self, place: Locator) -> None:
        self.effort.inputs += 1
        place.click()

    def go(self, place: Locator) -> None:
        with self.page.expect_navigation():
            self.click(place)

    def write(self, field: Locator, text: str) -> None:
        """Into a field that has been clicked, or that Enter has led to."""
        expect(field).to_be_focused()
        self.page.keyboard.insert_text(text)
        self.effort.letters += len(text)

    def go_on(self) -> None:
        self.effort.letters += 1
        self.page.keyboard.press("Enter")

    def begin(self, field: Locator, text: str) -> None:
        self.click(field)
        self.write(field, text)


def write_course_and_module(author: Author) -> None:
    page = author.page
    page.goto("/admin/courses/course/add/")
    author.begin(page.locator("[name=title]"), COURSE)
    author.click(page.locator("[name=is_published]"))
    author.go(page.locator("[name=_save]"))
    page.goto("/admin/courses/module/add/")
    author.click(page.locator(".field-course .select2-selection"))
    author.click(page.get_by_role("option", name=COURSE))
    author.begin(page.locator("[name=title]"), MODULE)
    for number, (title, body) in enumerate(SECTIONS):
        author.click(page.locator("#lessons-group .add-row a"))
        author.begin(page.locator(f"[name=lessons-{number}-title]"), title)
        author.begin(page.locator(f"[name=lessons-{number}-body]"), body)
    author.go(page.locator("[name=_continue]"))


def write_quiz(author: Author) -> None:
    page = author.page
    author.go(page.get_by_role("link", name="확인 문제 만들기"))
    author.go(page.get_by_role("button", name="저장하고 문제 쓰기"))
    for number, (stem, options, right) in enumerate(QUESTIONS, 1):
        author.begin(page.locator("[name=stem]"), stem)
        for place, (text, explanation) in enumerate(options):
            author.go_on()
            author.write(page.locator(f"[name=options-{place}-text]"), text)
            author.go_on()
            author.write(page.locator(f"[name=options-{place}-explanation]"), explanation)
        author.click(page.locator(f"[name=options-is_correct][value=options-{right}]"))
        is_last = number == len(QUESTIONS)
        author.go(page.locator("[name=_save]" if is_last else "[name=_addanother]"))


@pytest.mark.full
def test_a_module_with_five_questions_is_out_in_fifteen_minutes(page: Page, site: Site) -> None:
    sign_in(page)
    author = Author(page)
    write_course_and_module(author)
    before = author.effort.inputs
    write_quiz(author)
    of_quiz = author.effort.inputs - before
    author.go(page.locator(".object-tools").get_by_role("link", name="모듈", exact=True))
    author.go(page.get_by_role("link", name="점검하고 공개하기"))
    author.go(page.get_by_role("button", name="공개하기"))

    answers = [options[right][0] for _stem, options, right in QUESTIONS]
    stored = site.sql(
        "SELECT option.text FROM quizzes_option AS option "
        "JOIN quizzes_question AS question ON question.id = question_id "
        "JOIN quizzes_quiz AS quiz ON quiz.id = quiz_id "
        "JOIN courses_module AS module ON module.id = module_id "
        f"WHERE module.title = '{MODULE}' AND is_published AND is_correct AND NOT is_draft "
        "ORDER BY question.position"
    )
    assert [text for (text,) in stored] == answers
    effort = author.effort
    assert of_quiz <= 35
    assert effort.minutes <= 15
