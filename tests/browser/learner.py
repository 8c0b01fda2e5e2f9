"""What a learner does on the pages, as tests say it."""

from playwright.sync_api import Locator, Page

# The right options of the AI-semiconductor quiz, in the order of its questions.
RIGHT = "bdacd"


def questions(page: Page) -> list[Locator]:
    """Those of the page, which may be on its way."""
    found = page.locator("[data-question]")
    found.first.wait_for()
    ids = [one.get_attribute("id") for one in found.all()]
    return [page.locator(f"#{name}") for name in ids]


def choose(question: Locator, letter: str) -> None:
    """Choose an option and wait until it is shown as chosen."""
    option = question.locator("input[name=option]").nth("abcd".index(letter))
    pk = option.get_attribute("value")
    option.check()
    question.get_by_role("button", name="답 확인").click()
    question.locator(f"[data-explanation='{pk}']").wait_for()


def finish(page: Page, *, wrong_first: bool = True) -> None:
    """Answer all five, the first one wrong at first."""
    asked = questions(page)
    if wrong_first:
        choose(asked[0], "a")
    for question, letter in zip(asked, RIGHT, strict=True):
        choose(question, letter)


def send(page: Page, button: str) -> None:
    """Press the button and wait for the next page: a form first asks whether it can be sent."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def rate_oneself(page: Page, on_my_own: int) -> None:
    for rank in range(1, 7):
        value = "on-my-own" if rank <= on_my_own else "with-help"
        page.check(f"[name=rating-{rank}][value={value}]")
        if rank <= on_my_own:
            page.fill(f"[name=evidence-{rank}]", f"{rank}단계 내용을 동료에게 설명했다")


def fill_in_diagnosis(page: Page, on_my_own: int) -> None:
    """Rate oneself and send it."""
    rate_oneself(page, on_my_own)
    send(page, "저장하고 내 단계 보기")
