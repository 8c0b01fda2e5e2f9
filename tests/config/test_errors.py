"""What makes no sense gets a page that says so, with the right status."""

import socket
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import Client, RequestFactory

from accounts.models import User
from config import errors, limits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("address", ["/join/%00/", "/login/?next=%00", "/?a=x%00y", "/%00"])
def test_a_nul_in_the_address_is_400(client: Client, address: str) -> None:
    client.force_login(UserFactory.create())
    response = client.get(address)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_a_form_in_an_encoding_that_no_browser_sends_is_400(client: Client) -> None:
    response = client.post(
        "/login/", b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-16"
    )
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


@pytest.fixture
def visitor(transactional_db: None, client: Client) -> Client:
    """Somebody signed in whose next request opens a connection of its own."""
    client.raise_request_exception = False
    client.force_login(UserFactory.create(username="somebody"))
    connection.close()
    return client


@pytest.fixture
def unreachable(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The same person while nobody listens where the database was."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(unused.getsockname()[1]))
        yield visitor


@pytest.mark.parametrize("address", ["/", "/admin/", "/no-such-page/", "/courses/a/b/"])
def test_a_database_that_is_away_is_503_on_every_page(unreachable: Client, address: str) -> None:
    response = unreachable.get(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "앞서 저장된 답과 기록은 그대로 있습니다" in response.content.decode()


def test_a_lock_that_is_not_granted_is_503_and_nothing_is_stored(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "lock_timeout", "50ms")
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT 1 FROM accounts_user FOR UPDATE")
        response = visitor.post("/appearance/", {"theme": "dark"})
    connection.close()

    assert response.status_code == 503
    assert User.objects.get(username="somebody").theme == "system"
    assert visitor.post("/appearance/", {"theme": "dark"}).status_code == 302
    assert User.objects.get(username="somebody").theme == "dark"


def test_a_statement_that_takes_too_long_is_503(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "statement_timeout", "50ms")
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("LOCK TABLE accounts_user")
        assert visitor.get("/").status_code == 503
    connection.close()


def test_a_request_that_fails_so_is_told_in_one_line(
    unreachable: Client, caplog: pytest.LogCaptureFixture
) -> None:
    unreachable.get("/?q=1")
    told = "\n".join(caplog.handler.format(record) for record in caplog.records)
    assert "Service Unavailable: / (" in told
    assert len(told.splitlines()) == 1


def test_a_fault_of_ours_is_500_and_told_with_its_place(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    connection.cursor().execute("ALTER TABLE accounts_user RENAME theme TO themes")
    try:
        response = visitor.get("/")
    finally:
        connection.cursor().execute("ALTER TABLE accounts_user RENAME themes TO theme")

    assert response.status_code == 500
    assert "Traceback" in caplog.handler.format(caplog.records[-1])


def test_who_finds_no_connection_left_is_told_so_with_what_was_typed(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = connection.settings_dict["NAME"]
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("CREATE ROLE guest LOGIN")
        other.execute(f'ALTER DATABASE "{database}" CONNECTION LIMIT 0')
        try:
            monkeypatch.setitem(connection.settings_dict, "USER", "guest")
            response = visitor.post("/account/", {"name": "쓴 글"}, headers=OWN)
        finally:
            other.execute(f'ALTER DATABASE "{database}" CONNECTION LIMIT -1')
            other.execute("DROP ROLE guest")
    assert response.status_code == 503
    assert "쓴 글" in response.content.decode()


def test_who_finds_no_thread_for_long_is_told_so_with_what_was_typed(visitor: Client) -> None:
    with limits.too_busy():
        response = visitor.post("/account/", {"name": "쓴 글"}, headers=OWN)
        assert visitor.get("/no-such-page/").status_code == 503
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "쓴 글" in response.content.decode()


def test_where_no_memory_is_left_the_process_is_to_end(rf: RequestFactory) -> None:
    try:
        raise MemoryError
    except MemoryError:
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 503
    assert limits.memory_ran_out.is_set()
    limits.memory_ran_out.clear()
