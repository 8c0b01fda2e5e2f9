"""The pages that `make bench-load` asks for, and who asks."""

import json
from dataclasses import dataclass, field
from itertools import cycle, product
from urllib.parse import urlencode

from tests.site import Site

TOKEN = "k" * 32  # a form's token is good if the cookie has the same
COURSE = "/courses/local-ai/"
REPORTS = "/admin/reports/many/"
RATINGS = {f"rating-{rank}": "with-help" for rank in range(1, 7)}
SUBMISSION = "11111111-1111-4111-8111-{:012}"


@dataclass(frozen=True)
class Page:
    """What is asked for: the requests in turn, and the view that it is compared with."""

    name: str
    limit: str
    lines: list[str]
    kind: str = ""
    # Each request is sent once: it stores something new.
    is_once: bool = False
    # Those of one person or two are asked for by no more than a few at once.
    most_clients: int = 64


@dataclass
class People:
    """Sessions: of members with answers, of new members without, and of a facilitator."""

    members: list[str]
    new: list[str]
    facilitator: str
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, site: Site, members: int, new: int) -> "People":
        def sessions(call: str) -> list[str]:
            keys: list[str] = json.loads(site.shell(f"from bench import sessions; sessions.{call}"))
            return keys

        return cls(
            sessions(f"print_of_members({members})"),
            sessions(f"print_of_new_members({new})"),
            site.sessions("facilitator")["facilitator"],
        )


def line(method: str, path: str, session: str = "", body: dict[str, str] | None = None) -> str:
    cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    return f"{method}\t{path}\t{cookies}\t{urlencode(body or {})}"


def limits(people: People) -> list[Page]:
    """What no page can be faster than."""
    signed_in = people.members + people.new[:64]
    return [
        Page("bare", "bare", [line("GET", "/bench/bare/")]),
        Page("person", "person", [line("GET", "/bench/person/", key) for key in signed_in]),
        Page("insert", "insert", [line("GET", "/bench/insert/", key) for key in signed_in]),
    ]


def pages(site: Site, people: People) -> list[Page]:
    """All others; half of those who read have answered, half are new."""
    readers = [key for pair in zip(people.members, people.new, strict=False) for key in pair]

    def read(name: str, path: str, sessions: list[str], most: int = 64) -> Page:
        lines = [line("GET", path, session) for session in sessions]
        return Page(name, "person", lines, most_clients=most)

    leader = [people.facilitator]
    quiz = site.sql(
        "SELECT quiz.id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        "ON module.id = quiz.module_id ORDER BY module.position LIMIT 1"
    )[0][0]
    member = site.sql("SELECT id FROM accounts_user WHERE username = 'many-1'")[0][0]
    reports = {
        "report: overview": REPORTS,
        "report: quizzes": f"{REPORTS}quiz/",
        "report: a quiz": f"{REPORTS}quiz/sizing/",
        "report: self-diagnoses": f"{REPORTS}self-diagnosis/",
        "report: comparison": f"{REPORTS}compare/",
        "report: meeting": f"{REPORTS}meeting/?module=sizing",
        "report: a member": f"{REPORTS}people/{member}/",
        "export: CSV": f"{REPORTS}?format=csv",
        "export: XLSX": f"{REPORTS}?format=xlsx",
    }
    return [
        Page("sign-in page", "bare", [line("GET", "/login/")]),
        read("home", "/", readers),
        read("course", COURSE, readers),
        read("module", f"{COURSE}why-local-ai/", readers),
        read("self-diagnosis", f"{COURSE}self-diagnosis/sizing-levels/", readers),
        read("search", f"{COURSE}search/?q=%EB%AA%A8%EB%8D%B8", readers),
        read("review", f"/quizzes/{quiz}/attempts/1/", people.members),
        read("today's review", "/review/", people.members),
        *written(site, people),
        *(read(name, path, leader, most=1) for name, path in reports.items()),
    ]


def written(site: Site, people: People) -> list[Page]:
    """Answers by both ways, marks of reading, drafts: each by new members, and once."""
    questions = site.sql(
        "SELECT question.id, min(option.id) FROM quizzes_question AS question "
        "JOIN quizzes_option AS option ON option.question_id = question.id "
        "WHERE retired_at IS NULL AND NOT is_draft GROUP BY question.id ORDER BY 1"
    )
    lessons = [pk for (pk,) in site.sql("SELECT id FROM courses_lesson ORDER BY id")]
    half = len(people.new) // 2
    answers = {
        kind: [
            line(
                "POST",
                f"/quizzes/questions/{question}/answer/",
                session,
                {"option": str(option), "attempt": "record"},
            )
            for (question, option), session in product(questions, sessions)
        ]
        for kind, sessions in (("htmx", people.new[:half]), ("plain", people.new[half:]))
    }
    marks = [
        line("POST", f"/progress/lessons/{lesson}/read/", session)
        for lesson, session in product(lessons, people.new)
    ]
    drafts = [
        line(
            "POST",
            f"{COURSE}self-diagnosis/sizing-levels/draft/",
            session,
            RATINGS | {"submission": SUBMISSION.format(number)},
        )
        for number, session in zip(range(200_000), cycle(people.new), strict=False)
    ]
    return [
        Page("answer", "insert", answers["htmx"], kind="htmx", is_once=True),
        Page("answer, no script", "insert", answers["plain"], is_once=True),
        Page("read mark", "insert", marks, kind="htmx", is_once=True),
        Page("draft", "insert", drafts, kind="htmx", is_once=True),
    ]
