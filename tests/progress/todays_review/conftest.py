"""Today's review: what is due in all modules, one question after the other; it can be left."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course
from quizzes.models import Question, Quiz
from tests.factories import (
    CourseFactory,
    make_member,
)
from tests.histories import make_module
from tests.progress.todays_review.steps import miss


@pytest.fixture
def course() -> Course:
    return CourseFactory.create()


@pytest.fixture
def quizzes(course: Course) -> list[Quiz]:
    return [make_module(course, lessons=1, questions=3).quiz for _module in range(2)]


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


@pytest.fixture
def due(quizzes: list[Quiz], member: User) -> list[Question]:
    """Two of each quiz were missed the day before yesterday."""
    return [question for quiz in quizzes for question in miss(quiz, member, 2)]
