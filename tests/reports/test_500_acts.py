"""Whatever is done with people's data stands in the access record, one row an act, and stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import AccessRecord, User
from courses.models import Cohort
from tests.factories import UserFactory
from tests.reports.conftest import make_facilitator
from tests.tables import FULL

pytestmark = pytest.mark.django_db
ACTS = 500 if FULL else 24
KINDS = 8
BASE, ROSTER = "/admin/reports/spring/", "/admin/cohorts/spring/roster/"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Edg/142.0.0.0"
WHALE = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0.0.0 Whale/4.28 Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
# From where each of them works, and as what the record tells it.
PLACES = [
    ("10.0.0.5", EDGE, "Edge · Windows"),
    ("10.0.0.6", WHALE, "Whale · Windows"),
    ("2001:db8::7", IPAD, "Safari · iPad"),
    ("10.1.0.8", FIREFOX, "Firefox · Linux"),
]
REASON = "12월 3일 모임 회의록"


@dataclass
class Row:
    """What is to stand in the record of an act."""

    act: str
    whose: set[int]
    what: str
    format: str = ""


@dataclass
class Worker:
    """Somebody at work, in a browser that has been asked for a reason or with a program."""

    person: User
    address: str
    agent: str
    device: str
    is_program: bool
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        accept = "*/*" if self.is_program else "text/html"
        headers = {"User-Agent": self.agent, "Accept": accept}
        self.client = Client(headers=headers, REMOTE_ADDR=self.address)
        self.client.force_login(self.person)
        if not self.is_program:
            self.client.post("/reason-for-files/?next=/admin/", {"reason": REASON})

    def get(self, address: str, **query: str) -> Any:
        response: Any = self.client.get(address, query)
        b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, address
        return response

    def take(self, address: str, **query: str) -> None:
        self.get(address, **query, **({"reason": REASON} if self.is_program else {}))

    def post(self, address: str, form: dict[str, Any], status: int = 303) -> Any:
        response: Any = self.client.post(address, form)
        assert response.status_code == status, (address, response.content)
        return response


@dataclass
class Work:
    """Rounds of acts; of pages, the overview alone leaves out who was erased."""

    cohort: Cohort
    candidate: User
    turn: int = 0
    page: str = ""

    @property
    def members(self) -> set[int]:
        return set(self.cohort.enrolments.active().values_list("learner", flat=True))

    @property
    def member(self) -> User:
        people = self.cohort.enrolments.active().not_erased().order_by("pk")
        return people[self.turn % people.count()].learner

    def view(self, worker: Worker) -> list[Row]:
        module = self.cohort.course.modules.earliest("position").slug
        pages = ["", f"quiz/{module}/", "self-diagnosis/", f"people/{self.member.pk}/", ROSTER]
        place = pages[self.turn % len(pages)]
        self.page = place if place.startswith("/") else BASE + place
        whose = {self.member.pk} if "people" in place else self.members
        if not place:
            people = self.cohort.enrolments.active().not_erased()
            whose = set(people.values_list("learner", flat=True))
        worker.get(self.page)
        return [Row("viewed", whose, self.page)]

    def printed(self, worker: Worker) -> list[Row]:
        whose = set(AccessRecord.objects.filter(act="viewed").latest("pk").whose)
        worker.post(f"{BASE}printed/", {"page": self.page}, 204)
        return [Row("printed", whose, self.page)]

    def spreadsheet(self, worker: Worker) -> list[Row]:
        files = ["files/cohort.xlsx", "files/answers.xlsx", f"people/{self.member.pk}/"]
        name = files[self.turn % len(files)]
        whose = {self.member.pk} if "people" in name else self.members
        worker.take(BASE + name, **({} if "files" in name else {"format": "xlsx"}))
        return [Row("downloaded", whose, BASE + name, "xlsx")]

    def for_programs(self, worker: Worker) -> list[Row]:
        address = f"{BASE}people/{self.member.pk}/"
        worker.take(address, format="json")
        return [Row("downloaded", {self.member.pk}, address, "json")]

    def roster(self, worker: Worker) -> list[Row]:
        before, table = self.members, f"이름\r\n새사람{self.turn}"
        sent = SimpleUploadedFile("roster.csv", table.encode())
        address = worker.post(f"{ROSTER}import/", {"file": sent}).headers["Location"]
        worker.post(address, {})
        return [Row("imported", self.members - before, address)]

    def link(self, worker: Worker) -> list[Row]:
        address = f"{ROSTER}{self.member.pk}/link/"
        worker.post(address, {}, 200)
        return [Row("link-made", {self.member.pk}, address)]

    def erasure(self, worker: Worker) -> list[Row]:
        """The account is closed, which takes what rights it had."""
        member, address = self.member, f"{BASE}people/{self.member.pk}/erase/"
        worker.post(address, {"username": member.username})
        closed = Row("role-withdrawn", {member.pk}, "is_active")
        return [closed, Row("erased", {member.pk}, address)]

    def role(self, worker: Worker) -> list[Row]:
        """In turns given and taken back."""
        leads = self.cohort.facilitators.filter(pk=self.candidate.pk).exists()
        change = {"remove": self.candidate.pk} if leads else {"add": self.candidate.username}
        worker.post("/admin/cohorts/spring/facilitators/", change)
        act = "role-withdrawn" if leads else "role-granted"
        return [Row(act, {self.candidate.pk}, f"courses.cohort {self.cohort.pk}")]

    def rounds(self, workers: list[Worker]) -> Iterator[tuple[Worker, Callable[..., list[Row]]]]:
        while True:
            worker = workers[self.turn % len(workers)]
            for act in (
                *(self.view, self.printed, self.spreadsheet, self.for_programs),
                *(self.roster, self.link, self.erasure, self.role),
            ):
                yield worker, act
            self.turn += 1


@pytest.fixture
def workers(cohort: Cohort) -> list[Worker]:
    people = [*(make_facilitator(cohort) for _ in range(3)), UserFactory.create(is_staff=True)]
    people[-1].is_superuser = True
    people[-1].save()
    return [
        Worker(person, *place, is_program=at % 2 == 1)
        for at, (person, place) in enumerate(zip(people, PLACES, strict=True))
    ]


def test_each_act_is_one_row_with_all_items_that_nobody_changes(
    cohort: Cohort, workers: list[Worker]
) -> None:
    work = Work(cohort, make_facilitator())
    begin = AccessRecord.objects.count()
    for worker, act in islice(work.rounds(workers), ACTS):
        newest = AccessRecord.objects.latest("pk").pk
        expected = act(worker)
        rows = list(AccessRecord.objects.filter(pk__gt=newest).order_by("pk"))
        assert [Row(row.act, set(row.whose), row.what, row.format) for row in rows] == expected
        for row in rows:
            assert_has_all_items(row, worker)
    assert AccessRecord.objects.count() - begin == ACTS + ACTS // KINDS  # erasures close as well
    assert_that_nobody_changes_any()


def assert_has_all_items(row: AccessRecord, worker: Worker) -> None:
    where = (row.account, row.address, row.device)
    assert where == (worker.person.pk, worker.address, worker.device), row
    assert row.at
    assert row.whose
    assert row.what
    assert row.reason == (REASON if row.act == "downloaded" else "")
    assert bool(row.format) == (row.act == "downloaded")


def assert_that_nobody_changes_any() -> None:
    """Row by row, as the user with whom the app is connected."""
    before = stored()
    for number in AccessRecord.objects.values_list("pk", flat=True):
        for statement in (
            "UPDATE accounts_accessrecord SET what = 'nothing' WHERE id = %s",
            "UPDATE accounts_accessrecord SET kept_until = kept_until - 900 WHERE id = %s",
            "DELETE FROM accounts_accessrecord WHERE id = %s",
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                execute(statement, number)
    for statement in ("TRUNCATE accounts_accessrecord", "DELETE FROM accounts_accessrecord"):
        with pytest.raises(IntegrityError), transaction.atomic():
            execute(statement)
    assert stored() == before


def execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def stored() -> list[tuple[object, ...]]:
    return list(AccessRecord.objects.order_by("pk").values_list())


def test_roles_of_the_admin_stand_in_it_too(workers: list[Worker]) -> None:
    """By a superuser's form: that the account was changed, and which role it has now."""
    worker, person = workers[-1], UserFactory.create()
    address = f"/admin/accounts/user/{person.pk}/change/"
    form = worker.get(address).context["adminform"].form
    seen = worker.get(address).context["seen"]
    authors = Group.objects.get(name="Authors")
    sent = {name: form[name].value() or "" for name in ("username", "name", "theme", "language")}
    sent |= {"text_size": form["text_size"].value(), "is_active": "on", "groups": authors.pk}
    joined = person.date_joined
    sent |= {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
    newest = AccessRecord.objects.latest("pk").pk
    worker.post(address, {**sent, "seen": seen}, 302)
    rows = AccessRecord.objects.filter(pk__gt=newest).order_by("pk")
    assert {(row.act, row.what) for row in rows} == {
        ("role-granted", "Authors"),
        ("changed", f"accounts.user {person.pk}"),
    }
    for row in rows:
        assert row.whose == [person.pk]
        assert_has_all_items(row, worker)
