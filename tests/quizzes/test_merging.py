"""Attempts of two accounts become one person's by one row, and by nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from quizzes.models import Answer, Attempt, Merge, MergedAttempt, Question, Quiz
from tests.factories import UserFactory, choose, make_member, make_quiz, right, sheet_of, wrong

pytestmark = pytest.mark.django_db
Answers = Callable[[User, int], None]


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def closed(quiz: Quiz) -> User:
    return make_member(quiz.module.course)


@pytest.fixture
def stays(quiz: Quiz) -> User:
    return make_member(quiz.module.course)


def begin(quiz: Quiz, person: User, *, finish: bool = True) -> Attempt:
    """A first attempt: the first question wrong, then right; the others at once."""
    questions = list(quiz.questions.order_by("position"))
    choose(person, wrong(questions[0]))
    if finish:
        for question in questions:
            choose(person, right(question))
    return Attempt.objects.filter(learner=person, quiz=quiz).latest("number")


def practise(quiz: Quiz, person: User) -> Attempt:
    practice = Attempt.objects.practise(quiz, person)
    assert practice is not None
    return practice


def merge(closed: User, stays: User) -> Merge:
    User.objects.filter(pk=closed.pk).update(is_active=False, merged_into=stays)
    return Merge.objects.create(closed=closed, stays=stays)


def attempts_of(person: User) -> list[tuple[int, int, bool, bool]]:
    """Number, key, whether it is finished, whether it was stopped; in order."""
    rows = Attempt.objects.filter(learner=person).order_by("number")
    return [
        (row.number, row.pk, row.finished_at is not None, row.stopped_at is not None)
        for row in rows
    ]


def all_answers() -> list[tuple[object, ...]]:
    return list(Answer.objects.order_by("pk").values_list())


def test_what_one_alone_began_moves_as_it_is(quiz: Quiz, closed: User, stays: User) -> None:
    first = begin(quiz, closed)
    practice = practise(quiz, closed)
    answers, before = all_answers(), attempts_of(closed)

    merge(closed, stays)

    assert attempts_of(closed) == []
    assert attempts_of(stays) == before
    assert all_answers() == answers
    moved = MergedAttempt.objects.order_by("number").values_list("attempt", "learner", "number")
    assert list(moved) == [(first.pk, closed.pk, 1), (practice.pk, closed.pk, 2)]


@pytest.mark.parametrize("earlier", ["closed", "stays"])
def test_in_a_quiz_of_both_the_attempt_begun_first_is_of_record(
    quiz: Quiz, closed: User, stays: User, earlier: str
) -> None:
    order = [closed, stays] if earlier == "closed" else [stays, closed]
    first, second = (begin(quiz, person) for person in order)
    answers = all_answers()

    merge(closed, stays)

    assert attempts_of(stays) == [(1, first.pk, True, False), (2, second.pk, True, False)]
    assert all_answers() == answers
    before = set(MergedAttempt.objects.values_list("attempt", "learner", "number"))
    assert before == {(first.pk, order[0].pk, 1), (second.pk, order[1].pk, 1)}


def test_one_of_record_that_is_open_goes_on_before_one_that_was_finished(
    quiz: Quiz, closed: User, stays: User
) -> None:
    first = begin(quiz, closed, finish=False)
    second = begin(quiz, stays)

    merge(closed, stays)

    assert attempts_of(stays) == [(1, first.pk, False, False), (2, second.pk, True, False)]
    sheet = sheet_of(quiz, stays)
    assert sheet.number == 1
    assert Attempt.objects.practise(quiz, stays) == first
    for question in quiz.questions.all():
        choose(stays, right(question))
    assert attempts_of(stays)[0] == (1, first.pk, True, False)
    assert Attempt.objects.practise(quiz, stays).number == 3  # type: ignore[union-attr]


def test_of_two_that_are_open_one_goes_on_and_the_other_is_stopped(
    quiz: Quiz, closed: User, stays: User
) -> None:
    first = begin(quiz, stays, finish=False)
    second = begin(quiz, closed, finish=False)
    answers = all_answers()
    merge(closed, stays)
    assert attempts_of(stays) == [(1, first.pk, False, False), (2, second.pk, False, True)]
    assert all_answers() == answers


def test_of_two_open_practices_the_later_goes_on(quiz: Quiz, closed: User, stays: User) -> None:
    firsts = [begin(quiz, closed), begin(quiz, stays)]
    later, earlier = practise(quiz, stays), practise(quiz, closed)
    assert later.started_at < earlier.started_at
    merge(closed, stays)
    assert attempts_of(stays) == [
        (1, firsts[0].pk, True, False),
        (2, firsts[1].pk, True, False),
        (3, later.pk, False, True),
        (4, earlier.pk, False, False),
    ]


def test_nobody_else_and_no_other_quiz_is_touched(quiz: Quiz, closed: User, stays: User) -> None:
    another, other = make_quiz(questions=1), make_member(quiz.module.course)
    another_attempt, others = begin(another, stays), begin(quiz, other)
    begin(quiz, closed)
    merge(closed, stays)
    assert not MergedAttempt.objects.filter(attempt__in=[another_attempt, others]).exists()
    assert [row[1] for row in attempts_of(other)] == [others.pk]


def test_an_account_merged_before_comes_along(quiz: Quiz, closed: User, stays: User) -> None:
    first_of_all = UserFactory.create()
    first = begin(quiz, first_of_all)
    merge(first_of_all, closed)
    second = begin(quiz, stays)
    merge(closed, stays)
    assert [row[:2] for row in attempts_of(stays)] == [(1, first.pk), (2, second.pk)]


def test_a_merged_account_begins_nothing(quiz: Quiz, closed: User, stays: User) -> None:
    merge(closed, stays)
    with pytest.raises(IntegrityError, match="merged into another"):
        Attempt.objects.create(quiz=quiz, learner=closed)


MOVES = [
    "UPDATE quizzes_attempt SET learner_id = {stays} WHERE learner_id = {closed}",
    "UPDATE quizzes_attempt SET number = 7 WHERE learner_id = {closed}",
    "UPDATE quizzes_attempt SET started_at = now() WHERE learner_id = {closed}",
    "UPDATE quizzes_answer SET attempt_id = {other} WHERE attempt_id = {attempt}",
    "INSERT INTO quizzes_merge (closed_id, stays_id, merged_at) VALUES ({closed}, {stays}, now())",
    "INSERT INTO quizzes_mergedattempt (merge_id, attempt_id, learner_id, number) "
    "VALUES ({merge}, {attempt}, {closed}, 1)",
    "DO $$ BEGIN UPDATE quizzes_attempt SET learner_id = {stays} WHERE id = {attempt}; END $$",
    "SELECT set_config('pgtrigger.ignore', '{{quizzes_attempt:attempt_is_fixed}}', true); "
    "UPDATE quizzes_attempt SET learner_id = {stays} WHERE id = {attempt}",
    "UPDATE quizzes_merge SET stays_id = {closed} WHERE id = {merge}",
    "DELETE FROM quizzes_merge",
    "UPDATE quizzes_mergedattempt SET learner_id = {stays}",
    "DELETE FROM quizzes_mergedattempt",
    "TRUNCATE quizzes_merge CASCADE",
]


@pytest.mark.parametrize("statement", MOVES)
def test_no_other_statement_moves_an_attempt_or_an_answer(
    quiz: Quiz, closed: User, stays: User, statement: str
) -> None:
    attempt, other = begin(quiz, closed), begin(quiz, stays)
    double = make_member(quiz.module.course)
    begin(quiz, double)
    one = merge(double, make_member(quiz.module.course))
    connection.check_constraints()  # as at the end of a transaction: else none is emptied
    rows, answers = list(Attempt.objects.order_by("pk").values_list()), all_answers()
    numbers = {"closed": closed.pk, "stays": stays.pk, "attempt": attempt.pk, "other": other.pk}
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**numbers, merge=one.pk))
    assert list(Attempt.objects.order_by("pk").values_list()) == rows
    assert all_answers() == answers


def test_what_was_moved_once_is_moved_by_no_statement_afterwards(
    quiz: Quiz, closed: User, stays: User
) -> None:
    attempt = begin(quiz, closed)
    merge(closed, stays)
    for change in (f"learner_id = {closed.pk}", "number = 2"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE quizzes_attempt SET {change} WHERE id = {attempt.pk}")


def test_an_account_that_is_open_is_not_merged(closed: User, stays: User) -> None:
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(IntegrityError, match="not closed for the other"):
        Merge.objects.create(closed=closed, stays=stays)


@pytest.mark.parametrize("flag", ["is_active", "is_staff", "is_superuser"])
def test_a_merged_account_has_no_rights(closed: User, stays: User, flag: str) -> None:
    merge(closed, stays)
    with pytest.raises(IntegrityError, match="accounts_merged_is_closed"):
        User.objects.filter(pk=closed.pk).update(**{flag: True})


def test_first_answers_of_the_earlier_attempt_are_what_scores_count(
    quiz: Quiz, closed: User, stays: User
) -> None:
    question: Question = quiz.questions.earliest("position")
    begin(quiz, closed)
    choose(stays, right(question))
    merge(closed, stays)
    first = (
        Answer.objects.of_record().first_answers().get(question=question, attempt__learner=stays)
    )
    assert not first.is_correct
    assert first.answered_at <= timezone.now() + timedelta(seconds=1)
