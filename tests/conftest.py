import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as property_tests

from authoring.content import CONTENT
from config.database import EmbeddedPostgres
from courses.versions import versions_of
from quizzes.module_content import EMPTY_MODULES
from tests.site import Site

# However slow the machine is, a property test looks at its examples.
property_tests.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_tests.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Unless DATABASE_URL names one, tests have an embedded server of their own."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    server = EmbeddedPostgres(settings.DATA_DIR / "test-postgres", durable=False)
    connections["default"].settings_dict["HOST"] = str(server.socket_dir)
    with server.running():
        yield


@pytest.fixture(scope="session", autouse=True)
def _answers_can_be_flushed_between_tests() -> Iterator[None]:
    """Tests with real transactions empty the tables after them, which these tables refuse.

    Only the owner of the tables can let it through.
    """
    flush = DatabaseOperations.sql_flush
    versions = [versions_of(model).model._meta.db_table for model in CONTENT]
    append_only = ["quizzes_answer", "progress_seenanswers", *versions]

    def without_triggers(self: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
        statements = flush(self, *args, **options)
        off, on = (
            [f"ALTER TABLE {table} {word} TRIGGER USER" for table in append_only]
            for word in ("DISABLE", "ENABLE")
        )
        return [*off, *statements, *on] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `make run` serves it: gunicorn, real Postgres, the fixtures, the demo logins."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.start()
    yield site
    assert site.stop() == 0, site.log.read_text()[-2000:]
    assert not site.postgres.is_live()


@pytest.fixture(autouse=True)
def _modules_with_nothing_in_them_are_taken_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Most tests need no section in a published module; Django checks what is deferred after each.

    That the database refuses such modules is tested in tests/quizzes/test_module_content.py.
    """
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("db")
    yield
    connection = connections["default"]
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            empty = EMPTY_MODULES.format(module="true")
            cursor.execute(f"UPDATE courses_module SET is_published = false WHERE id IN ({empty})")


@pytest.fixture
def messages_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
