import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course
from tests.factories import make_author
from tests.reports.conftest import make_course


@pytest.fixture
def course() -> Course:
    return make_course(modules=3, questions=2)


@pytest.fixture
def author(client: Client) -> User:
    author = make_author(name="한하나")
    client.force_login(author)
    return author
