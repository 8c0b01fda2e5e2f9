"""A draft and its form on their way at once, over connections of their own."""

import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from progress.models import Diagnosis, DiagnosisDraft
from tests.factories import LessonFactory, SelfDiagnosisFactory, make_member


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["draft", "form"])
def test_a_draft_beside_its_form_leaves_no_draft_whichever_is_first(first: str) -> None:
    with transaction.atomic():
        levels = SelfDiagnosisFactory.create()
        LessonFactory.create(module=levels.after)
    member = make_member(levels.course)
    address = levels.get_absolute_url()
    number = {"submission": str(uuid.uuid4())}
    ratings = {f"rating-{rank}": "not-yet" for rank in range(1, 7)}
    sent = [
        partial(
            post_in_thread,
            signed_in(member),
            f"{address}draft/",
            number | {"evidence-1": "쓰던 글"},
        ),
        partial(post_in_thread, signed_in(member), address, number | ratings),
    ]
    if first == "form":
        sent.reverse()
    with ThreadPoolExecutor(2) as threads:
        # Both wait for the person's row, in the order in which they came, and then go on.
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=member.pk)
            done: list[Future[int]] = []
            for number_waiting, post in enumerate(sent, 1):
                done.append(threads.submit(post))
                until_waiting(number_waiting, done)
        statuses = [one.result() for one in done]

    assert Diagnosis.objects.count() == 1
    assert not DiagnosisDraft.objects.exists()
    assert statuses == [303, 303]


def signed_in(member: User) -> Client:
    client = Client()
    client.force_login(member)
    return client


def post_in_thread(client: Client, address: str, data: dict[str, str]) -> int:
    """Post over a database connection of this thread's own."""
    try:
        return client.post(address, data).status_code
    finally:
        connection.close()


def until_waiting(number: int, posts: list[Future[int]]) -> None:
    """Go on as soon as so many transactions wait for a row, as each of the posts must."""
    waiting = 0
    while waiting < number:
        assert not any(post.done() for post in posts), "It did not wait."
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted "
                "AND locktype IN ('transactionid', 'tuple')"
            )
            (waiting,) = cursor.fetchone()
