import fcntl
import gc
import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import coverage
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as property_tests
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer

from config.database import EmbeddedPostgres
from courses.models import Course
from quizzes.module_content import EMPTY_MODULES
from tests.counting import (
    choose_counted,
    counting,
    hands_out_tests,
    import_apps,
    imports_first,
    uncounted,
)
from tests.database import (
    AS_MIGRATED,
    TEMPLATE,
    Copy,
    Keeping,
    emptied_after_real_transactions,
    end_other_sessions,
    keep_rows,
    load_local_ai,
    make_template,
    put_back,
)
from tests.sharing import SharingScheduling
from tests.site import Site, made_once
from tests.tables import examples, leave_out_the_rest

# However slow the machine is, a property test looks at its examples.
property_tests.register_profile(
    "patient", examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_tests.load_profile("patient")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharingScheduling:
    return SharingScheduling(config, log)


@contextmanager
def compiled_once() -> Iterator[None]:
    """In a new folder, have one process compile what is imported, and the others read it."""
    worker, here = os.environ.get("PYTEST_XDIST_WORKER"), Path(__file__)
    is_compiled = any((here.parent / "__pycache__").glob("test_*.pyc"))
    if worker is None or is_compiled or sys.dont_write_bytecode:
        yield
        return
    with here.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if worker == "gw0" else fcntl.LOCK_SH)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    is_first = imports_first(session.config)
    with compiled_once(), counting(wanted=is_first):
        if is_first and coverage.Coverage.current():
            import_apps()
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    with counting(wanted=not hands_out_tests(session.config)):
        return (yield)


def pytest_collection_finish() -> None:
    """Thousands of tests and all they import stay: to look through them for garbage again and again
    takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    leave_out_the_rest(config, items)
    choose_counted(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with counting(wanted=not item.stash[uncounted]):
        return (yield)


@pytest.fixture(scope="session")
def _server() -> Iterator[None]:
    """Unless DATABASE_URL names one, tests have an embedded server of their own."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    server = EmbeddedPostgres(settings.DATA_DIR / "test-postgres", durable=False)
    connections["default"].settings_dict["HOST"] = str(server.socket_dir)
    with server.running():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    _server: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Where several processes test, one of them migrates."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    with made_once(tmp_path_factory, "template") as mark, django_db_blocker.unblock():
        if not mark.exists():
            make_template()
            mark.touch()
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Kept as the migrations left it, so that the tests may come in any order."""
    with django_db_blocker.unblock():
        migrated = Copy(AS_MIGRATED)
        if not migrated.tables():
            migrated.make(without=[])
    with emptied_after_real_transactions():
        yield
    with django_db_blocker.unblock():
        end_other_sessions()


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Keeping:
    """What puts rows into the database that take long to make: they are made once."""

    def keep(schema: str, make: Callable[[], object]) -> list[str]:
        with django_db_blocker.unblock():
            return keep_rows(schema, make)

    return keep


@pytest.fixture(scope="session")
def _local_ai_rows(kept: Keeping) -> list[str]:
    return kept("local_ai", load_local_ai)


@pytest.fixture
def local_ai(db: None, _local_ai_rows: list[str]) -> Course:
    """The course of the repository, as `loaddata` leaves it."""
    put_back(_local_ai_rows)
    return Course.objects.get(slug="local-ai")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site that has run: started once, as a first start takes long."""
    with made_once(tmp_path_factory, "prepared") as folder:
        if not folder.exists():
            site = Site(folder.with_name("preparing"), is_measured=False)
            site.start()
            assert site.stop() == 0, site.log.read_text()
            site.hurry()
            site.data_dir.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """The site as `make run` serves it: gunicorn, real Postgres, the fixtures, the demo logins."""
    # Not measured: counting the lines of a page makes each take half as long again, and what the
    # site runs is measured where tests call it.
    site = Site(tmp_path_factory.mktemp("site") / "data", prepared=prepared, is_measured=False)
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
