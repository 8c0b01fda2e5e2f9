"""A facilitator's pages in the browser: axe, keyboard, paper, and the way before a meeting."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.axe import assert_accessible
from tests.site import Site
from tests.tables import every, first

BASE, ROSTER = "/admin/reports/spring/", "/admin/cohorts/spring/"
# New members go where no test counts them.
OTHERS = "/admin/cohorts/demo/"
QUIZ = f"{BASE}quiz/sizing/"
STEPS = f"{BASE}meeting/sizing/weigh-before-the-file/"
REPORTS = [
    BASE,
    f"{BASE}?state=stalled&order=behind",
    f"{BASE}?q=없는사람",
    f"{BASE}quiz/",
    QUIZ,
    f"{BASE}quiz/ai-semiconductors/",
    f"{BASE}self-diagnosis/",
    f"{BASE}self-diagnosis/sizing-levels/",
    f"{BASE}compare/",
    f"{BASE}files/completions/",
    f"{BASE}files/",
    f"{BASE}meeting/?module=sizing",
    "/admin/reports/demo/",
    "/admin/reports/demo/compare/",
    "/admin/reports/demo/meeting/",
    f"{ROSTER}roster/",
    f"{ROSTER}join/",
    f"{ROSTER}roster/import/",
]


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(1280, "light"), (360, "dark"), (360, "light"), (1280, "dark")]),
)
def test_every_report_is_accessible(
    facilitator: Page, study_group: int, scheme: str, width: int
) -> None:
    page = facilitator
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    person = f"{BASE}people/{study_group}/"
    people = [person, f"{person}erase/", f"{ROSTER}roster/{study_group}/move/"]
    for address in every(8, [*REPORTS, *people]):
        page.goto(address)
        assert_accessible(page, f"{address} ({scheme}, {width})", inside="#content")
    for step in every(4, ["question", "distribution", "right", "explanations"]):
        page.goto(f"{STEPS}?step={step}")
        assert_accessible(page, f"{step} ({scheme}, {width})", inside="body")
    page.goto("/admin/")
    assert_accessible(page, f"first page ({scheme}, {width})")


def test_from_the_first_page_to_what_to_teach_next(facilitator: Page) -> None:
    page = facilitator
    page.goto("/admin/")
    page.locator(".lms-home").get_by_role("link", name="2기").click()
    page.locator("[data-people=stalled]").click()
    assert page.locator("tbody tr[data-learner]").count() > 0
    page.get_by_role("link", name="모임 준비").click()
    page.select_option("#meeting-module", "sizing")
    page.locator(".lms-report-choice .button").click()
    page.get_by_role("link", name="이 문제를 화면에 띄우기").first.click()
    assert page.locator(".lms-present-right").count() == 0
    for step in ("distribution", "right", "explanations"):
        page.wait_for_load_state()
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**?step={step}**")
    page.locator(".lms-present-right").wait_for()
    assert page.locator(".lms-present-explanation").count() == 1
    page.keyboard.press("PageUp")
    page.wait_for_url("**?step=right")


def test_a_spreadsheet_is_taken_away(facilitator: Page) -> None:
    page = facilitator
    page.goto(QUIZ)
    page.get_by_role("link", name="모든 표(XLSX)").click()
    page.get_by_label("파일을 어디에 쓰나요?").fill("모임 준비")
    with page.expect_download() as download:
        page.get_by_role("button", name="파일 내려받기").click()
    path = download.value.path()
    book = openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes()))
    assert book.worksheets[0].title == "문항 분석"
    assert download.value.suggested_filename == "spring-quiz-sizing.xlsx"


def printed(page: Page) -> PdfReader:
    page.emulate_media(media="print")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def test_the_sheet_for_the_meeting_is_one_page_without_names(facilitator: Page, site: Site) -> None:
    page = facilitator
    page.goto(f"{BASE}meeting/?module=sizing")
    paper = printed(page)
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text().replace("\n", "").replace(" ", "")
    stems = page.locator(".lms-topic h3").all_inner_texts()
    assert len(stems) == 3
    for stem in stems:
        assert stem.replace(" ", "")[-14:] in text
    names = site.sql("SELECT name FROM accounts_user WHERE username LIKE 'spring-%'")
    assert not [name for (name,) in names if name in text]


@pytest.mark.parametrize("address", first(1, [BASE, QUIZ, f"{BASE}self-diagnosis/sizing-levels/"]))
def test_a_report_prints_whole(facilitator: Page, address: str) -> None:
    page = facilitator
    page.goto(address)
    members = page.locator("tr[data-learner] th a").all_inner_texts()
    paper = printed(page)
    text = "".join(one.extract_text() for one in paper.pages).replace("\n", "")
    assert len(members) == 34
    assert not [name for name in members if name not in text]
    assert "로그아웃" not in text


@pytest.mark.full
def test_a_roster_is_imported_and_a_password_set(
    facilitator: Page, browser: Browser, site: Site, tmp_path: Path
) -> None:
    page = facilitator
    roster = tmp_path / "roster.csv"
    rows = "".join(f"새사람 {number},\n" for number in range(400))
    roster.write_bytes(f"이름,이메일\n김새별,saebyeol@example.kr\n{rows}".encode("cp949"))
    page.goto(f"{OTHERS}roster/import/")
    page.set_input_files("#roster-file", roster)
    with page.expect_navigation():
        page.get_by_role("button", name="명단 확인하기").click()
    assert_accessible(page, "roster, checked", inside="#content")
    page.get_by_role("button", name="모두 올리기").click()
    page.locator("#roster-import[data-state=done]").wait_for()
    assert_accessible(page, "roster, imported", inside="#content")
    slip = page.locator(".lms-slips li", has_text="김새별")
    link = slip.locator(".lms-link-field").input_value()
    username, code = slip.locator("dd").all_inner_texts()

    context = browser.new_context(base_url=site.address, locale="ko-KR")
    phone = context.new_page()
    phone.goto(slip.locator(".lms-slip-link").inner_text())
    assert_accessible(phone, "type a code", inside="body")
    phone.fill("[name=username]", username)
    phone.fill("[name=code]", code.split()[0].lower())
    phone.click("main form [type=submit]")
    assert_accessible(phone, "set a password", inside="body")
    for name in ("new_password1", "new_password2"):
        phone.fill(f"[name={name}]", "saebyeol-2026-x")
    phone.click("main [type=submit]")
    phone.wait_for_url(f"{site.address}/")
    assert phone.goto(link).status == 410  # type: ignore[union-attr]
    assert_accessible(phone, "a used link", inside="body")
    context.close()


def test_faults_of_a_roster_are_shown_row_by_row(facilitator: Page, tmp_path: Path) -> None:
    page = facilitator
    roster = tmp_path / "roster.csv"
    roster.write_text("이름,이메일\n김하나,x\n=1+1,\n", encoding="utf-16")
    page.goto(f"{ROSTER}roster/import/")
    page.set_input_files("#roster-file", roster)
    with page.expect_navigation():
        page.get_by_role("button", name="명단 확인하기").click()
    assert page.locator("tr[data-row]").count() == 2
    assert page.get_by_role("button", name="모두 올리기").count() == 0
    assert_accessible(page, "roster with faults", inside="#content")
