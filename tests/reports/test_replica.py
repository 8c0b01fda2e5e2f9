"""Where a replica is set, reports read from it; all else, and every write, goes to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from accounts.models import AccessRecord, User
from config import database
from config.database import EmbeddedPostgres
from courses.models import Cohort
from reports import replica as replicas
from reports.replica import ReportsRouter, read_report
from tests.config.standby import Standby
from tests.factories import UserFactory
from tests.reports.conftest import make_course
from tests.reports.test_pages import addresses
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="session")
def streaming(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standby]:
    """A standby of the server that tests run on."""
    with running_standby(tmp_path_factory.mktemp("standby")) as standby:
        yield standby


@contextmanager
def running_standby(folder: Path) -> Iterator[Standby]:
    primary = Path(connections["default"].settings_dict["HOST"])
    if not primary.is_absolute():
        pytest.skip("DATABASE_URL names a server that nobody made a standby of.")
    standby = Standby(folder / "postgres", primary=primary)
    with standby.running():
        yield standby


@contextmanager
def named_as_replica(standby: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """As DATABASE_REPLICA_URL does it, and nothing is known of it yet."""
    asked = database.configure_replica(f"postgresql://postgres@/x?host={standby.socket_dir}")
    named = {**connections.settings["default"], "HOST": asked["HOST"], "OPTIONS": asked["OPTIONS"]}
    monkeypatch.setitem(connections.settings, "replica", named)
    monkeypatch.setattr(replicas, "_word", replicas._Word())
    connections["replica"].alias = "default"  # the only one that tests are let use
    yield connections["replica"]
    connections["replica"].close()
    del connections["replica"]


@pytest.fixture
def standby(streaming: Standby) -> Iterator[Standby]:
    """It goes on replaying after each test."""
    yield streaming
    streaming.execute("SELECT pg_wal_replay_resume()")


@pytest.fixture
def replica(standby: Standby, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with named_as_replica(standby, monkeypatch) as connection:
        yield connection


@pytest.fixture
def group(transactional_db: None) -> Cohort:
    with transaction.atomic():
        return make_study_group(make_course(modules=2), members=8)


@pytest.fixture
def viewer(group: Cohort, client: Client) -> User:
    # Without the group: what migrations made is gone once a test like this has run before.
    viewer = UserFactory.create(is_staff=True)
    group.facilitators.add(viewer)
    client.force_login(viewer)
    return viewer


def position() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        return str(cursor.fetchone()[0])


def read_from(open_page: Callable[[], Any]) -> tuple[set[str], Any]:
    """Which of the two were asked for answers, and the page."""
    asked = set()

    def noting(name: str) -> Callable[..., Any]:
        def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
            if "quizzes_answer" in sql:
                asked.add(name)
            return execute(sql, *arguments)

        return note

    with (
        connections["replica"].execute_wrapper(noting("replica")),
        connections["default"].execute_wrapper(noting("database")),
    ):
        response = open_page()
    return asked, response


def test_reports_read_from_the_replica_and_write_to_the_database(
    client: Client, replica: Any, standby: Standby, group: Cohort, viewer: User
) -> None:
    standby.wait_for(position())
    for address in addresses(group):
        where, response = read_from(lambda: client.get(address))  # noqa: B023
        assert response.status_code == 200, address
        assert where == {"replica"}, address
    assert AccessRecord.objects.filter(account=viewer.pk, act="viewed").exists()


def overview(client: Client, cohort: Cohort) -> dict[str, Any]:
    address = reverse("reports:overview", args=[cohort.slug])
    response = client.get(address, {"format": "json"})
    assert response.status_code == 200
    content: dict[str, Any] = response.json()
    return content


def members_in(report: dict[str, Any]) -> int:
    return len(report["tables"]["members"])


@pytest.fixture
def behind(standby: Standby, group: Cohort, viewer: User) -> None:
    """A member has come, of whom the replica does not know yet."""
    standby.wait_for(position())
    standby.pause()
    group.enrol(UserFactory.create())


def test_a_report_says_of_what_moment_it_is(
    client: Client, replica: Any, behind: None, standby: Standby, group: Cohort
) -> None:
    of_standby = standby.ask("SELECT pg_last_xact_replay_timestamp()")

    report = overview(client, group)

    assert members_in(report) == 8
    assert datetime.fromisoformat(report["as_of"]) == of_standby.replace(microsecond=0)
    page = client.get(reverse("reports:overview", args=[group.slug]))
    assert page.context["as_of"] == of_standby
    shown = date_format(timezone.localtime(of_standby), "DATETIME_FORMAT")
    assert f"{shown} 현재입니다." in page.content.decode()


def test_a_replica_that_is_too_far_behind_is_left_alone(
    client: Client, replica: Any, behind: None, group: Cohort, settings: Settings
) -> None:
    settings.REPLICA_MAX_AGE = 0

    assert members_in(overview(client, group)) == 9


@pytest.mark.full
def test_a_replica_that_has_all_is_used_however_long_nothing_has_happened(
    client: Client,
    replica: Any,
    standby: Standby,
    group: Cohort,
    viewer: User,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.REPLICA_MAX_AGE = 0
    monkeypatch.setattr(replicas, "KNOWN_FOR", 0)

    def is_used() -> bool:
        standby.wait_for(position())
        return read_from(lambda: overview(client, group))[0] == {"replica"}

    # Tests beside this one write to the same server, now and then just in between.
    assert any(is_used() for _time in range(100))


@pytest.mark.full
def test_where_the_replica_hangs_the_database_is_asked(
    client: Client, replica: Any, standby: Standby, group: Cohort, viewer: User
) -> None:
    with standby.stopped():
        for _time in range(2):
            assert read_from(lambda: overview(client, group))[0] == {"database"}
        assert client.get("/admin/").status_code == 200
    assert replicas.PATIENCE < 1, "second"


def test_what_breaks_off_in_the_midst_is_read_again_from_the_database(
    client: Client, replica: Any, standby: Standby, group: Cohort, viewer: User
) -> None:
    standby.wait_for(position())
    breaks: list[str] = []

    def break_off(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if "quizzes_answer" in sql and not breaks:
            breaks.append(sql)
            standby.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        return execute(sql, *arguments)

    with replica.execute_wrapper(break_off):
        where, report = read_from(lambda: overview(client, group))

    assert breaks
    assert where == {"replica", "database"}
    assert members_in(report) == 8


@pytest.mark.full
def test_a_replica_that_is_back_is_used_again(
    client: Client,
    replica: Any,
    standby: Standby,
    group: Cohort,
    viewer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for limit in ("AWAY_FOR", "KNOWN_FOR"):
        monkeypatch.setattr(replicas, limit, 0)
    with standby.stopped():
        assert read_from(lambda: overview(client, group))[0] == {"database"}
    standby.wait_for(position())
    # What was asked meanwhile may be answered late; then it is asked anew.
    assert any(read_from(lambda: overview(client, group))[0] == {"replica"} for _time in range(100))


def test_what_a_person_has_just_written_is_never_looked_for_in_a_replica(
    client: Client, replica: Any, standby: Standby, group: Cohort
) -> None:
    learner = group.enrolments.earliest("pk").learner
    client.force_login(learner)
    with standby.stopped():
        for address in ("/", group.course.get_absolute_url()):
            assert client.get(address).status_code == 200
    assert replica.connection is None


@pytest.mark.full
def test_a_replica_that_was_promoted_has_a_history_of_its_own(
    tmp_path: Path, client: Client, group: Cohort, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        running_standby(tmp_path) as promoted,
        named_as_replica(promoted, monkeypatch),
    ):
        promoted.execute("SELECT pg_promote()")
        assert read_from(lambda: overview(client, group))[0] == {"database"}


@pytest.mark.full
def test_a_replica_that_is_the_database_itself_has_all(
    client: Client, group: Cohort, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = EmbeddedPostgres(Path(connections["default"].settings_dict["HOST"]))
    with named_as_replica(own, monkeypatch):
        assert read_from(lambda: overview(client, group))[0] == {"replica"}


def test_only_what_is_read_within_a_report_comes_from_the_replica(
    replica: Any, standby: Standby, group: Cohort
) -> None:
    standby.wait_for(position())
    router = ReportsRouter()
    assert router.db_for_read(Cohort) == "default"
    read_and_write = read_report(
        lambda _: (router.db_for_read(Cohort), router.db_for_write(Cohort))
    )
    assert read_and_write == ("replica", "default")
    assert router.db_for_read(Cohort) == "default"
    assert not router.allow_migrate("replica", "courses")


def test_without_a_replica_reports_read_from_the_database() -> None:
    assert read_report(lambda _as_of: ReportsRouter().db_for_read(Cohort)) == "default"


def test_its_address_is_read_like_that_of_the_database() -> None:
    settings = database.configure_replica("postgresql://reader:secret@127.0.0.1:5433/dure")
    assert (settings["HOST"], settings["PORT"]) == ("127.0.0.1", "5433")
    assert (settings["NAME"], settings["USER"]) == ("dure", "reader")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL"):
        database.configure_replica("mysql://reader@127.0.0.1/dure")
