"""Which attempt a form of a question is of, whenever it is sent."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Attempt, Question
from tests.factories import make_member, make_quiz, right

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def form_of(client: Client, question: Question) -> dict[str, str]:
    """What the form of this question on its module's page sends besides the choice."""
    page = client.get(question.quiz.module.get_absolute_url()).content.decode()
    (field,) = BeautifulSoup(page, "html.parser").select(
        f"#question-{question.pk} input[type=hidden][name=attempt]"
    )
    return {"attempt": str(field["value"])}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_of_before_the_first_answer_is_of_the_attempt_of_record(
    client: Client, headers: dict[str, str]
) -> None:
    """Sent again once a practice has begun, it stores nothing in that."""
    quiz = make_quiz(questions=1)
    question = quiz.questions.get()
    member = make_member(quiz.module.course)
    client.force_login(member)
    address = reverse("quizzes:answer", args=[question.pk])
    sent = {"option": str(right(question).pk), **form_of(client, question)}
    client.post(address, sent, headers=headers)
    practice = Attempt.objects.practise(quiz, member)
    assert practice is not None
    assert practice.number == 2

    client.post(address, sent, headers=headers)

    answer = Answer.objects.get(attempt__learner=member)
    assert (answer.attempt.number, answer.ordinal) == (1, 1)
    assert form_of(client, question) == {"attempt": str(practice.pk)}
