"""Today's review can be left: nothing is lost, and the rest is due still."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Course
from quizzes.models import Answer, Attempt, Question, Quiz
from tests.factories import (
    make_member,
    right,
    wrong,
)
from tests.progress.todays_review.steps import (
    DAY,
    REVIEW,
    answer,
    asked_on,
    place_on,
    review_all,
    shown,
)

pytestmark = pytest.mark.django_db


def test_stopping_loses_nothing(client: Client, due: list[Question], quizzes: list[Quiz]) -> None:
    question = asked_on(shown(client))
    answer(client, right(question))

    response = client.post("/review/stop/", follow=True)
    assert response.redirect_chain == [("/", 303)]
    html = " ".join(response.content.decode().split())
    assert "여기까지 복습하셨습니다. 고르신 답은 그대로 남아 있고" in html
    assert "오늘 다시 볼 문제 3개" in html
    assert Answer.objects.filter(question=question, attempt__number=2).exists()
    assert not Attempt.objects.filter(finished_at=None, stopped_at=None).exists()
    assert place_on(shown(client)) == "문제 2 / 4"
    review_all(client, right)
    assert "복습 4 / 4" in shown(client)


def test_what_was_wrong_when_one_stopped_is_asked_again_another_day(
    client: Client, due: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked_on(shown(client))
    answer(client, wrong(question))
    client.post("/review/stop/")

    following = asked_on(shown(client))
    assert following != question
    html = shown(client, f"{REVIEW}{question.pk}/")
    assert f"{question.slug} 풀이 a" in html
    assert "답 확인" not in html
    assert f'href="{REVIEW}{following.pk}/#question-{following.pk}-stem"' in html
    assert answer(client, right(question))[0] == 409
    assert question not in review_all(client, right)
    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert asked_on(shown(client)) == question


def test_one_stops_ones_own_reviews_alone(
    client: Client, due: list[Question], course: Course, quizzes: list[Quiz]
) -> None:
    answer(client, right(due[0]))
    client.force_login(make_member(course))
    client.post("/review/stop/")
    assert Attempt.objects.get(number=2).stopped_at is None


def test_the_page_of_the_module_stays_what_it_is(
    client: Client, due: list[Question], quizzes: list[Quiz], member: User
) -> None:
    """It shows the same practice, from where its answers go back to it."""
    Attempt.objects.practise(quizzes[0], member, "due")
    for question in due[:2]:
        assert f'action="{REVIEW}{question.pk}/"' in shown(client, f"{REVIEW}{question.pk}/")
    page = shown(client, quizzes[0].module.get_absolute_url())
    for question in due[:2]:
        assert f'action="/quizzes/questions/{question.pk}/answer/"' in page
        assert f'action="{REVIEW}{question.pk}/"' not in page
