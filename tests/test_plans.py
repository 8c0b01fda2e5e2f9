"""At a million answers a page reads what is its reader's, or its group's, over an index."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, connections
from django.test import Client
from django.urls import resolve
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from bench import many_answers
from courses.models import Cohort, Course, Lesson, Module, SelfDiagnosis
from progress.checklists import items_of
from progress.models import LessonNote
from quizzes.models import Attempt, Question
from tests.plans import Scan, scans
from tests.site import Site
from tests.urls import names_of

ANSWERS = 1_000_000
# Smaller tables the planner reads whole, and is right: those of content and of settings.
GROWS_FROM = 1_000  # rows
# Rows of such tables that a page reads at most, for a learner and for a group of 30; fewer than one
# table has, so that none is read from end to end.
OWN, GROUPS = 900, 9_000
# Lists of superusers that count all there is, or look through all names for a part of one.
OF_EVERYBODY = re.compile(r"/(user|cohort|enrolment|accessrecord)/(\?|$)|/cohort/\d+/change/")


@dataclass
class Million:
    """A site's database with so many answers, which this process asks for the time being."""

    growing: set[str]
    asked: set[str] = field(default_factory=set)

    def reads(self, client: Client, address: str, data: Any = None) -> list[Scan]:
        """What a page reads of tables that grow."""
        with scans() as met:
            response = client.get(address) if data is None else client.post(address, data)
        assert response.status_code in {200, 204, 302, 303}, (address, response.status_code)
        self.asked.add(resolve(address.partition("?")[0]).view_name)
        return [scan for scan in met if scan.table in self.growing]


@pytest.fixture(scope="module")
def million(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Million]:
    folder = tmp_path_factory.mktemp("million") / "data"
    site = Site(folder, prepared=prepared, is_measured=False)
    settings = connections["default"].settings_dict
    before = {name: settings[name] for name in ("HOST", "NAME", "USER")}
    with site.postgres.running(), django_db_blocker.unblock():
        many_answers.make(site, ANSWERS)
        many_answers.make_groups(site)
        connection.close()
        settings |= {name: site.postgres.settings()[name] for name in before}
        try:
            yield Million(growing())
        finally:
            connection.close()
            settings |= before


def growing() -> set[str]:
    sql = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s"
    return {table for (table,) in rows(sql, GROWS_FROM)} & {*own_tables(), "django_session"}


def rows(sql: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def pages_of(learner: User) -> Iterator[str]:
    """All that a member can open."""
    course = Course.objects.get()
    home = course.get_absolute_url()
    yield from (
        "/",
        "/progress/",
        "/progress/notes/",
        home,
        f"{home}search/?q=모델",
        f"{home}glossary/",
    )
    yield from ("/progress/local-ai/record/", "/join/group-1/", "/account/", "/review/")
    yield f"/review/{Question.objects.earliest('pk').pk}/"
    for model in (Module, SelfDiagnosis):
        yield from (row.get_absolute_url() for row in model.objects.all())
    for attempt in Attempt.objects.filter(learner=learner):
        yield f"/quizzes/{attempt.quiz_id}/attempts/{attempt.number}/"


def deeds() -> Iterator[tuple[str, dict[str, Any]]]:
    """What a member sends: a mark, a note, a tick, an answer, a draft, and a self-diagnosis."""
    course = Course.objects.get()
    lesson = course.modules.earliest("position").lessons.earliest("position")
    yield f"/progress/lessons/{lesson.pk}/read/", {}
    yield f"/progress/lessons/{lesson.pk}/visit/", {}
    yield f"/progress/lessons/{lesson.pk}/note/", {"text": "메모"}
    yield f"/progress/notes/{LessonNote.objects.latest('pk').pk}/delete/", {}
    tasks = Lesson.objects.filter(body_html__contains="data-check").earliest("pk")
    (key, *_others) = items_of(tasks.body_html)
    for name in ("check", "was"):
        yield f"/progress/lessons/{tasks.pk}/ticks/", {name: key}
    for question in Question.objects.filter(quiz__module=lesson.module):
        for option in question.options.order_by("is_correct"):
            sent = {"option": option.pk, "attempt": "record"}
            yield f"/quizzes/questions/{question.pk}/answer/", sent
    yield f"/quizzes/{lesson.module.quiz.pk}/practice/", {"scope": "all"}
    yield f"/quizzes/{lesson.module.quiz.pk}/practice/stop/", {}
    yield "/review/stop/", {}
    page = SelfDiagnosis.objects.earliest("pk").get_absolute_url()
    ratings: dict[str, Any] = {f"rating-{rank}": "with-help" for rank in range(1, 7)}
    ratings["submission"] = "11111111-1111-4111-8111-111111111111"
    yield f"{page}draft/", ratings
    yield page, ratings
    yield "/join/", {"code": "group-2"}


def reports_of(group: Cohort) -> Iterator[str]:
    """All that a facilitator can open of a group."""
    reports, roster = f"/admin/reports/{group.slug}/", f"/admin/cohorts/{group.slug}/roster/"
    question = Question.objects.select_related("quiz__module").earliest("pk")
    module = question.quiz.module.slug
    learner = group.enrolments.earliest("pk").learner_id
    yield from (reports, f"{reports}?order=score", f"{reports}?inactive=7", f"{reports}compare/")
    yield from (f"{reports}?format={kind}" for kind in ("csv", "xlsx", "json"))
    yield from (f"{reports}quiz/", f"{reports}quiz/{module}/", f"{reports}self-diagnosis/")
    for page in SelfDiagnosis.objects.all():
        yield f"{reports}self-diagnosis/{page.slug}/"
    yield from (f"{reports}people/{learner}/", f"{reports}people/{learner}/erase/")
    yield from (f"{reports}meeting/", f"{reports}meeting/?module={module}")
    yield f"{reports}meeting/{module}/{question.slug}/"
    yield from (roster, f"{roster}import/", f"{roster}{learner}/move/")


def superusers_pages() -> Iterator[str]:
    """The lists of the admin, something sought in each, and the form of a row."""
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (base, f"{base}?q=many-7")
        if row := model._default_manager.last():
            yield f"{base}{row.pk}/change/"


def practising() -> list[User]:
    """Members who have answered, and are practising now, by their number."""
    members = User.objects.filter(username__startswith="many-", attempts__number=2)
    return list(members.order_by("pk"))


def newcomer(username: str) -> Client:
    """One who has left a group, and is new in another."""
    first, *_others, last = Cohort.objects.filter(slug__startswith="group-").order_by("pk")
    person = User.objects.create(username=username)
    first.enrol(person).move_to(last)
    return client_of(username)


def too_much(met: list[Scan], most: int) -> list[str]:
    """The scans of a page that read more rows than this together, the largest first."""
    if sum(scan.rows for scan in met) <= most:
        return []
    return [str(scan) for scan in sorted(met, key=lambda scan: -scan.rows)]


@pytest.mark.full
@pytest.mark.parametrize("which", ["first", "last"])
def test_a_member_reads_what_is_theirs(million: Million, which: str) -> None:
    """The last one too: a scan that stops at the first one's rows would look cheap."""
    member = practising()[0 if which == "first" else -1]
    client = client_of(member.username)
    for address in pages_of(member):
        assert too_much(million.reads(client, address), OWN) == [], address


@pytest.mark.full
def test_what_a_member_sends_reads_what_is_theirs(million: Million) -> None:
    client = newcomer("sender")
    for address, data in deeds():
        assert too_much(million.reads(client, address, data), OWN) == [], address


@pytest.mark.full
def test_a_report_reads_what_is_its_groups(million: Million) -> None:
    client = client_of("facilitator")
    for address in [*reports_of(Cohort.objects.get(slug="group-1")), "/admin/"]:
        assert too_much(million.reads(client, address), GROUPS) == [], address


@pytest.mark.full
def test_superusers_read_no_more_where_it_is_not_of_everybody(million: Million) -> None:
    client = client_of("admin")
    for address in superusers_pages():
        met = million.reads(client, address)
        if not OF_EVERYBODY.search(address):
            assert too_much(met, GROUPS) == [], address


@pytest.mark.full
def test_every_index_of_a_table_that_grows_is_used(million: Million) -> None:
    """By all these pages together; none of those of members and facilitators is forgotten here."""
    rows("SELECT pg_stat_reset()")
    member = practising()[0]
    ways = [
        (client_of(member.username), pages_of(member)),
        (client_of("facilitator"), reports_of(Cohort.objects.get(slug="group-1"))),
        (client_of("admin"), superusers_pages()),
    ]
    for client, addresses in ways:
        for address in addresses:
            million.reads(client, address)
    client = newcomer("newcomer")
    for address, data in deeds():
        million.reads(client, address, data)
    names = names_of("progress", "quizzes", "courses", "reports")
    # There is no picture, and nobody here has left for good.
    assert names - million.asked == {"courses:image", "progress:left"}
    rows("SELECT pg_stat_force_next_flush()")
    assert unused_indexes(million.growing & own_tables()) == []


def unused_indexes(tables: set[str]) -> list[str]:
    """But for those that stand for a constraint: that something is there once, or that a row to be
    deleted is referred to by none; and Django's second one of each unique text."""
    return [
        name
        for (name,) in rows(
            """
            SELECT unused.indexrelname FROM pg_stat_user_indexes AS unused
            JOIN pg_index AS index USING (indexrelid)
            WHERE unused.idx_scan = 0 AND NOT index.indisunique AND unused.relname = ANY(%s)
            AND NOT EXISTS (
                SELECT FROM pg_constraint WHERE contype = 'f' AND conrelid = index.indrelid
                AND conkey[1] = index.indkey[0]
            ) AND unused.indexrelname NOT LIKE '%%\\_like'
            """,
            sorted(tables),
        )
    ]


def own_tables() -> set[str]:
    labels = ["accounts", "authoring", "courses", "progress", "quizzes"]
    return {
        model._meta.db_table
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def test_no_index_is_the_beginning_of_another(db: None) -> None:
    """Whatever it is for, the other one does; and each row that is stored costs less."""
    twice = rows(
        """
        SELECT index.indexrelid::regclass::text FROM pg_index AS index
        JOIN pg_class AS tables ON tables.oid = index.indrelid
        WHERE NOT index.indisunique AND index.indpred IS NULL AND index.indexprs IS NULL
        AND tables.relname = ANY(%s) AND EXISTS (
            SELECT FROM pg_index AS other
            WHERE other.indrelid = index.indrelid AND other.indexrelid <> index.indexrelid
            AND other.indpred IS NULL AND other.indexprs IS NULL
            AND (other.indkey::int2[])[0:index.indnkeyatts - 1] = index.indkey::int2[]
            AND (other.indclass::oid[])[0:index.indnkeyatts - 1] = index.indclass::oid[]
        )
        """,
        sorted(own_tables()),
    )
    assert twice == []
