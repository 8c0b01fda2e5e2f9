"""How sure one is: asked with the first choice where the quiz asks it, kept, never scored."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Answer, Question, Quiz
from tests.factories import make_member, make_quiz, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    quiz = make_quiz(questions=1)
    quiz.asks_confidence = True
    quiz.save()
    return quiz


@pytest.fixture
def question(quiz: Quiz) -> Question:
    return quiz.questions.get()


@pytest.fixture
def member(quiz: Quiz, client: Client) -> User:
    member = make_member(quiz.module.course)
    client.force_login(member)
    return member


def answer(client: Client, question: Question, option: int, **data: str) -> int:
    address = reverse("quizzes:answer", args=[question.pk])
    return client.post(address, {"option": option, **data}).status_code


def test_it_is_kept_with_the_first_choice_and_shown_with_the_score(
    client: Client, member: User, quiz: Quiz, question: Question
) -> None:
    page = quiz.module.get_absolute_url()
    assert client.get(page).content.decode().count('name="confidence"') == 3
    assert answer(client, question, wrong(question).pk, confidence="sure") == 303
    assert 'name="confidence"' not in client.get(page).content.decode()
    assert answer(client, question, right(question).pk, confidence="guess") == 303

    said = Answer.objects.order_by("ordinal").values_list("confidence", flat=True)
    assert list(said) == ["sure", ""]
    html = client.get(page).content.decode()
    assert "확실함: 1문제 가운데 0문제 정답" in html
    assert 'data-score="0" data-total="1"' in html


def test_it_may_be_left_open(client: Client, member: User, question: Question) -> None:
    assert answer(client, question, right(question).pk) == 303
    assert Answer.objects.get().confidence == ""


def test_any_other_word_is_400_and_nothing_is_stored(
    client: Client, member: User, question: Question
) -> None:
    assert answer(client, question, right(question).pk, confidence="very") == 400
    assert not Answer.objects.exists()


def test_a_quiz_that_does_not_ask_keeps_none(
    client: Client, member: User, quiz: Quiz, question: Question
) -> None:
    quiz.asks_confidence = False
    quiz.save()

    assert 'name="confidence"' not in client.get(quiz.module.get_absolute_url()).content.decode()
    assert answer(client, question, right(question).pk, confidence="sure") == 303
    assert Answer.objects.get().confidence == ""


@pytest.mark.parametrize("confidence", ["very", "sure"])
def test_the_database_takes_one_of_three_with_a_first_answer_only(
    client: Client, member: User, question: Question, confidence: str
) -> None:
    answer(client, question, wrong(question).pk)
    option = right(question).pk
    with (
        pytest.raises(IntegrityError, match="answer_confidence"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO quizzes_answer (attempt_id, question_id, option_id, ordinal, is_correct,"
            " answered_at, confidence) SELECT attempt_id, question_id, %s, 2, true, now(), %s"
            " FROM quizzes_answer",
            [option, confidence],
        )
