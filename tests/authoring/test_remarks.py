"""What facilitators told of questions stands on the authors' first page until it is done."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Cohort
from quizzes.models import Remark
from tests.factories import CohortFactory, UserFactory, make_author, make_quiz
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(course=make_quiz(questions=1).module.course, name="7기")


@pytest.fixture
def remark(cohort: Cohort) -> Remark:
    question = cohort.course.modules.get().quiz.questions.get()
    sender = make_facilitator(cohort, name="박진행")
    return Remark.objects.send(question, cohort, sender, "정답이 둘로 보입니다.")


def done(remark: Remark) -> str:
    return f"/admin/quizzes/quiz/{remark.question.quiz_id}/remarks/{remark.pk}/done/"


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def test_the_first_page_has_it_with_who_and_which_cohort(
    client: Client, author: User, remark: Remark
) -> None:
    html = client.get("/admin/").content.decode()
    for part in ("정답이 둘로 보입니다.", "박진행", "7기", f'action="{done(remark)}"'):
        assert part in html
    assert f"/figures/#{remark.question.slug}" in html


def test_facilitators_have_it_not_on_theirs(client: Client, cohort: Cohort, remark: Remark) -> None:
    client.force_login(make_facilitator(cohort))
    assert "정답이 둘로 보입니다." not in client.get("/admin/").content.decode()


def test_an_author_is_done_with_it(client: Client, author: User, remark: Remark) -> None:
    assert client.post(done(remark)).status_code == 303
    remark.refresh_from_db()
    assert remark.done_by == author
    assert remark.done_at is not None
    assert "정답이 둘로 보입니다." not in client.get("/admin/").content.decode()


def test_who_was_done_first_stays_so(client: Client, author: User, remark: Remark) -> None:
    first = make_author()
    Remark.objects.all().finish(first)
    assert client.post(done(remark)).status_code == 303
    remark.refresh_from_db()
    assert remark.done_by == first


def test_others_are_not(client: Client, cohort: Cohort, remark: Remark) -> None:
    for person in (make_facilitator(cohort), UserFactory.create(is_staff=True)):
        client.force_login(person)
        assert client.post(done(remark)).status_code == 403
    assert Remark.objects.open().exists()


def test_it_takes_a_form_and_one_of_this_quiz(client: Client, author: User, remark: Remark) -> None:
    assert client.get(done(remark)).status_code == 405
    other = make_quiz(questions=1)
    address = f"/admin/quizzes/quiz/{other.pk}/remarks/{remark.pk}/done/"
    assert client.post(address).status_code == 404
    assert Remark.objects.open().exists()
