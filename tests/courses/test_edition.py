"""Whoever changes content, and however, makes another edition, and nobody waits for anybody."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from authoring.content import CONTENT
from courses.kept import Shelf
from courses.models import Course, Edition, Module
from courses.models.base import ContentModel
from courses.models.edition import RAISES_THE_EDITION
from tests.factories import (
    CourseFactory,
    GlossaryTermFactory,
    ImageFactory,
    SelfDiagnosisFactory,
    make_quiz,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> None:
    """A row of each kind."""
    module = make_quiz().module
    SelfDiagnosisFactory.create(after=module)
    GlossaryTermFactory.create(course=module.course)
    ImageFactory.create(course=module.course)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_kind_of_content_raises_it() -> None:
    without = [m for m in CONTENT if RAISES_THE_EDITION not in m._meta.triggers]  # type: ignore[attr-defined]
    assert without == []


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_a_change_by_sql_alone_makes_another_edition(
    content: None, model: type[ContentModel]
) -> None:
    table, column = model._meta.db_table, model.written_fields()[0].column
    editions = {Edition.objects.current()}
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table} WHERE false",
        f"INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false",
    ):
        sql(statement)
        assert Edition.objects.current() not in editions
        editions.add(Edition.objects.current())
    assert Edition.objects.count() == 1  # the tokens of before are taken away


def test_what_is_taken_back_leaves_the_edition_as_it_was(content: None) -> None:
    before = Edition.objects.current()
    with transaction.atomic():
        Course.objects.update(title="다른 제목")
        assert Edition.objects.current() != before
        transaction.set_rollback(True)
    assert Edition.objects.current() == before


def in_another_connection(act: Callable[[], None]) -> None:
    """At once, or it fails: whoever waits for the other would wait for ever."""
    errors: list[Exception] = []

    def run() -> None:
        try:
            sql("SET lock_timeout = '5s'")
            act()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ"])
def test_two_who_write_at_once_do_not_wait_and_make_three_editions(isolation: str) -> None:
    first, second = CourseFactory.create(), CourseFactory.create()
    editions = [Edition.objects.current()]

    def write(course: Course) -> None:
        Course.objects.filter(pk=course.pk).update(title=f"{course.title}!")

    with transaction.atomic():
        sql(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
        assert Edition.objects.current() == editions[0]
        in_another_connection(lambda: write(second))
        write(first)
        in_another_connection(lambda: write(second))
        in_another_connection(lambda: editions.append(Edition.objects.current()))
    editions.append(Edition.objects.current())
    write(first)
    editions.append(Edition.objects.current())

    assert len(set(editions)) == 4
    assert Edition.objects.count() == 1


def test_what_is_kept_is_read_again_when_content_has_changed_and_only_then(
    content: None, django_assert_num_queries: Any
) -> None:
    titles: Shelf[list[str]] = Shelf(lambda: list(Course.objects.values_list("title", flat=True)))
    titles.read()
    now = Edition.objects.current()
    with django_assert_num_queries(0):
        assert titles.of(now).content == titles.last().content
    Course.objects.update(title="새 제목")

    assert titles.of(Edition.objects.current()).content == ["새 제목"]
    assert titles.last().edition == Edition.objects.current()


def test_what_changes_while_it_is_read_is_read_again() -> None:
    course = CourseFactory.create(title="처음")
    changes = iter(["둘째", "셋째"])

    def read() -> str:
        title = Course.objects.get().title
        if (change := next(changes, None)) is not None:
            Course.objects.filter(pk=course.pk).update(title=change)
        return title

    kept = Shelf(read).read()

    assert (kept.content, kept.edition) == ("셋째", Edition.objects.current())


def test_what_changes_all_the_time_is_shown_and_not_kept() -> None:
    CourseFactory.create()

    def read() -> int:
        Course.objects.update(is_published=True)
        return 1

    shelf = Shelf(read)
    assert (shelf.read().edition, shelf.read().content) == (None, 1)
    assert not shelf._kept


def test_the_least_used_is_thrown_away() -> None:
    reads: list[int] = []

    def read(key: int) -> int:
        reads.append(key)
        return key

    shelf = Shelf(read, most=2)
    for key in (1, 2, 1, 3, 1, 2):
        shelf.last(key)
    assert reads == [1, 2, 3, 2]


def test_a_module_that_is_deleted_is_not_shown_from_what_is_kept() -> None:
    module = make_quiz().module
    modules: Shelf[Module] = Shelf(lambda pk: Module.objects.filter(pk=pk).first())
    assert modules.last(module.pk).content == module
    pk = module.pk
    module.delete()
    assert modules.of(Edition.objects.current(), pk).content is None
