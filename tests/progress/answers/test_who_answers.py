"""Whose answers are taken: of those who can read the module now, each in their own attempt."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course, Module
from quizzes.models import Answer, Attempt, Question
from tests.factories import (
    ModuleFactory,
    QuestionFactory,
    answer_wrong,
    make_author,
    make_member,
    make_quiz,
    right,
)
from tests.progress.answers.steps import HTMX, OURS, address, post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("closed", [Module, Course])
def test_a_module_taken_back_says_so_and_offers_a_way_on(
    client: Client,
    member: User,
    question: Question,
    closed: type[Module] | type[Course],
    headers: dict[str, str],
) -> None:
    closed.objects.update(is_published=False)

    response = client.post(
        address(question), {"option": right(question).pk}, headers=headers | OURS
    )

    assert response.status_code == 409
    html = response.content.decode()
    assert "이 모듈은 지금 닫혀 있습니다. 고르신 답은 저장되지 않았습니다." in html
    way_on = question.quiz.module.course.get_absolute_url() if closed is Module else "/"
    assert f'href="{way_on}"' in html
    assert client.get(way_on).status_code == 200
    assert question.quiz.module.get_absolute_url() not in html
    assert question.stem not in html
    assert not Attempt.objects.exists()


def test_a_module_that_was_never_out_is_404(client: Client) -> None:
    module = ModuleFactory.create(is_published=False)
    question = QuestionFactory.create(quiz__module=module)
    client.force_login(make_member(module.course))

    assert post(client, question, right(question).pk).status_code == 404


def test_a_module_taken_back_from_others_is_404(
    client: Client, member: User, question: Question
) -> None:
    Module.objects.update(is_published=False)
    client.force_login(make_member(make_quiz().module.course))

    assert post(client, question, right(question).pk).status_code == 404


def test_an_authors_choice_in_a_draft_is_409(client: Client, question: Question) -> None:
    Module.objects.update(is_published=False)
    client.force_login(make_author())

    assert post(client, question, right(question).pk).status_code == 409
    assert not Attempt.objects.exists()


def test_another_learners_attempt_is_404(client: Client, member: User, question: Question) -> None:
    other = make_member(question.quiz.module.course)
    foreign = answer_wrong(question, other).attempt

    response = post(client, question, right(question).pk, attempt=foreign.pk)

    assert response.status_code == 404
    assert not Answer.objects.filter(attempt__learner=member).exists()


def test_a_member_of_another_course_gets_404(client: Client, question: Question) -> None:
    client.force_login(make_member(make_quiz().module.course))

    assert post(client, question, right(question).pk).status_code == 404
    assert not Attempt.objects.exists()


def test_a_question_that_is_not_there_is_404(client: Client, member: User) -> None:
    assert client.post("/quizzes/questions/999999/answer/", {"option": 1}).status_code == 404


def test_a_get_is_405_with_a_page_that_says_what_to_do(
    client: Client, member: User, question: Question
) -> None:
    response = client.get(address(question))

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "<h1" in response.content.decode()


def test_a_missing_csrf_token_is_403_and_stores_nothing(member: User, question: Question) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    response = post(client, question, right(question).pk)

    assert response.status_code == 403
    assert "<h1" in response.content.decode()
    assert not Attempt.objects.exists()


def test_anonymous_people_are_sent_to_sign_in_and_back(client: Client, question: Question) -> None:
    page = question.quiz.module.get_absolute_url()

    response = client.post(
        address(question), {"option": 1}, headers={"Referer": f"http://testserver{page}"}
    )

    assert response.status_code == 302
    assert response.headers["Location"] == f"/login/?next={page}"


@pytest.mark.parametrize("page", ["http://[x", "http://testserver//elsewhere.example/x", ""])
def test_an_odd_page_to_go_back_to_is_the_home_page(
    client: Client, question: Question, page: str
) -> None:
    response = client.post(address(question), {"option": 1}, headers={"Referer": page})

    assert response.headers["Location"] == "/login/?next=/"


def test_htmx_of_an_ended_session_is_told_so_and_led_nowhere(
    client: Client, question: Question
) -> None:
    response = client.post(address(question), {"option": 1}, headers=HTMX)

    assert response.status_code == 401
    assert "로그인이 끝나" in response.content.decode()
    assert not [name for name in response.headers if name.startswith("HX-")]
