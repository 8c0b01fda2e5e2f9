"""`manage.py backup` and `restore`, on every way that an installation takes."""

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from bench.clients import ANSWERS, Clients
from bench.upgrade import Tables, all_rows
from config.backup import archive, restoring
from config.backup.archive import Backup, BackupError, Table
from config.backup.programs import Place
from config.database import NAME, OWNER
from tests import programs
from tests.config.databases import Server
from tests.config.older_postgres import PROGRAMS, OlderPostgres
from tests.site import Site, Visitor, questions_on

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


@pytest.fixture(scope="module")
def taken(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Of the site while it runs, into a file that is named."""
    folder = tmp_path_factory.mktemp("backup")
    said = command(site, "backup", str(folder / "a.dure"))
    assert re.match(r".*/a\.dure: \d+ tables, \d+ rows, \d+ kB, in \d+\.\d s\n$", said)
    key = (site.data_dir / "secret-key").read_text()
    return Taken(folder / "a.dure", rows_of(site), key)


def test_taken_while_people_answer_it_goes_over_the_running_site_and_keeps_them_signed_in(
    tmp_path: Path, prepared: Path
) -> None:
    site = Site(tmp_path / "data", prepared=prepared)
    site.start()
    member = site.sign_in("member1")
    answer(member, 0)
    with Clients(site, members=8, threads=2) as clients:
        clients.began.wait()
        before = set(clients.acknowledged)
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
    restored = rows_of(site)["quizzes_answer"]
    assert restored.items() < live.items()
    with site.postgres.running():
        assert before <= set(site.sql(ANSWERS))
    kept = re.search(r"kept in (.*before-restore-.*\.dure)\n", said)
    assert kept is not None, said
    with archive.reading(Path(kept[1])) as backup:
        assert backup.manifest.tables["quizzes_answer"].rows == len(live)
    site.start()
    assert member.get(MODULE).text.count("data-explanation=") == 1
    site.stop()


def test_into_an_empty_installation_over_an_own_server_and_back(
    tmp_path: Path, taken: Taken
) -> None:
    programs.need("older PostgreSQL", str(PROGRAMS or ""))
    longer_than_a_socket_may_be = "두레 ".ljust(99, ".")
    empty = Site(tmp_path / longer_than_a_socket_may_be / "data")
    command(empty, "restore", str(taken.file))
    assert rows_of(empty) == taken.tables
    kept = empty.data_dir / "secret-key"
    assert kept.read_text() == taken.secret_key
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    older = OlderPostgres(tmp_path / "older")
    with older.running():
        older.make_database()
        theirs = Site(tmp_path / "theirs", variables={"DATABASE_URL": older.url})
        older.execute("CREATE TABLE public.of_somebody_else (id int PRIMARY KEY)")
        arguments = ("restore", str(taken.file), "--no-input", "--no-safety-backup")
        refused = theirs.command("manage.py", *arguments)
        assert refused.returncode == 1
        assert "permission denied for table of_somebody_else" in refused.stderr
        older.execute("DROP TABLE public.of_somebody_else")
        said = command(theirs, "restore", str(taken.file))
        assert "Start the site: make run, or systemctl start dure" in said
        assert all_rows(older.url) == taken.tables

        with psycopg.connect(older.url):
            refused = theirs.command("manage.py", "restore", str(taken.file), "--no-input")
        assert "The database is in use, by 1 connections: stop the site first" in refused.stderr
        command(theirs, "restore", str(taken.file), "--no-input")
        assert all_rows(older.url) == taken.tables

        pooled = {"DATABASE_URL": "postgresql://127.0.0.1:9/none", "DATABASE_DIRECT_URL": older.url}
        command(theirs, "backup", str(tmp_path / "b.dure"), **pooled)

    command(empty, "restore", str(tmp_path / "b.dure"), "--no-input", "--no-safety-backup")
    assert rows_of(empty) == taken.tables


def test_one_that_is_killed_midway_leaves_the_database_whole(
    tmp_path: Path, prepared: Path, taken: Taken
) -> None:
    site = Site(tmp_path / "data", prepared=prepared)
    before = rows_of(site)
    with site.postgres.running():
        restore = subprocess.Popen(
            [sys.executable, "manage.py", "restore", str(taken.file), "--no-input"],
            cwd=settings.BASE_DIR,
            env=site.environment(),
            stdout=subprocess.DEVNULL,
        )
        while not site.sql("SELECT 1 FROM pg_database WHERE datname = 'dure_restoring'"):
            assert restore.poll() is None
        os.kill(restore.pid, signal.SIGKILL)
        restore.wait()
        assert rows_of(site) == before

        command(site, "restore", str(taken.file), "--no-input", "--no-safety-backup")
        assert rows_of(site) == taken.tables
        left = site.sql("SELECT 1 FROM pg_database WHERE datname LIKE 'dure\\_%'")
        assert left == []


@pytest.fixture
def own_database(db: None, server: Server) -> Iterator[str]:
    """The address of one in which somebody else has something."""
    name = f"restored_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(server.url(name)) as theirs:
        theirs.execute("CREATE TABLE notes (id int PRIMARY KEY, text text)")
        theirs.execute("INSERT INTO notes VALUES (1, 'COPY x FROM stdin;')")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def place(url: str) -> Place:
    return Place.of(psycopg.conninfo.conninfo_to_dict(url))


def test_where_a_row_is_not_as_the_backup_says_nothing_was_changed(
    own_database: str, taken: Taken
) -> None:
    before = all_rows(own_database)
    with archive.reading(taken.file) as backup:
        tables = {**backup.manifest.tables, "accounts_user": Table(1, "other")}
        other = Backup(backup._archive, replace(backup.manifest, tables=tables))
        with pytest.raises(BackupError, match=r"accounts_user has \d+ rows of 1"):
            restoring.put_inside(other, place(own_database), lambda done, total: None)
    assert all_rows(own_database) == before


def test_a_database_of_an_older_postgres_is_carried_over(tmp_path: Path, taken: Taken) -> None:
    programs.need("older PostgreSQL", str(PROGRAMS or ""))
    site = Site(tmp_path / "data", variables={"SECRET_KEY": taken.secret_key})
    older = OlderPostgres(site.postgres.directory)
    with older.running(), archive.reading(taken.file) as backup:
        restoring.put_inside(backup, Place.embedded(older), lambda done, total: None)
    version = older.version()

    refused = site.command("manage.py", "check")
    assert f"made by PostgreSQL {version}, and this Dure brings" in refused.stderr
    assert "make upgrade-postgres" in refused.stderr
    elsewhere = site.command("manage.py", "upgradepostgres", OLD_POSTGRES=str(tmp_path))
    assert f"There is no PostgreSQL {version} in {tmp_path}" in elsewhere.stderr
    carried = command(site, "upgradepostgres")

    kept = re.search(r"The old cluster is kept in (\S+):", carried)
    assert kept is not None, carried
    assert rows_of(site) == taken.tables
    assert command(site, "upgradepostgres").endswith("nothing to do.\n")

    # As if it had been cut off between the two names; and without the older programs.
    site.postgres.cluster.rename(site.postgres.next_cluster)
    assert rows_of(site) == taken.tables
    site.postgres.cluster.rename(tmp_path / "newer")
    Path(kept[1]).rename(site.postgres.cluster)
    restored = command(site, "restore", str(taken.file), "--no-input")
    assert f"kept in {site.postgres.cluster}-{version}-" in restored
    assert rows_of(site) == taken.tables
