"""Questions retired while learners answer: nobody waits for ever, nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from quizzes.answer_refused import AnswerRefused
from quizzes.models import Answer, Attempt, Question
from tests.factories import UserFactory, choose, make_quiz, right

pytestmark = pytest.mark.django_db(transaction=True)
Meanwhile = Callable[[Callable[[], object]], Future[object]]


@pytest.fixture
def attempt() -> Attempt:
    """All is answered right but the last two questions."""
    with transaction.atomic():
        quiz = make_quiz(questions=3)
    return choose(UserFactory.create(), right(quiz.questions.earliest("position"))).attempt


@pytest.fixture
def meanwhile() -> Iterator[Meanwhile]:
    """Runs work on another connection, and goes on once it waits for a lock or has ended."""

    def start(work: Callable[[], object]) -> Future[object]:
        def run() -> object:
            try:
                return work()
            finally:
                connections.close_all()

        future = threads.submit(run)
        with connection.cursor() as cursor:
            while not future.done():
                cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
                if cursor.fetchone():
                    break
        return future

    with ThreadPoolExecutor(1) as threads:
        yield start


def last_two(attempt: Attempt) -> tuple[Question, Question]:
    _first, second, third = attempt.quiz.questions.all()
    return second, third


def may_say_who_gives_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        row: tuple[bool] = cursor.fetchone()
        return row[0]


def give_up_after(time: str, *, in_this_transaction: bool) -> None:
    with connection.cursor() as cursor:
        local = "LOCAL" if in_this_transaction else "SESSION"
        cursor.execute(f"SET {local} deadlock_timeout = '{time}'")


def test_an_answer_on_its_way_is_waited_for(attempt: Attempt, meanwhile: Meanwhile) -> None:
    second, third = last_two(attempt)
    with transaction.atomic():
        choose(attempt.learner, right(second))
        retiring = meanwhile(third.retire)
    retiring.result()

    attempt.refresh_from_db()
    assert attempt.is_finished


def test_an_answer_given_up_in_a_deadlock_is_tried_again(
    attempt: Attempt, meanwhile: Meanwhile
) -> None:
    second, third = last_two(attempt)
    option = right(third)
    if not may_say_who_gives_up():
        pytest.skip("Who gives up in a deadlock can only be said by a superuser of the database.")

    def answer() -> Answer:
        give_up_after("5s", in_this_transaction=False)
        return choose(attempt.learner, option)

    with transaction.atomic():
        give_up_after("10min", in_this_transaction=True)
        second.retire()
        answering = meanwhile(answer)
        third.retire()
    with pytest.raises(AnswerRefused) as refused:
        answering.result()
    assert refused.value.status == 410

    attempt.refresh_from_db()
    assert attempt.is_finished
    assert attempt.answers.count() == 1
