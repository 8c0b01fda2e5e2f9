"""An author writes a module in the admin, sees it as learners will, and publishes it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.axe import assert_accessible
from tests.factories import image_file
from tests.site import Site
from tests.tables import first


def sign_in(page: Page) -> None:
    page.goto("/login/")
    page.fill("[name=username]", "author")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def test_from_nothing_to_a_published_module(page: Page, site: Site, tmp_path: Path) -> None:
    sign_in(page)
    course = site.sql("SELECT id FROM courses_course WHERE slug = 'local-ai'")[0][0]

    page.goto(f"/admin/courses/module/add/?course={course}")
    page.fill("[name=title]", "손으로 쓴 by-hand")
    page.locator("#lessons-group .add-row a").click()
    page.fill("[name=lessons-0-title]", "첫째 절")
    page.fill("[name=lessons-0-body]", "**굵게** 쓰고 {CUDA}를 봅니다.")
    seen = page.locator("[name=lessons-0-body] + iframe").content_frame
    expect(seen.locator("strong")).to_have_text("굵게")
    expect(seen.locator(".lms-term")).to_have_text("CUDA")
    board = tmp_path / "by hand.jpg"
    board.write_bytes(image_file((1200, 600), "JPEG"))
    page.locator("#lessons-0 .lms-image-button").click()
    page.set_input_files("#image-file", board)
    page.fill("#image-alt", "회로 기판")
    page.get_by_role("button", name="넣기", exact=True).click()
    expect(page.locator("[name=lessons-0-body]")).to_have_value(re.compile(r"image:by-hand"))
    expect(seen.get_by_role("img", name="회로 기판")).to_be_visible()
    with page.expect_navigation():
        page.click("[name=_continue]")

    page.get_by_role("link", name="점검하고 공개하기").click()
    assert page.locator("[data-reminder=true]").count() == 1
    page.go_back()
    page.get_by_role("link", name="확인 문제 만들기").click()
    with page.expect_navigation():
        page.get_by_role("button", name="저장하고 문제 쓰기").click()
    # Enter leads from the stem through the options and their explanations.
    page.focus("[name=stem]")
    for words in ("무엇입니까?", "보기 a", "풀이 a", "보기 b", "풀이 b"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(page.locator("[name=options-2-text]")).to_be_focused()
    page.locator("#options-group .add-row a").click()
    expect(page.locator("[name=options-4-text]")).to_be_visible()
    expect(page.locator("#options-4 [type=radio]")).to_have_attribute("value", "options-4")
    page.check("[name=options-is_correct][value=options-0]")
    with page.expect_navigation():
        page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    module = site.sql("SELECT id FROM courses_module WHERE slug = 'by-hand'")[0][0]
    page.goto(f"/admin/courses/module/{module}/publish/")
    page.get_by_role("button", name="공개하기").click()
    page.get_by_role("link", name="학습자 화면으로 보기").click()
    expect(page.locator("h1")).to_contain_text("손으로 쓴 by-hand")
    expect(page.locator("[data-slug=q1]")).to_contain_text("무엇입니까?")
    shown = page.get_by_role("img", name="회로 기판")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 1200)

    # The site is shared with other tests, which know its modules.
    site.sql(f"UPDATE courses_module SET is_published = false WHERE id = {module} RETURNING id")
    for address in ("/admin/courses/cohort/", "/admin/accounts/accessrecord/"):
        assert page.request.get(address).status == 403


def test_sections_are_put_in_order_by_dragging(page: Page, site: Site) -> None:
    sign_in(page)
    quiz = site.sql(
        "SELECT quiz.id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        "ON module.id = quiz.module_id WHERE module.slug = 'why-local-ai'"
    )[0][0]
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.goto(f"/admin/quizzes/quiz/{quiz}/change/")
    page.wait_for_load_state("networkidle")  # who else has it open is told above the rows
    rows = page.locator("tr.form-row.has_original")
    first = rows.nth(0).locator("td.field-slug").inner_text()
    rows.nth(0).locator(".lms-drag").drag_to(rows.nth(2).locator("td.field-slug"))
    moved = page.locator("tr.form-row.has_original", has_text=first)
    expect(moved.locator("input[name$=-position]")).not_to_have_value("1")
    values = page.locator("tr.form-row.has_original input[name$=-position]").evaluate_all(
        "inputs => inputs.map(input => Number(input.value))"
    )
    assert values == [*range(1, len(values) + 1)]
    assert len(values) > 4


@pytest.mark.full
def test_an_author_goes_back_to_an_earlier_version(page: Page, site: Site) -> None:
    sign_in(page)
    term = site.sql("SELECT id FROM courses_glossaryterm WHERE term = 'CUDA'")[0][0]
    page.goto(f"/admin/courses/glossaryterm/{term}/change/")
    before = page.locator("[name=definition]").input_value()
    page.fill("[name=definition]", "잘못 쓴 뜻풀이")
    with page.expect_navigation():
        page.click("[name=_continue]")

    page.get_by_role("link", name="이력").click()
    expect(page.locator(".lms-versions > li").first).to_contain_text("최지음")
    page.locator(".lms-versions h2 a").nth(1).click()
    expect(page.locator("ins").first).to_contain_text("잘못 쓴 뜻풀이")
    expect(page.locator("del").first).to_contain_text(before.splitlines()[0])
    page.get_by_role("button", name="이 버전으로 되돌리기").click()

    expect(page.locator(".messagelist .success")).to_contain_text("되돌렸습니다.")
    expect(page.locator("[name=definition]")).to_have_value(before)


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "light"), (1280, "dark"), (360, "dark"), (1280, "light")]),
)
def test_the_authors_own_pages_are_accessible(
    page: Page, site: Site, tmp_path: Path, width: int, scheme: str
) -> None:
    sign_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    module, quiz = site.sql(
        "SELECT module.id, quiz.id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        "ON module.id = quiz.module_id WHERE module.slug = 'sizing'"
    )[0]
    page.goto(f"/admin/courses/module/{module}/publish/")
    assert_accessible(page, "publish", inside=".lms-authoring")
    page.goto("/admin/courses/course/writing/")
    assert_accessible(page, "how texts are written", inside="main")
    page.goto("/admin/courses/course/")
    page.get_by_role("link", name="폐쇄망에서 로컬 AI 다루기").click()
    # The scanner writes styles into frames, which the previews' policy refuses.
    page.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
    page.locator(".lms-image-button").first.click()
    assert_accessible(page, "picture dialog", inside="#image-dialog")
    page.keyboard.press("Escape")
    site.sql(
        "UPDATE courses_module SET title = title || ' 고침', lead = replace(lead, '다', '고') "
        f"|| E'\\n\\n덧붙인 말' WHERE id = {module} RETURNING id"
    )
    page.goto(f"/admin/courses/module/{module}/history/")
    assert_accessible(page, "history", inside=".lms-authoring")
    page.locator(".lms-versions h2 a").last.click()
    assert_accessible(page, "version", inside=".lms-authoring")
    page.get_by_role("button", name="이 버전으로 되돌리기").click()
    expect(page.locator(".messagelist .success")).to_contain_text("되돌렸습니다.")
    page.goto(f"/admin/quizzes/quiz/{quiz}/import/")
    assert_accessible(page, "import", inside=".lms-authoring")
    bank = tmp_path / "bank.gift"
    bank.write_text("하나{=가#맞음 ~나#틀림}\n\n둘{=가 ~나}\n\n셋{}\n", encoding="utf-8")
    page.set_input_files("#bank-file", bank)
    with page.expect_navigation():
        page.get_by_role("button", name="살펴보기").click()
    page.locator("[data-refused=essay]").wait_for()
    assert_accessible(page, "preview of an import", inside=".lms-authoring")


@pytest.mark.full
def test_what_learners_will_see_is_seen_whole_where_it_is_short(page: Page, site: Site) -> None:
    sign_in(page)
    question = site.sql(
        "SELECT question.id FROM quizzes_question AS question "
        "JOIN quizzes_option AS option ON option.question_id = question.id "
        "WHERE option.slug = 'a' ORDER BY length(explanation) DESC LIMIT 1"
    )[0][0]
    page.goto(f"/admin/quizzes/question/{question}/change/")
    frame = page.locator("[name=options-0-explanation] ~ iframe")
    frame.scroll_into_view_if_needed()
    expect(frame.content_frame.locator("p").first).to_be_visible()

    page.wait_for_function(
        """() => {
            const frame = document.querySelector("[name=options-0-explanation] ~ iframe");
            const { scrollHeight } = frame.contentDocument.documentElement;
            return scrollHeight > 100 && scrollHeight <= frame.clientHeight;
        }"""
    )
