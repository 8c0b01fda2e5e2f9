"""A question pasted into the stem fills the form; explanations are stored as they are typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.test_authoring import sign_in
from tests.site import Site

TEXT = "1. 셋째는?\n① 가 ② 나\n③ 다 ④ 라\n정답: ③\n해설: 다가 셋째다."
PASTE = """text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = { clipboardData, bubbles: true, cancelable: true };
    document.querySelector("[name=stem]").dispatchEvent(new ClipboardEvent("paste", event));
}"""


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_what_is_pasted_is_explained_on_one_page(
    page: Page, site: Site, width: int, scheme: str
) -> None:
    sign_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    quiz = site.sql(
        "SELECT quiz.id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        "ON module.id = quiz.module_id WHERE module.slug = 'sizing'"
    )[0][0]
    page.goto(f"/admin/quizzes/question/add/?quiz={quiz}")
    with page.expect_navigation():
        page.evaluate(PASTE, TEXT)
    expect(page.locator("[name=options-3-text]")).to_have_value("라")
    expect(page.locator("[name=options-is_correct]:checked")).to_have_value("options-2")
    with page.expect_navigation():
        page.click("[name=_save]")
    question = site.sql("SELECT max(id) FROM quizzes_question")[0][0]

    page.goto(f"/admin/quizzes/quiz/{quiz}/explanations/")
    assert_accessible(page, "explanations", inside="main")
    form = page.locator(f"#draft-{question}")
    form.locator("textarea").first.fill("첫째다.")
    expect(form.locator("[data-saved]")).to_contain_text("저장했습니다")
    explanations = site.sql(
        f"SELECT explanation FROM quizzes_option WHERE question_id = {question} ORDER BY position"
    )
    assert explanations == [("첫째다.",), ("",), ("다가 셋째다.",), ("",)]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for table, column in (("option", "question_id"), ("question", "id")):
        site.sql(f"DELETE FROM quizzes_{table} WHERE {column} = {question} RETURNING id")
