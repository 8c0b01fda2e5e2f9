"""Whatever is sent to whichever address by whomever, the answer is never a server error."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cohorts.models import MemberNote, Notice, Plan
from courses.models import Cohort, Image, Lesson, RosterImport
from quizzes.models import Question
from tests.factories import GlossaryTermFactory, UserFactory, make_author
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import FULL
from tests.urls import addresses

pytestmark = pytest.mark.django_db
REQUESTS = 10_000 if FULL else 300
# It says so where the database is not as `migrate` leaves it, as in a test.
UNREADY = ("/readyz", 503)
PEOPLE = ["anonymous", "member", "facilitator", "author", "superuser"]
METHODS = ["GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]
ARGUMENT = re.compile(r"<(?:(?P<kind>[a-z]+):)?(?P<name>\w+)>")
NAUGHTY = [
    *("", " ", "0", "-1", "1", "abc", "null", "true", "NaN", "1.5", "1e400", "9" * 30, "9" * 400),
    *("٣", "é", "가나다", "Ｋim", "\u200b", "\u202e", "\ufeff", "😀", "a\u0301", "ß", "İ"),
    *("\0", "a\0b", "\r\n", "\t", "\x1b", "%00", "%s", "%(a)s", "{0}", "{{7*7}}", "\\", "'", '"'),
    *("' OR 1=1--", "<script>alert(1)</script>", "../../etc/passwd", "//evil.example", "?a=b"),
    *("javascript:alert(1)", "[]", "{}", '{"a": [', "a" * 300, "=1+1", "on", "2026-13-45"),
    *("9999-12-31T23:59:59", "0001-01-01", "-0", "1_000", "0x10", ",", ";", "|", "()", "*"),
]
LONG = "가" * 25_000  # 75 kB
HEADERS = ["Accept", "Accept-Language", "HX-Request", "HX-Target", "Referer", "Origin"]
MORE_HEADERS = ["X-Forwarded-For", "X-Requested-With", "X-Written-By", "If-None-Match", "Range"]
COOKIES = ["sessionid", "csrftoken", "language", "theme", "stored", "messages", "text-size"]
CONTENT_TYPES = ["application/json", "text/plain", "multipart/form-data", "", "application/x-www"]
FILES = [b"", b"\0", b"PK\x03\x04" + b"\0" * 40, b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4"]
MORE_FILES = [b"name,email\n\xff\xfe", "이름,이메일\n가,나\n".encode("cp949"), b"<xml" * 2000]


@dataclass(frozen=True)
class Sent:
    """One request; what is None stands at its place as it should."""

    address: str
    arguments: tuple[str | None, ...]
    person: str
    method: str
    query: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = ""


ADDRESSES = addresses()
# What our forms and pages read, so that it is not passed by unread.
NAMES = [
    *("q", "page", "format", "table", "next", "order", "step", "of", "cohort", "code", "option"),
    *("attempt", "submission", "rating-1", "evidence-1", "shared", "username", "password", "name"),
    *("reason", "remark", "text", "file", "kind", "theme", "text_size", "language", "seen", "day"),
    *("sequence", "was", "typing", "kept-as", "_save", "_continue", "_popup", "action", "title"),
    *("_selected_action", "slug", "position", "confidence", "revision", "month", "add", "remove"),
    *("TOTAL_FORMS", "options-TOTAL_FORMS", "options-INITIAL_FORMS", "lessons-0-id", "pk", "to"),
    *("app_label", "model_name", "field_name", "term", "object_id", "as_of", "note", "state"),
]


def naughty() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(NAUGHTY),
        st.just(LONG),
        st.text(max_size=20),
        st.integers(-(2**70), 2**70).map(str),
    )


def names() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=8))


def files() -> st.SearchStrategy[SimpleUploadedFile]:
    return st.builds(
        SimpleUploadedFile,
        st.sampled_from(["a.xlsx", "a.csv", "가.png", "a.zip", "a.yaml", "a" * 200, "a.gift"]),
        st.sampled_from([*FILES, *MORE_FILES]),
        st.sampled_from(["text/csv", "image/png", "application/zip", "", "\0"]),
    )


@st.composite
def requests(draw: st.DrawFn) -> Sent:
    address = draw(st.sampled_from(ADDRESSES))
    wanted = len(ARGUMENT.findall(address))
    arguments = draw(st.tuples(*[st.one_of(st.none(), st.none(), naughty())] * wanted))
    method = draw(st.sampled_from(METHODS))
    plain = st.dictionaries(names(), naughty(), max_size=4)
    fields = st.dictionaries(names(), st.one_of(naughty(), naughty(), files()), max_size=6)
    is_raw = method != "GET" and draw(st.integers(0, 4)) == 0
    return Sent(
        address,
        arguments,
        draw(st.sampled_from(PEOPLE)),
        method,
        draw(plain),
        {} if is_raw else draw(fields),
        draw(st.dictionaries(st.sampled_from([*HEADERS, *MORE_HEADERS]), naughty(), max_size=2)),
        draw(st.dictionaries(st.sampled_from(COOKIES), naughty(), max_size=1)),
        draw(st.binary(max_size=200)) if is_raw else None,
        draw(st.sampled_from(CONTENT_TYPES)) if is_raw else "",
    )


@dataclass
class Stage:
    """A filled site: rows to name in addresses, and who is signed in by which cookie."""

    rows: dict[str, list[str]]
    sessions: dict[str, str]

    def path(self, sent: Sent) -> str:
        arguments = iter(sent.arguments)

        def fill(match: re.Match[str]) -> str:
            argument = next(arguments)
            if argument is not None:
                return argument[:2000]
            return self.value(match["kind"] or "str", match["name"], len(sent.query))

        return ARGUMENT.sub(fill, sent.address)

    def value(self, kind: str, name: str, at: int) -> str:
        rows = self.rows.get(name) or self.rows.get(kind) or ["1"]
        return rows[at % len(rows)]


def make_stage() -> Stage:
    course = make_course(modules=2, questions=2)
    term = GlossaryTermFactory.create(course=course)
    cohort: Cohort = make_study_group(course, members=2)
    facilitator, author = make_facilitator(cohort), make_author()
    member = cohort.enrolments.earliest("pk").learner
    module, question = course.modules.earliest("pk"), Question.objects.earliest("pk")
    notice = Notice.objects.send(cohort, facilitator, "화요일", [member.pk])
    note = MemberNote.objects.create(cohort=cohort, learner=member, author=facilitator, text="전화")
    Plan.objects.get_or_create(cohort=cohort)
    roster = RosterImport.objects.create(cohort=cohort, made_by=facilitator, lines=[])
    people = {
        "anonymous": None,
        "member": member,
        "facilitator": facilitator,
        "author": author,
        "superuser": UserFactory.create(is_staff=True, is_superuser=True),
    }
    numbers = [course, module, question, cohort, term, notice, note, roster, member]
    lesson = Lesson.objects.earliest("pk")
    rows = {
        "course": [course.slug],
        "module": [module.slug],
        "question": [question.slug],
        "lesson": [lesson.slug],
        "cohort": [cohort.slug],
        "code": [cohort.join_code],
        "object_id": [str(each.pk) for each in numbers],
        "int": [str(each.pk) for each in numbers],
        "slug": [course.slug, module.slug, question.slug, lesson.slug, cohort.slug],
        "file": ["cohort.xlsx", "answers.csv", "answers.zip"],
        "name": [image.name for image in Image.objects.all()] or ["none"],
    }
    return Stage(rows, {name: _session(person) for name, person in people.items()})


def _session(person: User | None) -> str:
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def status_of(stage: Stage, sent: Sent) -> int:
    """What the site answers; nothing of it stays."""
    client = Client(raise_request_exception=False)
    if session := stage.sessions[sent.person]:
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session
    for name, value in sent.cookies.items():
        client.cookies[name] = value.encode("ascii", "ignore").decode()
    headers = {name: _as_sent(value) for name, value in sent.headers.items()}
    with transaction.atomic():
        if sent.method == "POST" and sent.body is None:
            response = client.post(
                stage.path(sent), _own(sent.fields), query_params=sent.query, headers=headers
            )
        else:
            response = client.generic(
                sent.method,
                stage.path(sent),
                sent.body or b"",
                sent.content_type or "application/octet-stream",
                query_params=sent.query,
                headers=headers,
            )
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return int(response.status_code)


def _own(fields: dict[str, Any]) -> dict[str, Any]:
    """Files are read once: each request has its own."""
    for value in fields.values():
        if isinstance(value, SimpleUploadedFile):
            value.file = io.BytesIO(value.file.getvalue())  # type: ignore[union-attr]
            value.seek(0)
    return fields


def _as_sent(value: str) -> str:
    """As WSGI has what came as bytes, without what no server lets through."""
    line = re.sub(r"[\r\n\0]", "", value)[:4000]
    return line.encode("utf-8", "surrogatepass").decode("latin-1")


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


@settings(
    max_examples=REQUESTS,
    derandomize=True,
    deadline=None,
    suppress_health_check=[*HealthCheck],
)
@given(sent=requests())
def test_nothing_that_is_sent_is_a_server_error(stage: Stage, sent: Sent) -> None:
    status = status_of(stage, sent)
    assert status < 500 or (sent.address, status) == UNREADY, sent
