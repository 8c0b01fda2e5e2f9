"""Where a replica is set, reports read from it; all else, and every write, goes to the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import database
from courses.models import Cohort
from progress.models import SeenAnswers
from reports.replica import ReportsRouter, reading_reports
from tests.factories import UserFactory
from tests.reports.conftest import make_course
from tests.reports.test_pages import addresses
from tests.study_group import make_study_group


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A second connection, which the database lets write nothing, as a standby would not."""
    default = connections.settings["default"]
    options = {**default["OPTIONS"], "options": "-c default_transaction_read_only=on"}
    monkeypatch.setitem(connections.settings, "replica", {**default, "OPTIONS": options})
    connections["replica"].alias = "default"  # the only one that tests are let use
    yield connections["replica"]
    connections["replica"].close()
    del connections["replica"]


@pytest.mark.django_db(transaction=True)
def test_reports_read_from_the_replica_and_write_to_the_database(
    client: Client, replica: Any
) -> None:
    with transaction.atomic():
        cohort = make_study_group(make_course(modules=2), members=8)
    # Without the group: what migrations made is gone once a test like this has run before.
    facilitator = UserFactory.create(is_staff=True)
    cohort.facilitators.add(facilitator)
    client.force_login(facilitator)
    for address in addresses(cohort):
        with (
            CaptureQueriesContext(connections["replica"]) as read,
            CaptureQueriesContext(connections["default"]) as elsewhere,
        ):
            assert client.get(address).status_code == 200, address
        assert any("quizzes_answer" in query["sql"] for query in read), address
        assert not any("quizzes_answer" in query["sql"] for query in elsewhere), address
    assert SeenAnswers.objects.filter(viewer=facilitator).exists()


def test_only_what_is_read_within_a_report_comes_from_the_replica(replica: Any) -> None:
    router = ReportsRouter()
    assert router.db_for_read(Cohort) == "default"
    with reading_reports():
        assert router.db_for_read(Cohort) == "replica"
        assert router.db_for_write(Cohort) == "default"
    assert router.db_for_read(Cohort) == "default"
    assert not router.allow_migrate("replica", "courses")


def test_without_a_replica_reports_read_from_the_database() -> None:
    with reading_reports():
        assert ReportsRouter().db_for_read(Cohort) == "default"


def test_its_address_is_read_like_that_of_the_database() -> None:
    settings = database.configure_replica("postgresql://reader:secret@127.0.0.1:5433/dure")
    assert (settings["HOST"], settings["PORT"]) == ("127.0.0.1", "5433")
    assert (settings["NAME"], settings["USER"]) == ("dure", "reader")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL"):
        database.configure_replica("mysql://reader@127.0.0.1/dure")
