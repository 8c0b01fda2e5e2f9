"""DATABASE_URL: what it may say, and what is done or refused where it leads."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from config import database_url
from tests.config.databases import Server
from tests.site import Site
from tests.tables import first

pytestmark = pytest.mark.django_db  # so that there is a server to make databases on

SECRET_KEY = "for-tests-only-for-tests-only-for-tests-only-for-tests-only"  # noqa: S105


def test_several_hosts_are_understood_as_libpq_writes_them() -> None:
    where, options = database_url.read(
        "postgresql://dure:p%40ss@a:5433,[fd00::2]:5434,c/learn?target_session_attrs=read-write",
        "DATABASE_URL",
    )

    assert where == {
        "NAME": "learn",
        "USER": "dure",
        "PASSWORD": "p@ss",
        "HOST": "a,fd00::2,c",
        "PORT": "5433,5434,",
    }
    assert options == {"target_session_attrs": "read-write"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hidden@a:1,b:port/dure",
        "postgresql://me:hidden@a",
        "postgresql://me:hidden@[::1/dure",
        "postgresql://a/dure?hidden=1",
        "host=a password=hidden dbname=dure",
        "mysql://me:hidden@a/dure",
    ],
)
def test_what_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        database_url.read(url, "DATABASE_URL")

    assert str(refused.value).startswith("DATABASE_URL: ")
    assert "hidden" not in str(refused.value)


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """Of a database that is not there."""
    name = f"missing_{os.getpid()}"
    yield server.url(name)
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.execute("DROP ROLE IF EXISTS humble")


def test_a_database_that_is_missing_is_made_in_utf8(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert database_url.why_unreachable() != ""

    assert database_url.make_missing() == f"missing_{os.getpid()}"

    assert database_url.why_unreachable() == ""
    assert database_url.make_missing() == ""
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_who_may_not_make_one_is_told_how_it_is_made(
    url: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.execute("CREATE ROLE humble LOGIN")
    monkeypatch.setenv("DATABASE_URL", url.replace(f"//{server.where['USER']}:", "//humble:"))

    with pytest.raises(ImproperlyConfigured) as refused:
        database_url.make_missing()

    assert str(refused.value) == (
        f"There is no database 'missing_{os.getpid()}', and this user may not make one: "
        f"{database_url.CREATEDB}"
    )


@pytest.mark.parametrize(("version", "is_refused"), [(14_00_20, True), (15_00_00, False)])
def test_a_server_that_is_too_old_is_refused(version: int, is_refused: bool) -> None:
    assert database_url.why_too_old(version).startswith("DATABASE_URL names a PostgreSQL 14; ") == (
        is_refused
    )


@pytest.mark.parametrize(
    ("tables", "said"),
    first(
        1,
        [
            (
                "CREATE TABLE ledger (id int)",
                "The database is in use by something else (ledger …).",
            ),
            (
                "CREATE TABLE accounts_user (id int); CREATE TABLE django_migrations (id int,"
                " app text, name text, applied timestamptz); INSERT INTO django_migrations VALUES"
                " (1, 'quizzes', '0999_of_tomorrow', now()), (2, 'axes', '0999_of_others', now())",
                "The database is of a newer Dure than this (quizzes.0999_of_tomorrow is not known",
            ),
        ],
    ),
    ids=["of others", "of a newer Dure"],
)
def test_a_database_of_another_is_refused_in_one_line(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: str, said: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    database_url.make_missing()
    with psycopg.connect(url) as connection:
        connection.execute(tables)

    refused = Site(tmp_path / "data").command("-m", "config.serve", DATABASE_URL=url)

    assert refused.returncode == 1
    assert refused.stderr.startswith(said)
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.full
def test_a_first_migration_that_was_cut_off_is_gone_on_with(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    database_url.make_missing()
    site = Site(tmp_path / "data", variables={"DATABASE_URL": url, "SECRET_KEY": SECRET_KEY})
    assert site.command("manage.py", "migrate", "contenttypes").returncode == 0

    migrated = site.command("manage.py", "migrate", "accounts", "0001")

    assert migrated.returncode == 0, migrated.stderr
