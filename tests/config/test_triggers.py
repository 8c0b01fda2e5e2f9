"""The triggers in the database are those of the models, or it is said which are not."""

from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from config import triggers
from quizzes.models import Answer

TABLE = "quizzes_answer"
NAME = f"{TABLE}.answers_are_append_only"
PGID = next(key[1] for key, trigger in triggers.registered().items() if trigger.name == NAME)
NOTHING = "BEGIN RETURN NEW; END"
BROKEN = {
    "is missing": f"DROP TRIGGER {PGID} ON {TABLE}",
    "is disabled": f"ALTER TABLE {TABLE} DISABLE TRIGGER {PGID}",
}
CHANGED = [
    f"CREATE OR REPLACE FUNCTION {PGID}() RETURNS TRIGGER LANGUAGE plpgsql AS $${NOTHING}$$",
    f"COMMENT ON TRIGGER {PGID} ON {TABLE} IS 'of an older version'",
    f"DROP TRIGGER {PGID} ON {TABLE}; "
    f"CREATE TRIGGER {PGID} AFTER UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {PGID}()",
    # What replaces a trigger keeps its comment.
    *(
        f"CREATE OR REPLACE TRIGGER {PGID} {when} ON {TABLE} FOR EACH {rest} "
        f"EXECUTE FUNCTION {PGID}()"
        for when, rest in [
            ("BEFORE UPDATE OR DELETE", "ROW WHEN (false)"),
            ("BEFORE UPDATE OR DELETE", "STATEMENT"),
            ("BEFORE INSERT", "ROW"),
            ("BEFORE UPDATE", "ROW"),
            ("BEFORE DELETE OR UPDATE OF ordinal", "ROW"),
            ("AFTER UPDATE OR DELETE", "ROW"),
        ]
    ),
]
CASES = [*((sql, fault) for fault, sql in BROKEN.items())] + [
    (sql, "is not as the models say") for sql in CHANGED
]


def run(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.django_db
def test_all_are_there_and_one_query_tells(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert len(triggers.registered()) >= 80
    with django_assert_num_queries(1):
        assert triggers.differences() == triggers.Differences({}, [])
    assert triggers.why_unguarded() == ""


@pytest.mark.django_db
def test_a_second_migrate_touches_none() -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call_command("migrate", verbosity=0)

    statements = [query["sql"] for query in captured]
    assert len(statements) > 1
    assert not [sql for sql in statements if " TRIGGER " in sql or "FUNCTION" in sql]


@pytest.mark.django_db
@pytest.mark.parametrize(("statement", "fault"), CASES)
def test_one_that_is_not_as_it_should_be_is_named_and_mended(statement: str, fault: str) -> None:
    run(statement)
    assert triggers.why_unguarded() == f"{NAME} {fault}"

    with CaptureQueriesContext(connection) as captured:
        call_command("migrate", verbosity=0)

    assert triggers.why_unguarded() == ""
    created = [sql for query in captured if "TRIGGER pgtrigger_" in (sql := query["sql"])]
    assert len(created) == 1, "the others are left alone"


@pytest.mark.django_db
def test_one_with_a_condition_keeps_it() -> None:
    trigger = next(
        trigger
        for trigger in triggers.registered().values()
        if "before update on" in trigger.definition and " when " in trigger.definition
    )
    run(
        f"CREATE OR REPLACE TRIGGER {trigger.pgid} BEFORE UPDATE ON {trigger.table} "
        f"FOR EACH ROW WHEN (NEW.id < 0) EXECUTE FUNCTION {trigger.pgid}()"
    )
    assert triggers.why_unguarded() == f"{trigger.name} is not as the models say"

    call_command("migrate", verbosity=0)

    assert triggers.why_unguarded() == ""


@pytest.mark.django_db
def test_one_that_is_deferred_stays_so() -> None:
    trigger = next(
        trigger
        for trigger in triggers.registered().values()
        if "deferrable initially deferred" in trigger.definition
    )
    statement = trigger.install_sql.replace("INITIALLY DEFERRED", "INITIALLY IMMEDIATE")
    run(statement)
    assert triggers.why_unguarded() == f"{trigger.name} is not as the models say"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) "
        "RETURNS BOOLEAN LANGUAGE plpgsql AS $$BEGIN RETURN TRUE; END$$",
        f"ALTER FUNCTION public._pgtrigger_should_ignore(NAME) SET pgtrigger.ignore = '{{{PGID}}}'",
        "DROP FUNCTION public._pgtrigger_should_ignore(NAME)",
    ],
)
def test_what_each_asks_first_is_named_and_mended(statement: str) -> None:
    run(statement)
    assert triggers.why_unguarded() == (
        '"public"._pgtrigger_should_ignore is not as django-pgtrigger has it'
    )

    with CaptureQueriesContext(connection) as captured:
        call_command("migrate", verbosity=0)

    assert triggers.why_unguarded() == ""
    assert not [query for query in captured if "TRIGGER pgtrigger_" in query["sql"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whose", ["DATABASE {database}", "ROLE {role} IN DATABASE {database}"])
def test_a_role_in_which_none_fires_is_named(whose: str) -> None:
    database, role = run("SELECT quote_ident(current_database()), quote_ident(current_user)")[0]
    owner = whose.format(database=database, role=role)
    run(f"ALTER {owner} SET session_replication_role = replica")
    try:
        connection.close()
        told = triggers.why_unguarded()
        call_command("migrate", verbosity=0)
        assert triggers.why_unguarded() == told, "no migrate sets it"
    finally:
        run(f"ALTER {owner} RESET session_replication_role")
        connection.close()
    assert told == (
        "session_replication_role is replica, not origin: ALTER DATABASE and ALTER ROLE … RESET it"
    )
    assert triggers.why_unguarded() == ""


@pytest.mark.django_db
def test_many_are_told_in_short() -> None:
    run(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")

    told = triggers.why_unguarded()

    assert told.count(" is disabled") == triggers.NAMED
    count = len([key for key in triggers.registered() if key[0] == TABLE])
    assert told.endswith(f"and {count - triggers.NAMED} more")


@pytest.mark.django_db
def test_one_that_no_model_names_any_more_goes(capsys: pytest.CaptureFixture[str]) -> None:
    run(
        f"CREATE TRIGGER pgtrigger_of_before BEFORE INSERT ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    run(
        f"CREATE TRIGGER somebody_elses BEFORE INSERT ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    assert triggers.differences().strays == [(TABLE, "pgtrigger_of_before")]

    call_command("migrate")

    assert triggers.differences().strays == []
    assert run("SELECT count(*) FROM pg_trigger WHERE tgname = 'somebody_elses'") == [(1,)]
    assert "Triggers: 0 installed, 1 removed" in capsys.readouterr().out


@pytest.mark.django_db
def test_those_of_another_application_stay() -> None:
    run("CREATE TABLE of_another_application (id int)")
    run(
        "CREATE TRIGGER pgtrigger_of_another BEFORE INSERT ON of_another_application "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )

    assert triggers.differences() == triggers.Differences({}, [])


@pytest.mark.django_db
def test_while_migrations_are_left_none_is_touched() -> None:
    latest = "SELECT max(name) FROM django_migrations WHERE app = 'quizzes'"
    run(f"DELETE FROM django_migrations WHERE app = 'quizzes' AND name = ({latest})")
    run(BROKEN["is disabled"])

    triggers.install_what_differs(using="default")

    assert triggers.why_unguarded() == f"{NAME} is disabled"


@pytest.mark.django_db
def test_before_the_first_migrate_nothing_is_missing() -> None:
    run("ALTER TABLE quizzes_answer RENAME TO was_answer")

    assert not [t for t in triggers.differences().faulty if t.table == Answer._meta.db_table]


@pytest.mark.django_db(transaction=True)
def test_all_are_installed_or_none() -> None:
    other, _pgid = max(key for key in triggers.registered() if key[0] != TABLE)
    run(BROKEN["is disabled"])
    run(f"ALTER TABLE {other} DISABLE TRIGGER USER")
    before = triggers.differences()
    assert {trigger.table for trigger in before.faulty} == {TABLE, other}
    try:
        with psycopg.connect(**connection.get_connection_params()) as reader:
            reader.execute(f"SELECT FROM {list(before.faulty)[-1].table}")
            run("SET lock_timeout = '100ms'")
            with pytest.raises(OperationalError):
                triggers.install_what_differs(using="default")
        assert triggers.differences() == before
    finally:
        run("RESET lock_timeout")
        triggers.install_what_differs(using="default")
    assert triggers.why_unguarded() == ""
