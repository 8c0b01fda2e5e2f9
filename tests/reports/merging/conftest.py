"""Two accounts that one person had, and the superuser who makes one of them."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Cohort, Lesson
from quizzes.models import Question
from tests.factories import CohortFactory, UserFactory
from tests.reports.conftest import make_course

PAGE = "/admin/accounts/user/merge/"
QUERY = f"{PAGE}?closed=hana2&stays=hana"
OLD = "강을-건너는-코끼리-3"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(course=make_course(modules=2, questions=2), slug="spring")


@pytest.fixture
def stays(cohort: Cohort) -> User:
    person = UserFactory.create(username="hana", name="김하나")
    cohort.enrol(person)
    return person


@pytest.fixture
def closed(cohort: Cohort) -> User:
    person = UserFactory.create(username="hana2", name="김하나", password=OLD)
    cohort.enrol(person)
    return person


@pytest.fixture
def superuser(client: Client) -> User:
    person = UserFactory.create(name="박두리", is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def question_of(cohort: Cohort, module: int = 1) -> Question:
    return Question.objects.filter(quiz__module__course=cohort.course).order_by("pk")[
        module * 2 - 2
    ]


def lesson_of(cohort: Cohort, place: int = 0) -> Lesson:
    return Lesson.objects.filter(module__course=cohort.course).order_by("pk")[place]


def signs_in(username: str, password: str) -> str:
    """Whose name then stands on the account page."""
    client = Client()
    client.post("/login/", {"username": username, "password": password})
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def double(username: str) -> User:
    """An account of before usernames had one form."""
    person = UserFactory.create()
    User.objects.filter(pk=person.pk).update(username=username, shares_username=True)
    return User.objects.get(pk=person.pk)
