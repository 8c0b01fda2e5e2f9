"""A note of one's own at a section: kept as it is typed, its writer's alone, and lasting."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Cohort, Lesson
from tests.factories import (
    GlossaryTermFactory,
    ImageFactory,
    LessonFactory,
    make_member,
)
from tests.reports.conftest import make_course
from tests.study_group import make_study_group


@pytest.fixture
def lesson() -> Lesson:
    return LessonFactory.create(title="왜 로컬인가")


@pytest.fixture
def member(lesson: Lesson, client: Client) -> User:
    member = make_member(lesson.module.course)
    client.force_login(member)
    return member


@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=1, questions=1)
    GlossaryTermFactory.create(course=course)
    ImageFactory.create(course=course)
    return make_study_group(course, members=2)
