"""An import is taken back to the row, as long as nobody it made has signed in."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord, User
from cohorts.roster.taking_back import CannotTakeBackError, take_back
from courses.models import Cohort, Enrolment, RosterImport
from tests.cohorts.roster.test_import import upload
from tests.factories import PASSWORD, CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
ROSTER = "/admin/cohorts/spring/roster/"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


def rows() -> dict[str, list[tuple[object, ...]]]:
    return {
        "accounts": list(User.objects.order_by("pk").values_list("pk", "name", "password")),
        "enrolments": list(
            Enrolment.objects.order_by("pk").values_list("pk", "cohort", "learner", "left_at")
        ),
    }


def bring_in(client: Client, *names: str) -> RosterImport:
    client.post(upload(client, [["이름", "이메일"], *([name, ""] for name in names)])["Location"])
    return RosterImport.objects.latest("pk")


def address(record: RosterImport) -> str:
    return f"{ROSTER}import/{record.pk}/take-back/"


def link_of(client: Client, record: RosterImport) -> str:
    slip = client.get(f"{ROSTER}import/{record.pk}/").context["handed_out"].slips[0]
    return str(slip.link).replace("http://testserver", "")


def test_accounts_and_enrolments_are_as_before(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    other = CohortFactory.create()
    other.facilitators.add(facilitator)
    known, gone, here = (UserFactory.create(email=f"{name}@x.kr") for name in "abc")
    other.enrol(known)
    cohort.enrol(here)
    Enrolment.objects.filter(pk=cohort.enrol(gone).pk).update(left_at=timezone.now())
    before = rows()
    people = [[f"이 {name}", f"{name}@x.kr"] for name in "abcd"]
    client.post(upload(client, [["이름", "이메일"], *people])["Location"])
    record = RosterImport.objects.get()
    assert cohort.enrolments.active().count() == 4
    assert "계정 1개" in client.get(address(record)).content.decode()

    assert client.post(address(record)).status_code == 303

    assert rows() == before
    record.refresh_from_db()
    assert (record.state, record.taken_back_by) == ("taken-back", facilitator)
    assert "되돌린 명단입니다" in client.get(f"{ROSTER}import/{record.pk}/").content.decode()
    assert client.post(address(record)).status_code == 409


def test_after_somebody_has_set_a_password_nothing_is_changed(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    record = bring_in(client, "김하나", "이두리")
    visitor = Client()
    form = visitor.get(link_of(client, record))["Location"]
    visitor.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    before = rows()

    assert "김하나 님이 비밀번호를" in client.get(address(record)).content.decode()
    refused = client.post(address(record))

    assert refused.status_code == 409
    assert "김하나 님이 비밀번호를" in refused.content.decode()
    assert rows() == before


@pytest.mark.parametrize("used", [{"password": "pbkdf2"}, {"last_login": timezone.now()}])
def test_either_a_password_or_a_sign_in_is_enough(
    client: Client, cohort: Cohort, facilitator: User, used: dict[str, object]
) -> None:
    record = bring_in(client, "김하나")
    User.objects.filter(name="김하나").update(**used)
    with pytest.raises(CannotTakeBackError):
        take_back(record, facilitator)


def test_nobody_who_is_in_another_cohort_since_is_deleted(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    record = bring_in(client, "김하나")
    CohortFactory.create().enrol(User.objects.get(name="김하나"))
    assert client.post(address(record)).status_code == 409
    assert cohort.enrolments.active().count() == 1


def test_the_access_record_keeps_their_numbers(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    record = bring_in(client, "김하나", "이두리")
    people = sorted(User.objects.filter(name__in=["김하나", "이두리"]).values_list("pk", flat=True))

    client.post(address(record), follow=True)

    assert not User.objects.filter(pk__in=people).exists()
    deleted = AccessRecord.objects.get(act="deleted")
    assert (deleted.account, sorted(deleted.whose)) == (facilitator.pk, people)


def test_all_who_lead_the_cohort_see_the_record_and_nobody_else(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    record = bring_in(client, "김하나")
    assert f'data-import="{record.pk}"' in client.get(f"{ROSTER}import/").content.decode()
    client.force_login(make_facilitator(cohort))
    assert client.get(f"{ROSTER}import/{record.pk}/").status_code == 200
    assert client.get(address(record)).status_code == 200
    client.force_login(make_facilitator(CohortFactory.create()))
    assert client.post(address(record)).status_code == 404
    assert cohort.enrolments.count() == 1


Meanwhile = Callable[[Callable[[], int]], Future[int]]


@pytest.fixture
def meanwhile() -> Iterator[Meanwhile]:
    """Runs work on another connection, and goes on once it waits for a row."""

    def start(work: Callable[[], int]) -> Future[int]:
        def run() -> int:
            try:
                return work()
            finally:
                connections.close_all()

        future = threads.submit(run)
        with connection.cursor() as cursor:
            while not future.done():
                cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
                if cursor.fetchone():
                    break
        assert not future.done(), "It did not wait."
        return future

    with ThreadPoolExecutor(1) as threads:
        yield start


@pytest.mark.django_db(transaction=True)
def test_who_sets_a_password_at_that_moment_comes_too_late(
    client: Client, cohort: Cohort, facilitator: User, meanwhile: Meanwhile
) -> None:
    record = bring_in(client, "김하나")
    visitor = Client()
    form = visitor.get(link_of(client, record))["Location"]
    passwords = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    with transaction.atomic():
        take_back(record, facilitator)
        post = meanwhile(lambda: visitor.post(form, passwords).status_code)
    assert post.result() == 410
    assert not User.objects.filter(name="김하나").exists()


@pytest.mark.django_db(transaction=True)
def test_who_has_just_set_a_password_is_seen(
    client: Client, cohort: Cohort, facilitator: User, meanwhile: Meanwhile
) -> None:
    record = bring_in(client, "김하나")
    with transaction.atomic():
        User.objects.filter(name="김하나").update(password="pbkdf2$", last_login=timezone.now())
        post = meanwhile(lambda: client.post(address(record)).status_code)
    assert post.result() == 409
    assert cohort.enrolments.count() == 1
