"""Forms with something to type, and what may refuse them as they are sent."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Route

from accounts.demo import PASSWORD

WORDS = "세션이 끝난 뒤에 쓴 글"
DIAGNOSIS = "/courses/local-ai/self-diagnosis/sizing-levels/"


@dataclass(frozen=True)
class Form:
    """Where it is, who fills it in, one field of it, and what tells that its words are stored.

    Without the last it is not sent once more, but what came back is discarded. `unfold` is what it
    is folded in."""

    name: str
    person: str
    address: str
    field: str
    button: str
    stored: str = ""
    row: str = ""
    unfold: str = ""

    def __str__(self) -> str:
        return self.name


FORMS = [
    Form(
        "account",
        "member",
        "/account/",
        "[name=name]",
        "main [name=save][value=profile]",
        "SELECT count(*) FROM accounts_user WHERE name = %s",
    ),
    Form(
        "module",
        "author",
        "/admin/courses/module/{row}/change/",
        "[name=lead]",
        "[name=_save]",
        "SELECT count(*) FROM courses_module WHERE lead = %s",
        "SELECT id FROM courses_module WHERE slug = 'serving'",
    ),
    Form(
        "section",
        "author",
        "/admin/courses/module/{row}/change/",
        "[name=lessons-0-title]",
        "[name=_continue]",
        "SELECT count(*) FROM courses_lesson WHERE title = %s",
        "SELECT id FROM courses_module WHERE slug = 'sizing'",
    ),
    Form(
        "question",
        "author",
        "/admin/quizzes/question/{row}/change/",
        "[name=options-1-explanation]",
        "[name=_save]",
        "SELECT count(*) FROM quizzes_option WHERE explanation = %s",
        "SELECT id FROM quizzes_question WHERE slug = 'weigh-before-the-file'",
    ),
    Form(
        "self-diagnosis",
        "author",
        "/admin/courses/selfdiagnosis/{row}/change/",
        "[name=levels-2-can_do]",
        "[name=_save]",
        "SELECT count(*) FROM courses_level WHERE can_do = %s",
        "SELECT id FROM courses_selfdiagnosis WHERE slug = 'sizing-levels'",
    ),
    Form(
        "term",
        "author",
        "/admin/courses/glossaryterm/{row}/change/",
        "[name=definition]",
        "[name=_save]",
        "SELECT count(*) FROM courses_glossaryterm WHERE definition = %s",
        "SELECT min(id) FROM courses_glossaryterm",
    ),
    Form(
        "cohort",
        "facilitator",
        "/admin/courses/cohort/{row}/change/",
        "[name=name]",
        "[name=_save]",
        "SELECT count(*) FROM courses_cohort WHERE name = %s",
        "SELECT id FROM courses_cohort WHERE slug = 'demo'",
    ),
    Form(
        "diagnosis",
        "member",
        DIAGNOSIS,
        "[name=evidence-3]",
        "main .lms-actions .btn-outline-primary",
        "SELECT count(*) FROM progress_diagnosisdraft WHERE contents->>'evidence-3' = %s",
    ),
    Form(
        "note",
        "member",
        "/courses/local-ai/serving/",
        ".lms-lesson:nth-of-type(3) [name=text]",
        ".lms-lesson:nth-of-type(3) .lms-own-note [type=submit]",
        "SELECT count(*) FROM progress_lessonnote WHERE text = %s",
        unfold=".lms-lesson:nth-of-type(3) .lms-own-note summary",
    ),
    Form(
        "course",
        "author",
        "/admin/courses/course/{row}/change/",
        "[name=summary]",
        "[name=_save]",
        "SELECT count(*) FROM courses_course WHERE summary = %s",
        "SELECT id FROM courses_course WHERE slug = 'local-ai'",
    ),
    Form(
        "quiz",
        "author",
        "/admin/quizzes/quiz/{row}/change/",
        "[name=intro]",
        "[name=_save]",
        "SELECT count(*) FROM quizzes_quiz WHERE intro = %s",
        "SELECT min(id) FROM quizzes_quiz",
    ),
    Form(
        "section on its own page",
        "author",
        "/admin/courses/lesson/{row}/change/",
        "[name=title]",
        "[name=_save]",
        "SELECT count(*) FROM courses_lesson WHERE title = %s",
        "SELECT max(id) FROM courses_lesson",
    ),
    Form("new course", "author", "/admin/courses/course/add/", "[name=summary]", "[name=_save]"),
    Form("new module", "author", "/admin/courses/module/add/", "[name=lead]", "[name=_save]"),
    Form("new section", "author", "/admin/courses/lesson/add/", "[name=title]", "[name=_save]"),
    Form(
        "new self-diagnosis",
        "author",
        "/admin/courses/selfdiagnosis/add/",
        "[name=title]",
        "[name=_save]",
    ),
    Form("new quiz", "author", "/admin/quizzes/quiz/add/", "[name=intro]", "[name=_save]"),
    Form("new question", "author", "/admin/quizzes/question/add/", "[name=stem]", "[name=_save]"),
    Form(
        "pasted text",
        "author",
        "/admin/quizzes/quiz/{row}/paste/",
        "[name=pasted]",
        "#content [type=submit]",
        row="SELECT min(id) FROM quizzes_quiz",
    ),
    Form(
        "new term",
        "author",
        "/admin/courses/glossaryterm/add/",
        "[name=definition]",
        "[name=_save]",
    ),
    Form("new cohort", "facilitator", "/admin/courses/cohort/add/", "[name=name]", "[name=_save]"),
    Form(
        "new member", "admin", "/admin/courses/enrolment/add/", "[name=joined_at_0]", "[name=_save]"
    ),
    Form(
        "member",
        "admin",  # others are led to the roster
        "/admin/courses/enrolment/{row}/change/",
        "[name=joined_at_0]",
        "[name=_save]",
        row="SELECT min(courses_enrolment.id) FROM courses_enrolment "
        "JOIN courses_cohort ON courses_cohort.id = cohort_id WHERE slug = 'demo'",
    ),
    Form("code of a cohort", "member", "/", "[name=code]", "[action='/join/'] [type=submit]"),
    Form("code on its page", "member", "/join/", "[name=code]", "main form [type=submit]"),
    Form(
        "new group",
        "admin",
        "/admin/auth/group/add/",
        "[name=name]",
        "[name=_save]",
        "SELECT count(*) FROM auth_group WHERE name = %s",
    ),
    Form(
        "group",
        "admin",
        "/admin/auth/group/{row}/change/",
        "[name=name]",
        "[name=_save]",
        "SELECT count(*) FROM auth_group WHERE name = %s",
        row="SELECT max(id) FROM auth_group",
    ),
    Form(
        "person",
        "admin",
        "/admin/accounts/user/{row}/change/",
        "[name=name]",
        "[name=_save]",
        "SELECT count(*) FROM accounts_user WHERE name = %s",
        row="SELECT id FROM accounts_user WHERE username = 'member3'",
    ),
    Form(
        "words to the authors",
        "facilitator",
        "/admin/reports/demo/quiz/sizing/weigh-before-the-file/tell/",
        "[name=text]",
        "#content [type=submit]",
        "SELECT count(*) FROM quizzes_remark WHERE text = %s",
    ),
    Form(
        "note on a member",
        "facilitator",
        "/admin/reports/demo/people/{row}/",
        "[name=text]",
        ".lms-notice-form [type=submit]",
        "SELECT count(*) FROM cohorts_membernote WHERE text = %s",
        row="SELECT id FROM accounts_user WHERE username = 'member1'",
    ),
    Form(
        "notice to members",
        "facilitator",
        "/admin/reports/demo/notices/",
        "[name=text]",
        ".lms-notice-form [type=submit]",
    ),
    Form(
        "erasing somebody",
        "facilitator",
        "/admin/reports/demo/people/{row}/erase/",
        "[name=username]",
        "#content [type=submit]",
        row="SELECT id FROM accounts_user WHERE username = 'member1'",
    ),
    Form(
        "review of the access record",
        "admin",
        "/admin/accounts/accessrecord/reviews/{row}/",
        "[name=remark]",
        "#content [type=submit]",
        "SELECT count(*) FROM accounts_accessreview WHERE remark = %s",
        row="SELECT to_char(month, 'YYYY-FMMM') FROM generate_series("
        "date_trunc('month', now()) - interval '40 months',"
        " date_trunc('month', now()) - interval '1 month', '1 month') AS month "
        "WHERE month::date NOT IN (SELECT month FROM accounts_accessreview) ORDER BY month LIMIT 1",
    ),
]


def end_session(page: Page, _username: str) -> None:
    page.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(page: Page, username: str) -> None:
    """In another tab, which gives the whole browser another token."""
    end_session(page, username)
    other = page.context.new_page()
    other.goto("/login/")
    other.fill("[name=username]", username)
    other.fill("[name=password]", PASSWORD)
    other.click("main [type=submit]")
    other.wait_for_url("**/")
    other.close()


def sign_out_elsewhere(page: Page, _username: str) -> None:
    other = page.context.new_page()
    other.goto("/")
    other.on("dialog", lambda dialog: dialog.accept())
    # The other tab has heard of no words: it is another window of the browser's, as it were.
    other.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    other.get_by_role("button", name="로그아웃").click()
    other.wait_for_url("**/login/**")
    other.close()


def answers(status: int) -> Callable[[Page, str], None]:
    def refuse(page: Page, _username: str) -> None:
        def answer(route: Route) -> None:
            if route.request.method == "POST":
                route.fulfill(status=status, body="Bad gateway")
            else:
                route.continue_()

        page.route("**", answer)

    return refuse


def never_answers(page: Page, _username: str) -> None:
    page.route(
        "**",
        lambda route: (
            route.abort("timedout") if route.request.method == "POST" else route.continue_()
        ),
    )


def is_offline(page: Page, _username: str) -> None:
    page.context.set_offline(True)


REFUSALS = {
    "session ended": end_session,
    "signed out in another tab": sign_out_elsewhere,
    "signed in in another tab": sign_in_elsewhere,
    "403": answers(403),
    "500": answers(500),
    "502 of a proxy": answers(502),
    "no answer": never_answers,
    "no network": is_offline,
}


def sign_in_over_the_page(page: Page) -> None:
    dialog = page.locator(".lms-sign-in")
    if not dialog.is_visible():
        page.locator("[data-sign-in-here]").click()
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[type=submit]").click()


def mend(page: Page, username: str) -> None:
    """End what refuses, and be signed in again."""
    page.unroute_all()
    page.context.set_offline(False)
    if page.request.get("/session/").json()["person"] is None:
        sign_in_elsewhere(page, username)
