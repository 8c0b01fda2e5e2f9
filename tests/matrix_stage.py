"""Two courses with one of everything that an address names, and everybody who may want it."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord, User
from authoring.history.page import Page
from cohorts.models import MemberNote, Notice, Plan
from courses.models import Cohort, Enrolment, Lesson, Module, RosterImport
from progress.models import LessonNote
from quizzes.models import BankUpload, Remark
from tests.factories import (
    CohortFactory,
    GlossaryTermFactory,
    ImageFactory,
    UserFactory,
    make_author,
)
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

THREE_YEARS = datetime.timedelta(days=1100)
ROLES = (
    "nobody",
    "learner",
    "learner of another cohort",
    "one who left",
    "facilitator",
    "facilitator of another cohort",
    "author",
    "superuser",
)
ARGUMENT = re.compile(r"(?:\(\?P)?<(?:(?P<kind>[a-z]+):)?(?P<name>\w+)>(?:[^()/]*\))?")
# What a number in an address is of, by what the address begins with: the longest such.
NUMBERS = {
    "/quizzes/": "quiz",
    "/quizzes/questions/": "question",
    "/review/": "question",
    "/progress/lessons/": "lesson",
    "/progress/notes/": "own_note",
    "/progress/notices/": "own_notice",
    "/admin/cohorts/<slug:cohort>/roster/": "member",
    "/admin/cohorts/<slug:cohort>/roster/import/": "roster",
    "/admin/reports/<slug:cohort>/people/": "member",
    "/admin/reports/<slug:cohort>/notices/": "notice",
    "/admin/courses/course/": "course",
    "/admin/courses/module/": "module",
    "/admin/courses/lesson/": "lesson",
    "/admin/courses/glossaryterm/": "term",
    "/admin/courses/image/": "image",
    "/admin/courses/selfdiagnosis/": "levels",
    "/admin/courses/cohort/": "cohort",
    "/admin/courses/enrolment/": "enrolment",
    "/admin/quizzes/quiz/": "quiz",
    "/admin/quizzes/question/": "question",
    "/admin/accounts/user/": "member",
    "/admin/accounts/accessrecord/": "record",
    "/admin/auth/group/": "roles",
}
# What may be written though somebody is refused: that they were here, and tried.
OF_EVERYBODY = re.compile(r"session|accessrecord|axes|failedtr|accountnotice")
WRITING = re.compile(r'(?:INSERT INTO|(?<!KEY |FOR )UPDATE|DELETE FROM)\s+"?(?!SET\b)(\w+)')


@dataclass(frozen=True)
class Group:
    """A cohort with its course: rows by what they are, words of addresses by their name."""

    cohort: Cohort
    rows: dict[str, Any]
    words: dict[str, str]

    @property
    def words_of_the_admin(self) -> dict[str, str]:
        """Where one names a row by its number, or a format."""
        kind = str(ContentType.objects.get_for_model(Module).pk)
        row = {"content_type_id": kind, "object_id": str(self.rows["module"].pk)}
        words = {"name": "gift", "year": "2026", "month": "10", "url": "no-such/"}
        return row | words | {"app_label": "courses"}


@dataclass
class Stage:
    own: Group
    other: Group
    people: dict[str, User | None]
    of_their_own: dict[str, dict[str, Any]]  # what is theirs alone: their note, a notice to them
    sessions: dict[str, str]
    client: Client = field(default_factory=Client)  # one: it puts the middleware together once

    def path(self, address: str, group: Group, role: str) -> str:
        """Of what is one's own where something is: else of the group."""
        rows, words = group.rows, group.words
        if group is self.own:
            rows = rows | self.of_their_own.get(role, {})
        if address.startswith("/admin/"):
            words = words | group.words_of_the_admin
        if beginnings := [each for each in NUMBERS if address.startswith(each)]:
            row = rows[NUMBERS[max(beginnings, key=len)]]
            words = words | dict.fromkeys(("pk", "object_id", "id"), str(row.pk))
            if "/history/<" in address:
                words["number"] = str(Page(row).versions()[0].number)

        def word(match: re.Match[str]) -> str:
            is_row = match["kind"] == "int" and match["name"] in rows
            return str(rows[match["name"]].pk) if is_row else words[match["name"]]

        return ARGUMENT.sub(word, address)

    def send(self, role: str, method: str, path: str, data: dict[str, Any]) -> tuple[str, set[str]]:
        """The letter of what is answered, and the tables that were written; nothing stays so."""
        client, session = self.client, self.sessions[role]
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session} if session else {})
        with transaction.atomic(), listening() as written:
            response = client.get(path) if method == "GET" else client.post(path, data)
            letter = letter_of(response)
            if letter == "s" and session:  # the admin's own way to say no
                letter = letter_of(client.get(response["Location"]))
            transaction.set_rollback(True)
        return letter, written


def letter_of(response: Any) -> str:
    """s: to sign in; o: opened; d: done, or led on; a: asked once more who one is."""
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "s"
    letters = {200: "o", 204: "d", 302: "d", 303: "d", 400: "b", 401: "a", 403: "f", 404: "n"}
    return (letters | {405: "m", 409: "c", 410: "g", 503: "u"}).get(
        response.status_code, str(response.status_code)
    )


@contextmanager
def listening() -> Iterator[set[str]]:
    """The tables of content and people that are written meanwhile."""
    written: set[str] = set()

    def note(execute: Any, sql: Any, *how: Any) -> Any:
        written.update(
            table for table in WRITING.findall(str(sql)) if not OF_EVERYBODY.search(table)
        )
        return execute(sql, *how)

    with connection.execute_wrapper(note):
        yield written


def make_stage() -> Stage:
    author = make_author()
    own, other = make_group("spring", author), make_group("autumn", author)
    beside = CohortFactory.create(course=own.cohort.course)
    learner, left = (one.learner for one in own.cohort.enrolments.order_by("pk")[1:3])
    people: dict[str, User | None] = {
        "nobody": None,
        "learner": learner,
        "learner of another cohort": UserFactory.create(),
        "one who left": left,
        "facilitator": own.rows["facilitator"],
        "facilitator of another cohort": make_facilitator(beside),
        "author": author,
        "superuser": UserFactory.create(is_staff=True, is_superuser=True),
    }
    beside.enrol(people["learner of another cohort"])  # type: ignore[arg-type]
    of_their_own: dict[str, dict[str, Any]] = {
        role: {"own_note": note_of(one, own.rows["lesson"])} for role, one in people.items() if one
    }
    for role, cohort in (
        ("learner", own.cohort),
        ("learner of another cohort", beside),
        ("one who left", own.cohort),
    ):
        reader: Any = people[role]
        notice = Notice.objects.send(cohort, own.rows["facilitator"], "화요일", [reader.pk])
        of_their_own[role]["own_notice"] = notice
    Enrolment.objects.filter(learner=left).update(left_at=timezone.now())
    sessions = {role: session_of(person) for role, person in people.items()}
    return Stage(own, other, people, of_their_own, sessions)


def make_group(slug: str, author: User) -> Group:
    course = make_course(modules=1, questions=1)
    term, image = GlossaryTermFactory.create(course=course), ImageFactory.create(course=course)
    cohort = make_study_group(course, members=4, slug=slug)
    facilitator = make_facilitator(cohort)
    module, enrolment = course.modules.get(), cohort.enrolments.earliest("pk")
    question, lesson = module.quiz.questions.get(), module.lessons.earliest("position")
    levels, member = module.self_diagnosis, enrolment.learner
    plan, _is_new = Plan.objects.get_or_create(cohort=cohort)
    notice = Notice.objects.send(cohort, facilitator, "화요일", [member.pk])
    rows = {
        "course": course,
        "module": module,
        "lesson": lesson,
        "quiz": module.quiz,
        "question": question,
        "levels": levels,
        "term": term,
        "image": image,
        "cohort": cohort,
        "enrolment": enrolment,
        "member": member,
        "note": MemberNote.objects.create(
            cohort=cohort, learner=member, author=facilitator, text="전화"
        ),
        "notice": notice,
        "own_notice": notice,
        "own_note": note_of(member, lesson),
        "record": AccessRecord.objects.create(
            act="viewed", whose=[member.pk], kept_until=timezone.localdate() + THREE_YEARS
        ),
        "roles": facilitator.groups.get(),
        "facilitator": facilitator,
        "roster": RosterImport.objects.create(cohort=cohort, made_by=facilitator, lines=[]),
        "bank": BankUpload.objects.create(
            quiz=module.quiz, made_by=author, format="gift", content="물음{=가 ~나}".encode()
        ),
        "remark": Remark.objects.send(question, cohort, facilitator, "단위가 헷갈립니다."),
    }
    words = {
        "course": course.slug,
        "module": module.slug,
        "question": question.slug,
        "slug": levels.slug,
        "cohort": cohort.slug,
        "code": cohort.join_code,
        "name": image.name,
        "digest": image.digest,
        "token": str(plan.calendar_token),
        "number": "1",
        "kind": "csv",
        "file": "answers.csv",
        "uidb64": "x",
        "factor": "app",
    }
    return Group(cohort, rows, words)


def note_of(person: User, lesson: Lesson) -> LessonNote:
    note = LessonNote.at(lesson, learner=person, text="메모")
    note.save()
    return note


def session_of(person: User | None) -> str:
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
