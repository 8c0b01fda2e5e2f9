"""A small database of af24963, as `bench/old_dump.py` made it, is upgraded without a loss.

`make prove-upgrade` does the same with a large one, made anew, and up to signing in.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg.sql import SQL, Identifier

from bench.upgrade import Tables, all_rows, compare
from config.checks import why_unfit
from tests.config.databases import Server
from tests.site import Site

DUMP = settings.BASE_DIR / "tests" / "data" / "af24963.sql"
SECRET_KEY = "for-tests-only-for-tests-only-for-tests-only-for-tests-only"  # noqa: S105
# What every database of today has alike; the order of columns differs, and may.
SCHEMA = """
    SELECT 'column', table_name || '.' || column_name,
        concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default,
            generation_expression)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'index', tablename || '.' || indexname, indexdef
    FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname,
        concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid), obj_description(t.oid), prosrc)
    FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal
"""


# A dump writes casts of lists otherwise than they were first written, and means the same.
CASTS = re.compile(r"::character varying|::text(\[\])?|[()]")


def in_order(schema: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return sorted((kind, name, CASTS.sub("", definition)) for kind, name, definition in schema)


@dataclass(frozen=True)
class Upgraded:
    url: str
    before: Tables
    said: str


def migrate(url: str, data_dir: Path) -> str:
    site = Site(data_dir, is_measured=False)
    migrated = site.command("manage.py", "migrate", DATABASE_URL=url, SECRET_KEY=SECRET_KEY)
    assert migrated.returncode == 0, migrated.stderr
    return migrated.stdout


@pytest.fixture(scope="module")
def upgraded(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    name = f"af24963_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name}")
    url = server.url(name)
    with psycopg.connect(url) as scratch:
        scratch.execute(DUMP.read_bytes())
    before = all_rows(url)
    yield Upgraded(url, before, migrate(url, tmp_path_factory.mktemp("upgrade") / "data"))
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def copy(upgraded: Upgraded, server: Server) -> Iterator[str]:
    """The address of a copy that a test may spoil."""
    name = f"copy_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE af24963_{os.getpid()}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_row_is_as_it_was(upgraded: Upgraded) -> None:
    comparison = compare(upgraded.before, all_rows(upgraded.url), content_may_change=False)

    assert comparison.losses == []
    assert comparison.meant == {"accounts_user.username": 2}
    for table in ("answer", "askedquestion", "attempt", "option", "question", "questionversion"):
        assert comparison.rows[f"quizzes_{table}"] > 0, table
    for table in ("diagnosis", "diagnosisdraft", "lessonread", "rating"):
        assert comparison.rows[f"progress_{table}"] > 0, table
    assert comparison.rows["courses_enrolment"] == 5


def test_two_usernames_that_are_one_today_are_told(upgraded: Upgraded) -> None:
    assert "'Double' and 'double' differ by capitals or width only" in upgraded.said


def test_it_is_then_as_a_database_made_today(upgraded: Upgraded, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        of_today = in_order(cursor.fetchall())
    with psycopg.connect(upgraded.url) as old:
        schema = in_order(old.execute(SCHEMA).fetchall())

    assert {kind for kind, *_rest in schema} == {"column", "constraint", "index", "trigger"}
    assert schema == of_today


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quizzes_answer SET option_id = option_id WHERE ordinal = 1",
        "DELETE FROM quizzes_answer",
        "TRUNCATE quizzes_answer CASCADE",
        "UPDATE quizzes_option SET is_correct = NOT is_correct",
    ],
)
def test_nobody_changes_what_was_answered(upgraded: Upgraded, change: str) -> None:
    with psycopg.connect(upgraded.url) as old, pytest.raises(psycopg.errors.IntegrityError):
        old.execute(change.encode())


@pytest.mark.full
def test_one_with_all_the_former_migrations_runs_none(copy: str, tmp_path: Path) -> None:
    with psycopg.connect(copy) as head:
        forgotten = head.execute("DELETE FROM django_migrations WHERE name LIKE '%\\_squashed\\_%'")
        assert forgotten.rowcount == 5

    said = migrate(copy, tmp_path / "data")

    assert "No migrations to apply." in said
    assert "Triggers" not in said


@pytest.mark.full
def test_a_first_migrate_that_was_cut_off_goes_on(db: None) -> None:
    quizzes = MigrationRecorder(connection).migration_qs.filter(app__in=["quizzes", "progress"])
    assert quizzes.delete()[0] > 2

    assert why_unfit() == ""


@pytest.mark.full
@pytest.mark.parametrize(
    "start",
    [
        ("manage.py", "migrate"),
        pytest.param(("-m", "gunicorn"), marks=pytest.mark.full),
        pytest.param(("-m", "config.serve"), marks=pytest.mark.full),
    ],
)
def test_one_that_is_older_goes_over_that_version(
    copy: str, tmp_path: Path, start: tuple[str, ...]
) -> None:
    with psycopg.connect(copy) as older:
        older.execute("DELETE FROM django_migrations WHERE name = '0008_image_history'")
        older.execute("DELETE FROM django_migrations WHERE name LIKE '%\\_squashed\\_%'")
        older.execute("DROP TABLE courses_imageversion")

    refused = Site(tmp_path / "data").command(*start, DATABASE_URL=copy, SECRET_KEY=SECRET_KEY)

    assert refused.returncode != 0
    why = (
        "The database is older than af24963. Upgrade it to that first: "
        "git checkout af24963, make messages, .venv/bin/python manage.py migrate"
    )
    assert any(line.endswith(why) for line in refused.stderr.splitlines()), refused.stderr


@pytest.mark.full
def test_a_table_of_answers_without_its_guard_is_not_served(copy: str, tmp_path: Path) -> None:
    with psycopg.connect(copy) as spoilt:
        guards = spoilt.execute(
            "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_answers\\_are\\_append%'"
        ).fetchall()
        for (name,) in guards:
            spoilt.execute(SQL("DROP TRIGGER {} ON quizzes_answer").format(Identifier(name)))

    refused = Site(tmp_path / "data").command(
        "-m", "gunicorn", DATABASE_URL=copy, SECRET_KEY=SECRET_KEY
    )

    assert refused.returncode != 0
    why = (
        "What guards the data is not whole (quizzes_answer.answers_are_append_only is missing): "
        ".venv/bin/python manage.py migrate"
    )
    assert any(line.endswith(why) for line in refused.stderr.splitlines()), refused.stderr
