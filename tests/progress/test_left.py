"""What one did in a course stays one's own after leaving its cohort; the course does not."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort
from progress.models import Diagnosis, FormOnPage, Rating
from quizzes.models import Attempt, Quiz
from tests.factories import UserFactory, choose, right, wrong
from tests.reports.conftest import make_course
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return make_study_group(make_course(modules=1, questions=2), members=1)


@pytest.fixture
def quiz(cohort: Cohort) -> Quiz:
    return Quiz.objects.get(module__course=cohort.course)


@pytest.fixture
def member(client: Client, cohort: Cohort, quiz: Quiz) -> User:
    """Somebody who answered one question, took the self-diagnosis, and left."""
    member = cohort.enrolments.get().learner
    question = quiz.questions.earliest("position")
    choose(member, wrong(question))
    choose(member, right(question))
    page = quiz.module.self_diagnosis
    ratings = [
        Rating(level=level, rating=Rating.Choice.ON_MY_OWN, evidence=f"근거 {level.rank}")
        for level in page.levels.all()
    ]
    Diagnosis.objects.take(member, page, ratings, shared=False, form=FormOnPage(uuid.uuid4()))
    cohort.enrolments.update(left_at=timezone.now())
    client.force_login(member)
    return member


def test_my_progress_leads_to_the_course_one_has_left(
    client: Client, cohort: Cohort, member: User
) -> None:
    html = client.get("/progress/").content.decode()
    assert f'href="/progress/{cohort.course.slug}/"' in html
    assert f'href="{cohort.course.get_absolute_url()}' not in html


def test_scores_answers_and_evidence_stay_readable(
    client: Client, cohort: Cohort, quiz: Quiz, member: User
) -> None:
    html = client.get(f"/progress/{cohort.course.slug}/").content.decode()
    assert "근거 6" in html
    review = reverse("quizzes:review", args=[quiz.pk, 1])
    assert review in html
    answers = client.get(review).content.decode()
    assert answers.count("data-question=") == 1  # what was never answered is the course's
    assert answers.count("data-explanation=") == 2


def test_no_link_leads_into_the_closed_course(
    client: Client, cohort: Cohort, quiz: Quiz, member: User
) -> None:
    for address in (f"/progress/{cohort.course.slug}/", f"/quizzes/{quiz.pk}/attempts/1/"):
        html = client.get(address).content.decode()
        assert f'href="{cohort.course.get_absolute_url()}' not in html


def test_the_course_and_its_quiz_are_closed(
    client: Client, cohort: Cohort, quiz: Quiz, member: User
) -> None:
    for address in (
        cohort.course.get_absolute_url(),
        quiz.module.get_absolute_url(),
        quiz.module.self_diagnosis.get_absolute_url(),
    ):
        assert client.get(address).status_code == 404
    question, answers = quiz.questions.latest("position"), Attempt.objects.get().answers.count()
    posted = client.post(
        reverse("quizzes:answer", args=[question.pk]), {"option": right(question).pk}
    )
    assert posted.status_code == 404
    assert client.post(reverse("quizzes:practice", args=[quiz.pk])).status_code == 404
    assert Attempt.objects.get().answers.count() == answers


def test_the_page_is_of_courses_one_has_left_only(
    client: Client, cohort: Cohort, quiz: Quiz, member: User
) -> None:
    address = f"/progress/{cohort.course.slug}/"
    assert client.post(address).status_code == 405
    cohort.enrolments.update(left_at=None)
    assert client.get(address).status_code == 404
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404
    assert client.get(reverse("quizzes:review", args=[quiz.pk, 1])).status_code == 404
    client.logout()
    assert client.get(address).headers["Location"] == f"/login/?next={address}"


def test_a_course_of_another_cohort_that_one_is_in_is_not_left(
    client: Client, cohort: Cohort, member: User
) -> None:
    make_study_group(cohort.course, 0, slug="next").enrol(member)
    assert client.get(f"/progress/{cohort.course.slug}/").status_code == 404
    assert client.get(cohort.course.get_absolute_url()).status_code == 200
