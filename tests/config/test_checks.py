"""What is said of an installation that is not as it should be, at each way to start it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from pytest_django import Settings

from config.database_url import CREATEDB
from tests.config.databases import Server
from tests.site import Site

WHY = (
    "DATABASE_URL names a database whose encoding is SQL_ASCII; Dure needs UTF8. "
    f"Make one with: {CREATEDB}"
)
SECRET_KEY = "for-tests-only-for-tests-only-for-tests-only-for-tests-only"  # noqa: S105


@pytest.fixture
def url_of_ascii(server: Server) -> Iterator[str]:
    """A database such as a cluster made with LANG=C gives."""
    name = f"ascii_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(("-m", "gunicorn"), marks=pytest.mark.full),
        pytest.param(("manage.py", "migrate"), marks=pytest.mark.full),
        pytest.param(("-m", "config.serve"), marks=pytest.mark.full),
        pytest.param(("manage.py", "check", "--database", "default"), marks=pytest.mark.full),
    ],
    ids=lambda start: " ".join(start),
)
def test_a_database_that_counts_bytes_for_letters_is_refused(
    url_of_ascii: str, tmp_path: Path, start: tuple[str, ...]
) -> None:
    refused = Site(tmp_path / "data").command(
        *start, DATABASE_URL=url_of_ascii, SECRET_KEY=SECRET_KEY
    )

    assert refused.returncode != 0
    assert any(line.endswith(WHY) for line in refused.stderr.splitlines()), refused.stderr
    with psycopg.connect(url_of_ascii) as ascii_database:
        tables = ascii_database.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == []


@pytest.mark.full
def test_serving_refuses_it_in_one_line(url_of_ascii: str, tmp_path: Path) -> None:
    refused = Site(tmp_path / "data").command("-m", "config.serve", DATABASE_URL=url_of_ascii)

    assert refused.stderr == WHY + "\n"


@pytest.mark.full
def test_a_database_of_utf8_is_taken(db: None) -> None:
    call_command("check", databases=["default"])


@pytest.mark.full
def test_the_command_that_is_named_makes_one_that_is_taken(server: Server, tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    name = f"made_{os.getpid()}"
    createdb = CREATEDB.replace("=dure dure", f"={server.where['USER']} {name}").split()
    maintenance = f"--maintenance-db={server.url('postgres')}"
    subprocess.run([site.postgres.binary(createdb[0]), maintenance, *createdb[1:]], check=True)

    checked = site.command(
        *("manage.py", "check", "--database", "default"),
        DATABASE_URL=server.url(name),
        SECRET_KEY=SECRET_KEY,
    )

    server.execute(f"DROP DATABASE {name}")
    assert checked.returncode == 0, checked.stderr


def what_is_said() -> list[str]:
    return [found.msg for found in run_checks(tags=[Tags.translation]) if found.id == "dure.W001"]


def test_messages_that_are_not_compiled_are_said_with_the_command(
    settings: Settings, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "ko" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.touch()
    line = "The messages of 'ko' are not compiled as they stand now: make messages"
    assert what_is_said() == [line]

    compiled = source.with_suffix(".mo")
    compiled.touch()
    assert what_is_said() == []

    newer = compiled.stat().st_mtime + 1
    os.utime(source, (newer, newer))
    assert what_is_said() == [line]


@pytest.mark.full
def test_gunicorn_says_at_each_start_what_was_left_out(tmp_path: Path, prepared: Path) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    (site.data_dir / "static" / "staticfiles.json").unlink()
    with site.postgres.running():
        site.sql(
            "UPDATE django_migrations SET app = 'was sessions' WHERE app = 'sessions' RETURNING 1"
        )
        site.sql("UPDATE pg_database SET datconnlimit = 19 WHERE datname = 'dure' RETURNING 1")
    migrate, static = "migrations are not applied: ", "The static files are not collected"
    site.start("-m", "gunicorn", until=migrate)
    assert site.process is not None
    site.wait_for(lambda log: "the CONNECTION LIMIT of DATABASE dure gives 19. WEB_" in log)
    assert site.log.read_text().count(static) == 1

    site.process.send_signal(signal.SIGHUP)
    site.wait_for(lambda log: log.count(migrate) == 2)

    assert site.log.read_text().count(static) == 2
    site.stop()


@pytest.mark.full
def test_a_site_for_which_all_was_done_has_nothing_to_say(site: Site) -> None:
    asked = (
        "import django; django.setup(); from config import checks; "
        "print(list(checks.what_is_missing()))"
    )
    said = site.command("-c", asked, DJANGO_SETTINGS_MODULE="config.settings")

    assert said.stdout == "[]\n", said.stderr
