"""POST /quizzes/questions/<id>/answer/: with and without htmx, and everything that may go wrong."""

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Question, Quiz
from tests.factories import (
    make_member,
    make_quiz,
)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def question(quiz: Quiz) -> Question:
    return quiz.questions.earliest("position")


@pytest.fixture
def member(quiz: Quiz, client: Client) -> User:
    member = make_member(quiz.module.course)
    client.force_login(member)
    return member
