"""`manage.py backup` and `restore`, on every way that an installation takes."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as installation
from django.core.management import CommandError, call_command
from pytest_django import Settings

from bench.answers import GIVEN, Answers
from bench.upgrade import Tables, all_rows
from config.backup import archive, checking, restoring
from config.backup.archive import Backup, BackupError, Table
from config.backup.programs import Place
from config.backup.taking import take
from config.database import NAME, OWNER, DatabaseStartError
from tests import programs
from tests.config.databases import Server
from tests.config.older_postgres import PROGRAMS, OlderPostgres
from tests.site import Site, Visitor, questions_on

# In a table of one column they are lines of their own in a dump.
LIKE_STATEMENTS = ["SET transaction_timeout = 0;", "COPY x FROM stdin;", "\\.", "\\! false"]
MODULE = "/courses/local-ai/evaluation/"


@dataclass
class Taken:
    """A backup, and what stood in every table of the site when it was taken."""

    file: Path
    tables: Tables
    secret_key: str


def rows_of(site: Site) -> Tables:
    where = psycopg.conninfo.make_conninfo(
        host=str(site.postgres.socket_dir), user=OWNER, dbname=NAME
    )
    with site.postgres.running():
        return all_rows(where)


def command(site: Site, *arguments: str, **changes: str) -> str:
    done = site.command("manage.py", *arguments, **changes)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(member: Visitor, place: int) -> None:
    question, options = questions_on(member.get(MODULE).text)[place]
    posted = member.post(f"/quizzes/questions/{question}/answer/", option=options[0])
    assert posted.status == 303


def place(url: str) -> Place:
    return Place.of(psycopg.conninfo.conninfo_to_dict(url))


def put_inside(file: Path, place: Place) -> None:
    with archive.reading(file) as backup:
        restoring.put_inside(backup, place, lambda _done, _total: None)


def put_beside(file: Path, site: Site) -> None:
    with site.postgres.running(), archive.reading(file) as backup:
        restoring.put_beside(backup, Place.embedded(site.postgres), lambda _done, _total: None)


@pytest.fixture(scope="module")
def taken(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Of the site while it runs, into a file that is named."""
    folder = tmp_path_factory.mktemp("backup")
    said = command(site, "backup", str(folder / "a.dure"))
    assert re.match(r".*/a\.dure: \d+ tables, \d+ rows, \d+ kB, in \d+\.\d s\n$", said)
    key = (site.data_dir / "secret-key").read_text()
    return Taken(folder / "a.dure", rows_of(site), key)


@pytest.mark.full
def test_taken_while_people_answer_it_goes_over_the_running_site_and_keeps_them_signed_in(
    tmp_path: Path, prepared: Path
) -> None:
    site = Site(tmp_path / "data", prepared=prepared)
    site.start()
    member = site.sign_in("member1")
    answer(member, 0)
    answers = Answers.at(site, site.port, members=8, thinking=0.3)
    with answers.being_given():
        answers.wait_for_one_after(time.monotonic(), 60)
        before = answers.told()
        command(site, "backup")
    (file,) = (site.data_dir / "backups").iterdir()
    answer(member, 1)
    live = rows_of(site)["quizzes_answer"]

    asked = site.command("manage.py", "restore", str(file))
    assert asked.returncode == 1
    assert asked.stderr.endswith("There is a database already: add --no-input to replace it.\n")
    said = command(site, "restore", str(file), "--no-input")

    assert site.process is not None
    assert site.process.wait(timeout=60) == 0
    assert f"Stopping the site: {site.address} (process {site.process.pid})" in said
    assert "The site is stopped. Unless systemd does, start it: make run" in said
    restored = rows_of(site)["quizzes_answer"]
    assert restored.items() < live.items()
    with site.postgres.running():
        assert before <= set(site.sql(GIVEN))
    kept = re.search(r"kept in (.*before-restore-.*\.dure)\n", said)
    assert kept is not None, said
    with archive.reading(Path(kept[1])) as backup:
        assert backup.manifest.tables["quizzes_answer"].rows == len(live)
    site.start()
    assert member.get(MODULE).text.count("data-explanation=") == 1
    site.stop()


def test_into_an_empty_installation(tmp_path: Path, taken: Taken) -> None:
    longer_than_a_socket_may_be = "두레 ".ljust(99, ".")
    empty = Site(tmp_path / longer_than_a_socket_may_be / "data")
    command(empty, "restore", str(taken.file))
    assert rows_of(empty) == taken.tables
    kept = empty.data_dir / "secret-key"
    assert kept.read_text() == taken.secret_key
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with empty.postgres.running():
        assert empty.sql("SELECT count(*) FROM accounts_accessrecord") != [(0,)]
        with pytest.raises(psycopg.IntegrityError, match="The access record is never changed"):
            empty.sql("UPDATE accounts_accessrecord SET what = '' RETURNING id")


@pytest.mark.full
def test_over_an_own_server_and_back(tmp_path: Path, taken: Taken, own_database: str) -> None:
    programs.need("older PostgreSQL", str(PROGRAMS or ""))
    older = OlderPostgres(tmp_path / "older")
    with older.running():
        older.make_database()
        older.execute("CREATE TABLE public.of_somebody_else (id int PRIMARY KEY)")
        with pytest.raises(BackupError, match="permission denied for table of_somebody_else"):
            put_inside(taken.file, place(older.url))
        older.execute("DROP TABLE public.of_somebody_else")

        take(tmp_path / "notes.dure", place(own_database))
        put_inside(tmp_path / "notes.dure", place(older.url))
        assert all_rows(older.url) == all_rows(own_database)

        theirs = Site(tmp_path / "theirs", variables={"DATABASE_URL": older.url})
        variables = {"SECRET_KEY": "another key than that of the backup"}
        said = theirs.command("manage.py", "restore", str(taken.file), "--no-input", **variables)
        assert said.returncode == 0, said.stderr
        assert "Start the site: make run, or systemctl start dure" in said.stdout
        kept = theirs.data_dir / "secret-key"
        assert said.stderr.startswith("SECRET_KEY is set to another key than the backup's")
        assert said.stderr.endswith(f"Set it to what stands in {kept}\n")
        assert kept.read_text() == taken.secret_key
        assert all_rows(older.url) == taken.tables

        # Where the administrator brings the extension, its comment is not ours to change.
        older.execute("DROP EXTENSION pg_trgm CASCADE")
        older.execute("CREATE EXTENSION pg_trgm SCHEMA public")
        put_inside(taken.file, place(older.url))
        assert all_rows(older.url) == taken.tables

        pooled = {"DATABASE_URL": "postgresql://127.0.0.1:9/none", "DATABASE_DIRECT_URL": older.url}
        command(theirs, "backup", str(tmp_path / "b.dure"), **pooled)

    other = Site(tmp_path / "other" / "data")
    command(other, "restore", str(taken.file))
    put_beside(tmp_path / "b.dure", other)
    assert rows_of(other) == taken.tables


@pytest.mark.full  # as `make prove-backup` does at every moment
def test_one_that_is_killed_midway_leaves_the_database_whole(
    tmp_path: Path, prepared: Path, taken: Taken
) -> None:
    site = Site(tmp_path / "data", prepared=prepared)
    before = rows_of(site)
    with site.postgres.running():
        restore = subprocess.Popen(
            [sys.executable, "manage.py", "restore", str(taken.file), "--no-input"],
            cwd=installation.BASE_DIR,
            env=site.environment(),
            stdout=subprocess.DEVNULL,
        )
        while not site.sql("SELECT 1 FROM pg_database WHERE datname = 'dure_restoring'"):
            assert restore.poll() is None
        os.kill(restore.pid, signal.SIGKILL)
        restore.wait()
        assert rows_of(site) == before

        put_beside(taken.file, site)
        assert rows_of(site) == taken.tables
        left = site.sql("SELECT 1 FROM pg_database WHERE datname LIKE 'dure\\_%'")
        assert left == []


@pytest.fixture
def own_database(db: None, server: Server) -> Iterator[str]:
    """The address of one in which somebody else has something."""
    name = f"restored_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(server.url(name)) as theirs:
        theirs.execute("CREATE TABLE notes (text text PRIMARY KEY)")
        for note in LIKE_STATEMENTS:
            theirs.execute("INSERT INTO notes VALUES (%s)", [note])
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.full
def test_where_a_row_is_not_as_the_backup_says_nothing_was_changed(
    own_database: str, taken: Taken
) -> None:
    before = all_rows(own_database)
    with archive.reading(taken.file) as backup:
        tables = {**backup.manifest.tables, "accounts_user": Table(1, "other")}
        other = Backup(backup._archive, replace(backup.manifest, tables=tables))
        steps: list[tuple[int, int]] = []
        with pytest.raises(BackupError, match=r"accounts_user has \d+ rows of 1"):
            restoring.put_inside(other, place(own_database), lambda *step: steps.append(step))
    total = 2 * len(tables)
    assert steps == [(done, total) for done in range(1, total + 1)]
    assert all_rows(own_database) == before


@pytest.mark.full
def test_a_database_that_is_in_use_is_not_restored_into(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking.check_unused(place(own_database))
    monkeypatch.setattr(checking, "PATIENCE", 0)

    in_use = pytest.raises(BackupError, match="in use, by 1 connections: stop the site first")
    with psycopg.connect(own_database), in_use:
        checking.check_unused(place(own_database))


@pytest.mark.full
def test_a_database_that_looks_elsewhere_for_tables_is_refused(
    own_database: str, taken: Taken
) -> None:
    elsewhere = Place({**place(own_database).params, "options": "-c search_path=pg_catalog"})
    with archive.reading(taken.file) as backup:
        checking.check_server(backup.manifest, place(own_database))
        with pytest.raises(BackupError, match=r"in the schema public, .* in pg_catalog"):
            checking.check_server(backup.manifest, elsewhere)


def test_a_database_that_cannot_hold_hangul_is_refused(
    db: None, server: Server, taken: Taken
) -> None:
    name = f"ascii_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'")
    try:
        refused = pytest.raises(BackupError, match="encoding of the database is SQL_ASCII")
        with archive.reading(taken.file) as backup, refused:
            checking.check_server(backup.manifest, place(server.url(name)))
    finally:
        server.execute(f"DROP DATABASE {name}")


def call(*arguments: str) -> str:
    """What a command printed that ran here."""
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.full
def test_a_database_of_an_older_postgres_is_carried_over(
    tmp_path: Path, taken: Taken, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.need("older PostgreSQL", str(PROGRAMS or ""))
    site = Site(tmp_path / "data")
    settings.DATA_DIR = site.data_dir
    monkeypatch.delenv("DATABASE_URL", raising=False)
    older = OlderPostgres(site.postgres.directory)
    with older.running():
        put_inside(taken.file, Place.embedded(older))
    version = older.version()

    with pytest.raises(DatabaseStartError, match=f"{version}, and .*: make upgrade-postgres"):
        rows_of(site)
    monkeypatch.setenv("OLD_POSTGRES", str(tmp_path))
    with pytest.raises(CommandError, match=f"There is no PostgreSQL {version} in {tmp_path}"):
        call("upgradepostgres")
    monkeypatch.delenv("OLD_POSTGRES")
    kept = re.search(r"The old cluster is kept in (\S+):", call("upgradepostgres"))
    assert kept is not None
    assert rows_of(site) == taken.tables
    assert call("upgradepostgres").endswith("nothing to do.\n")

    # As if it had been cut off between the two names; and without the older programs.
    site.postgres.cluster.rename(site.postgres.next_cluster)
    assert rows_of(site) == taken.tables
    site.postgres.cluster.rename(tmp_path / "newer")
    Path(kept[1]).rename(site.postgres.cluster)
    restored = call("restore", str(taken.file), "--no-input")
    assert f"kept in {site.postgres.cluster}-{version}-" in restored
    assert rows_of(site) == taken.tables
