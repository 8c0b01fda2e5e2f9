"""Siblings are asked in review alone, beside a question of their quiz: tried by SQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from quizzes.models import Attempt, Question
from tests.factories import QuestionFactory, UserFactory, choose, make_quiz, right, wrong
from tests.quizzes.test_invariants import insert_answer, refused_by, sql
from tests.quizzes.test_module_content import settled

pytestmark = pytest.mark.django_db
PAIR = "UPDATE quizzes_question SET sibling_of_id = %s WHERE id = %s"
ASK = "INSERT INTO quizzes_askedquestion (attempt_id, question_id) VALUES (%s, %s)"


@pytest.fixture
def first() -> Question:
    return make_quiz(questions=2).questions.get(position=1)


@pytest.fixture
def other(first: Question) -> Question:
    return first.quiz.questions.filter(position=2).get()


@pytest.fixture
def sibling(first: Question) -> Question:
    return QuestionFactory.create(quiz=first.quiz, sibling_of=first)


@pytest.fixture
def learner() -> User:
    return UserFactory.create()


def finish(question: Question, learner: User) -> None:
    for live in question.quiz.questions.live():
        choose(learner, right(live))


def practice(question: Question, learner: User, scope: str) -> Attempt:
    finish(question, learner)
    return Attempt.objects.create(quiz=question.quiz, learner=learner, number=2, scope=scope)


def answered(sibling: Question, learner: User) -> Attempt:
    review = practice(sibling, learner, "due")
    sql(ASK, review.pk, sibling.pk)
    insert_answer(review, sibling, wrong(sibling).pk, 1, False)
    return review


def test_a_sibling_is_of_the_same_quiz(first: Question) -> None:
    with refused_by("sibling_in_the_same_quiz"):
        sql(PAIR, QuestionFactory.create().pk, first.pk)
    with refused_by("sibling_in_the_same_quiz"):
        QuestionFactory.create(sibling_of=first)


def test_a_question_is_no_sibling_of_itself(first: Question) -> None:
    with refused_by("question_is_no_sibling_of_itself"):
        sql(PAIR, first.pk, first.pk)


def test_a_sibling_has_no_sibling(first: Question, sibling: Question, other: Question) -> None:
    with refused_by("sibling_of_no_sibling"):
        sql(PAIR, sibling.pk, other.pk)
    with refused_by("sibling_of_no_sibling"):
        sql(PAIR, other.pk, first.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_paired_at_once_none_becomes_a_chain() -> None:
    """One makes the first a sibling of another while somebody makes a third a sibling of it."""
    with transaction.atomic():
        first, second, third = make_quiz(questions=3).questions.all()

    def pair() -> str:
        try:
            sql(PAIR, first.pk, third.pk)
        except IntegrityError as refusal:
            return str(refusal.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            sql(PAIR, second.pk, first.pk)
            future = threads.submit(pair)
            with connection.cursor() as cursor:
                while not future.done():
                    cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
                    if cursor.fetchone():
                        break
        assert future.result() == "sibling_of_no_sibling"


def test_what_is_answered_stays_a_sibling_of_the_same(
    first: Question, other: Question, sibling: Question, learner: User
) -> None:
    sql(PAIR, other.pk, sibling.pk)
    sql(PAIR, first.pk, sibling.pk)
    answered(sibling, learner)
    for question in (other.pk, None):
        with refused_by("sibling_stays"):
            sql(PAIR, question, sibling.pk)  # type: ignore[arg-type]
    with refused_by("sibling_stays"):
        sql(PAIR, first.pk, other.pk)


def test_a_sibling_is_asked_where_its_question_is(first: Question) -> None:
    draft = QuestionFactory.create(quiz=first.quiz, is_draft=True)
    beside = QuestionFactory.create(quiz=first.quiz, is_draft=True, sibling_of=draft)
    settled()
    with refused_by("sibling_of_an_asked_question"):
        sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", beside.pk)
    with refused_by("sibling_of_an_asked_question"):
        QuestionFactory.create(quiz=first.quiz, sibling_of=draft)
    sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", beside.pk)
    sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", draft.pk)
    settled()


def test_siblings_retire_with_their_question(first: Question, sibling: Question) -> None:
    draft = QuestionFactory.create(quiz=first.quiz, is_draft=True, sibling_of=first)
    sql("UPDATE quizzes_question SET retired_at = now() WHERE id = %s", first.pk)
    settled()
    assert not first.siblings.filter(retired_at=None)
    assert {*first.siblings.all()} == {sibling, draft}
    with refused_by("sibling_of_an_asked_question"):
        sql("UPDATE quizzes_question SET retired_at = NULL WHERE id = %s", sibling.pk)


@pytest.mark.parametrize("scope", ["all", "missed"])
def test_no_practice_of_the_quiz_asks_a_sibling(
    sibling: Question, learner: User, scope: str
) -> None:
    attempt = practice(sibling, learner, scope)
    if scope != "all":
        with refused_by("asked_sibling_in_review"):
            sql(ASK, attempt.pk, sibling.pk)
    with refused_by("answer_to_a_sibling_in_review"):
        insert_answer(attempt, sibling, wrong(sibling).pk, 1, False)


def test_no_attempt_of_record_takes_an_answer_to_a_sibling(
    sibling: Question, learner: User
) -> None:
    attempt = Attempt.objects.create(quiz=sibling.quiz, learner=learner)
    with refused_by("answer_to_a_sibling_in_review"):
        insert_answer(attempt, sibling, right(sibling).pk, 1, True)


def test_an_attempt_of_record_cannot_become_a_review(sibling: Question, learner: User) -> None:
    attempt = Attempt.objects.create(quiz=sibling.quiz, learner=learner)
    for scope in ("due", "missed"):
        with refused_by("attempt_is_fixed"):
            Attempt.objects.filter(pk=attempt.pk).update(scope=scope)
    with refused_by("attempt_of_record_asks_all"):
        Attempt.objects.create(quiz=sibling.quiz, learner=UserFactory.create(), scope="due")


def test_a_review_takes_it_and_is_finished_with_it(
    first: Question, sibling: Question, learner: User
) -> None:
    review = answered(sibling, learner)
    with refused_by("attempt_finishes_when_all_is_right"):
        sql("UPDATE quizzes_attempt SET finished_at = now() WHERE id = %s", review.pk)
    insert_answer(review, sibling, right(sibling).pk, 2, True)
    review.refresh_from_db()
    assert review.is_finished


def test_the_attempt_of_record_does_not_wait_for_siblings(sibling: Question, learner: User) -> None:
    finish(sibling, learner)
    assert Attempt.objects.get().is_finished


def test_a_question_that_becomes_a_sibling_finishes_attempts_without_it(
    first: Question, other: Question, learner: User
) -> None:
    choose(learner, right(first))
    before = timezone.now()
    sql(PAIR, first.pk, other.pk)
    attempt = Attempt.objects.get()
    assert attempt.finished_at is not None
    assert abs(attempt.finished_at - before).total_seconds() < 60


def test_siblings_are_nothing_to_read_or_answer(first: Question, other: Question) -> None:
    first.quiz.module.lessons.all().delete()
    sql(PAIR, other.pk, first.pk)
    settled()
    with refused_by("published_module_has_content"):
        sql("UPDATE quizzes_question SET retired_at = now() WHERE id = %s", other.pk)
