"""Answers in today's review: each is taken once, whatever happens meanwhile."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Course
from quizzes.models import Answer, Attempt, Question, Quiz
from quizzes.todays_review import TodaysReview
from tests.factories import (
    QuestionFactory,
    choose,
    make_author,
    make_member,
    make_quiz,
    right,
    wrong,
)
from tests.histories import make_module
from tests.progress.todays_review.steps import (
    DAY,
    HTMX,
    REVIEW,
    answer,
    asked_on,
    form_on,
    miss,
    place_on,
    review_all,
    shown,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_answer_twice_is_one(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    html = shown(client)
    question, form = asked_on(html), form_on(html)
    first = answer(client, right(question), form, headers)

    again = answer(client, right(question), form, headers)
    assert re.sub('value="[^"]{64}"', "", again[1]) == re.sub('value="[^"]{64}"', "", first[1])
    assert again[0] == first[0]
    assert Answer.objects.filter(question=question, attempt__number=2).count() == 1
    assert answer(client, wrong(question), form, headers)[0] == 409


def test_two_tabs_answer_in_one_practice_of_the_quiz(client: Client, due: list[Question]) -> None:
    """Both were opened before either had answered."""
    for question in due[:2]:
        assert answer(client, right(question), "practice-2")[0] == 303
    assert Attempt.objects.get(number=2).answers.count() == 2


def test_what_is_sent_again_another_day_is_not_answered_again(
    client: Client, due: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    html = shown(client)
    question, form = asked_on(html), form_on(html)
    answer(client, wrong(question), form)
    answer(client, right(question), form)

    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert answer(client, wrong(question), form)[0] == 303
    assert Answer.objects.filter(question=question, attempt__number__gt=1).count() == 2
    assert answer(client, right(question))[0] == 303
    assert Answer.objects.filter(question=question, attempt__number=3).count() == 1


def test_midnight_passes_while_a_question_is_open(
    client: Client, due: list[Question], quizzes: list[Quiz], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is due anew, with what became due meanwhile, and the page at hand still takes it."""
    first, second, kept_right = quizzes[0].questions.all()
    answer(client, wrong(first))
    (form,) = Attempt.objects.filter(number=2).values_list("pk", flat=True)
    QuestionFactory.create(quiz=quizzes[0])

    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert place_on(shown(client)) == "문제 1 / 5"
    html = shown(client, f"{REVIEW}{first.pk}/")
    assert form_on(html) == "practice-3"
    assert "풀이" not in html
    assert answer(client, right(first), str(form))[0] == 303
    assert Attempt.objects.get(pk=form).answers.count() == 2
    review_all(client, right)

    today = {question.pk for question in quizzes[0].questions.all()} - {kept_right.pk}
    firsts = Answer.objects.filter(ordinal=1, answered_at=tomorrow, attempt__quiz=quizzes[0])
    assert {*firsts.values_list("question", flat=True)} == today
    assert first.pk in today
    assert second.pk in today
    assert not Attempt.objects.filter(finished_at=None, stopped_at=None).exists()


def test_a_practice_under_way_gives_way_and_keeps_its_answers(
    client: Client, due: list[Question], quizzes: list[Quiz], member: User
) -> None:
    Attempt.objects.practise(quizzes[0], member, "all")
    last = quizzes[0].questions.all()[2]
    choose(member, wrong(last))
    first = Attempt.objects.get(number=2)

    assert answer(client, right(due[0]))[0] == 303
    first.refresh_from_db()
    assert first.stopped_at is not None
    assert first.answers.count() == 1
    assert Answer.objects.get(option=right(due[0]), attempt__number=3).is_correct


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_retired_meanwhile_is_told(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    question = asked_on(shown(client))
    question.retire()

    status, page = answer(client, right(question), "practice-2", headers)
    assert status == 410
    assert "지금은 내지 않는 문제입니다." in page
    assert f'href="{REVIEW}">복습으로 돌아가기</a>' in page
    assert place_on(shown(client)) == "문제 1 / 3"


def test_a_question_retired_after_a_wrong_choice_holds_nobody_up(
    client: Client, due: list[Question], member: User
) -> None:
    question = asked_on(shown(client))
    answer(client, wrong(question))
    assert TodaysReview.of(member).next_after() == question.pk
    question.retire()

    assert TodaysReview.of(member).next_after() in {other.pk for other in due} - {question.pk}
    assert place_on(shown(client)) == "문제 2 / 4"
    review_all(client, right)
    assert "오늘 문제 4개 가운데 3개를 바로 맞히셨습니다." in shown(client)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_module_taken_back_meanwhile_is_told(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    question = asked_on(shown(client))
    module = question.quiz.module
    module.is_published = False
    module.save()

    status, page = answer(client, right(question), "practice-2", headers)
    assert status == 409
    assert "복습으로 돌아가기" in page
    assert client.get(f"{REVIEW}{question.pk}/").status_code == 303
    assert place_on(shown(client)) == "문제 1 / 2"
    assert "오늘 다시 볼 문제 2개" in shown(client, "/")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_that_is_not_due_takes_no_answer(
    client: Client, due: list[Question], quizzes: list[Quiz], headers: dict[str, str]
) -> None:
    question = quizzes[0].questions.all()[2]

    status, page = answer(client, right(question), headers=headers)
    assert status == 409
    assert "오늘 다시 볼 문제가 아니어서 고르신 답은 저장되지 않았습니다." in page
    assert not Attempt.objects.filter(number__gt=1).exists()


def test_an_answer_that_cannot_be_taken_stays_on_its_question(
    client: Client, due: list[Question]
) -> None:
    question = asked_on(shown(client))
    for headers in ({}, HTMX):
        response = client.post(f"{REVIEW}{question.pk}/", {}, headers=headers)
        html = response.content.decode()
        assert response.status_code == 400
        assert f'action="{REVIEW}{question.pk}/"' in html
        assert "풀이" not in html


def test_the_form_of_somebody_else_is_none(client: Client, due: list[Question]) -> None:
    stranger = make_quiz()
    learner = make_member(stranger.module.course)
    choose(learner, wrong(stranger.questions.all()[0]))
    attempt = Attempt.objects.get(learner=learner)

    assert answer(client, right(due[0]), str(attempt.pk))[0] == 404
    assert answer(client, right(stranger.questions.all()[0]))[0] == 404


def test_an_answer_from_a_page_of_before_it_was_stopped_begins_anew(
    client: Client, due: list[Question]
) -> None:
    answer(client, right(due[0]))
    attempt = Attempt.objects.get(number=2)
    client.post("/review/stop/")

    assert answer(client, right(due[1]), str(attempt.pk))[0] == 303
    assert Answer.objects.get(option=right(due[1]), attempt__number__gt=1).attempt.number == 3


def test_an_author_is_not_asked_what_takes_no_answers(client: Client, quizzes: list[Quiz]) -> None:
    author = make_author()
    client.force_login(author)
    miss(quizzes[0], author, 1)
    assert place_on(shown(client)) == "문제 1 / 1"
    quizzes[0].module.is_published = False
    quizzes[0].module.save()
    assert "오늘은 다시 볼 문제가 없습니다." in shown(client)
    assert "오늘 다시 볼 문제" not in shown(client, "/")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_quiz_that_was_not_begun_is_not_begun_in_the_review(
    client: Client, due: list[Question], course: Course, headers: dict[str, str]
) -> None:
    (question, *_others) = make_module(course, lessons=0, questions=1).quiz.questions.all()
    before = Answer.objects.count()

    status, html = answer(client, right(question), headers=headers)

    assert status == 409
    assert "오늘 다시 볼 문제가 아니" in html
    assert Answer.objects.count() == before
    assert not Attempt.objects.filter(quiz=question.quiz).exists()
