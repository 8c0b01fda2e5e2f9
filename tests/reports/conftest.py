import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from courses.models import Cohort, Course
from tests.database import Keeping, put_back
from tests.factories import (
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    UserFactory,
)
from tests.study_group import make_study_group


def make_course(modules: int, questions: int = 3) -> Course:
    """A course of modules with two lessons and a quiz each; after the last a self-diagnosis."""
    course = CourseFactory.create()
    for _ in range(modules):
        module = ModuleFactory.create(course=course)
        lessons = LessonFactory.create_batch(2, module=module)
        quiz = QuizFactory.create(module=module)
        for position in range(1, questions + 1):
            QuestionFactory.create(quiz=quiz, position=position, lesson=lessons[0])
    SelfDiagnosisFactory.create(after=course.modules.get(position=modules))
    return course


def make_facilitator(*cohorts: Cohort, **fields: object) -> User:
    facilitator = UserFactory.create(is_staff=True, **fields)
    facilitator.groups.add(Group.objects.get(name="Facilitators"))
    for cohort in cohorts:
        cohort.facilitators.add(facilitator)
    return facilitator


@pytest.fixture(scope="session")
def _cohort_rows(kept: Keeping) -> list[str]:
    return kept("eight", lambda: make_study_group(make_course(modules=2), members=8))


@pytest.fixture
def cohort(db: None, _cohort_rows: list[str]) -> Cohort:
    """Eight members in the midst of a course of two modules."""
    put_back(_cohort_rows)
    return Cohort.objects.get(slug="spring")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator
