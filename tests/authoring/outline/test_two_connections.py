"""Two people save at the same moment, each by a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from courses.models import Course, Module
from tests.authoring.outline.sending import form_of, modules, outline
from tests.factories import ModuleFactory, make_author
from tests.reports.conftest import make_course

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in() -> Client:
    client = Client()
    client.force_login(make_author())
    return client


@pytest.fixture
def course() -> Course:
    with transaction.atomic():
        return make_course(modules=3, questions=1)


def at_once(*deeds: Callable[[], int]) -> list[int]:
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], int]) -> int:
        ready.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(do, deeds))


def test_of_two_orders_one_is_stored_whole_and_the_other_shown(course: Course) -> None:
    for _time in range(5):
        first, _second, third = modules(course)
        orders = []
        for moved in (first, third):
            client = signed_in()
            orders.append((client, form_of(client, course) | {f"module-{moved}": "2"}))
        before = modules(course)

        statuses = at_once(*(partial(_post, client, course, data) for client, data in orders))

        assert sorted(statuses) == [303, 409]
        assert modules(course) != before
        places = Module.objects.filter(course=course).values_list("position", flat=True)
        assert sorted(places) == [1, 2, 3]


def test_a_place_that_somebody_takes_at_that_moment_is_told(course: Course) -> None:
    """A new module that nobody sees yet stands where the order puts another one."""
    first, second, third = modules(course)
    Module.objects.filter(pk=third).update(position=5)
    client = signed_in()
    data = form_of(client, course) | {f"module-{second}": "1"}

    with ThreadPoolExecutor(1) as people:
        with transaction.atomic():
            ModuleFactory.create(course=course, position=3, is_published=False)
            posting = people.submit(_post, client, course, data)
            while not _somebody_waits():
                assert not posting.done()
        status = posting.result(timeout=60)

    assert status == 409
    rows = Module.objects.filter(course=course).order_by("position")
    assert list(rows.values_list("position", flat=True)) == [1, 2, 3, 5]
    assert modules(course)[:2] == [first, second]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def _post(client: Client, course: Course, data: dict[str, object]) -> int:
    try:
        return client.post(outline(course), data).status_code
    finally:
        connections.close_all()
