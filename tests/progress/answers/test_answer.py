"""An answer: stored once, explained, and never told before."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.course_content import COURSES
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Answer, Attempt, Question, Quiz
from tests.factories import (
    choose,
    right,
    wrong,
)
from tests.progress.answers.steps import HTMX, TOKEN, address, kept, post

pytestmark = pytest.mark.django_db


def test_a_choice_is_stored_and_leads_back_to_the_question(
    client: Client, member: User, question: Question
) -> None:
    response = post(client, question, wrong(question).pk)

    assert response.status_code == 303
    page = question.quiz.module.get_absolute_url()
    assert response.headers["Location"] == f"{page}#question-{question.pk}"
    answer = Answer.objects.get()
    assert answer.attempt.learner == member
    assert (answer.ordinal, answer.is_correct) == (1, False)


def test_htmx_gets_the_questions_fragment(client: Client, member: User, question: Question) -> None:
    option = wrong(question)

    response = client.post(address(question), {"option": option.pk}, headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert f'id="question-{question.pk}"' in html
    assert 'data-state="wrong"' in html
    assert f'data-explanation="{option.pk}"' in html
    assert option.explanation in html


def test_the_fragment_is_the_same_as_on_the_page(
    client: Client, member: User, question: Question
) -> None:
    response = client.post(address(question), {"option": wrong(question).pk}, headers=HTMX)
    page = client.get(question.quiz.module.get_absolute_url()).content.decode()

    explanation = wrong(question).explanation
    assert page.count(explanation) == response.content.decode().count(explanation) == 1


def test_the_same_post_fifty_times_is_one_answer_and_one_page(
    client: Client, member: User, question: Question
) -> None:
    option = wrong(question)
    first, *others = (post(client, question, option.pk) for _ in range(50))

    assert Answer.objects.count() == 1
    assert Attempt.objects.count() == 1
    assert {(r.status_code, r.headers["Location"]) for r in others} == {
        (first.status_code, first.headers["Location"])
    }


def test_the_last_right_answer_shows_the_score(client: Client, member: User, quiz: Quiz) -> None:
    first, last = quiz.questions.all()
    post(client, first, wrong(first).pk)
    post(client, first, right(first).pk)

    response = client.post(address(last), {"option": right(last).pk}, headers=HTMX)

    html = response.content.decode()
    assert 'data-score="1"' in html
    assert 'data-total="2"' in html
    assert "1 / 2" in html


@pytest.mark.parametrize("chosen", ["", "x", "-1", "0", "1.5", "99999999999999999999", "\0", "①"])
def test_no_such_option_is_400_and_stores_nothing(
    client: Client, member: User, question: Question, chosen: str
) -> None:
    response = post(client, question, chosen)

    assert response.status_code == 400
    assert f'id="question-{question.pk}"' in response.content.decode()
    assert not Attempt.objects.exists()


def test_no_option_at_all_is_400(client: Client, member: User, question: Question) -> None:
    assert client.post(address(question)).status_code == 400
    assert not Attempt.objects.exists()


def test_an_option_of_another_question_is_400(client: Client, member: User, quiz: Quiz) -> None:
    first, last = quiz.questions.all()

    response = post(client, first, right(last).pk)

    assert response.status_code == 400
    assert not Answer.objects.exists()


def test_htmx_gets_its_error_on_the_question(
    client: Client, member: User, question: Question
) -> None:
    response = client.post(address(question), {"option": ""}, headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 400
    assert "<html" not in html
    assert f'id="question-{question.pk}"' in html


def test_a_retired_question_is_410(client: Client, member: User, question: Question) -> None:
    option = right(question)
    question.retire()

    response = post(client, question, option.pk)

    assert response.status_code == 410
    assert question.quiz.module.get_absolute_url() in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_post_once_its_question_is_retired_is_the_same_answer_and_page(
    client: Client, member: User, question: Question, headers: dict[str, str]
) -> None:
    first, other = wrong(question, 0), wrong(question, 1)
    assert first.explanation in kept(client, first, headers)
    question.retire()

    again = kept(client, first, headers)

    assert first.explanation in again
    assert TOKEN.sub("", again) == TOKEN.sub("", kept(client, first, {} if headers else HTMX))
    assert client.post(address(question), {"option": other.pk}, headers=headers).status_code == 410
    assert Answer.objects.get().option == first


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_post_once_its_attempt_is_finished_is_the_same_answer_and_page(
    client: Client, member: User, quiz: Quiz, headers: dict[str, str], practice: bool
) -> None:
    question, last = quiz.questions.all()
    first = choose(member, wrong(question, 0))
    choose(member, right(question))
    before = kept(client, first.option, HTMX, attempt=first.attempt_id)
    choose(member, right(last))
    if practice:
        Attempt.objects.practise(quiz, member)
    response = client.post(
        address(question), {"option": first.option_id, "attempt": first.attempt_id}, headers=headers
    )

    assert response.status_code == (200 if headers else 303)
    if headers:
        fragment = response.content.decode().split(f'id="question-{question.pk}"')[1]
        assert TOKEN.sub("", fragment.split("</section>")[0]) == TOKEN.sub("", before)
    response = client.post(
        address(question),
        {"option": wrong(question, 1).pk, "attempt": first.attempt_id},
        headers=headers,
    )
    assert response.status_code == 409
    assert Answer.objects.count() == 3


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_only_question_of_a_quiz_once_retired_is_410(
    client: Client, member: User, quiz: Quiz, question: Question, headers: dict[str, str]
) -> None:
    for asked in quiz.questions.all():
        asked.retire()

    for option in (right(question).pk, ""):
        response = client.post(address(question), {"option": option}, headers=headers)
        assert response.status_code == (410 if option else 400)
        assert ("<html" in response.content.decode()) is not bool(headers)
        assert quiz.module.get_absolute_url() in response.content.decode()
    assert client.get(quiz.module.get_absolute_url()).status_code == 200
    assert not Attempt.objects.exists()


def test_a_closed_question_is_409(client: Client, member: User, question: Question) -> None:
    post(client, question, right(question).pk)

    response = post(client, question, wrong(question).pk)

    assert response.status_code == 409
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_needs_a_query_to_read_and_one_to_store(
    client: Client,
    member: User,
    quiz: Quiz,
    headers: dict[str, str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first, last = quiz.questions.all()
    choices = [(first, wrong(first)), (first, right(first)), (last, right(last))]
    # The content is kept from now on.
    AnswerSheet.of_question(first.pk, member)
    AnswerSheet.of_question(last.pk, member)
    COURSES.last(quiz.module.course.slug)
    for question, option in choices:
        # Session, person, the two, and a savepoint that is there within a test alone; with the last
        # one it is counted how many sections are read.
        with django_assert_max_num_queries(7 if question == last else 6):
            client.post(address(question), {"option": option.pk}, headers=headers)
    assert Attempt.objects.get().is_finished


def test_a_screen_reader_is_told_that_the_last_question_is_answered(
    client: Client, member: User, quiz: Quiz
) -> None:
    first, last = quiz.questions.all()
    client.post(address(first), {"option": wrong(first).pk}, headers=HTMX)
    before = client.post(address(first), {"option": right(first).pk}, headers=HTMX)
    after = client.post(address(last), {"option": right(last).pk}, headers=HTMX)

    assert 'data-live="정답입니다."' in before.content.decode()
    told = 'data-live="정답입니다. 마지막 문제까지 마치셨습니다. 첫 시도 1 / 2."'
    assert told in after.content.decode()
