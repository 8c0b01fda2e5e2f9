"""Who only answers is not signed out: htmx sends an answer, but a person chose it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Session
from tests.factories import make_member, make_quiz, right, wrong
from tests.progress.todays_review.steps import HTMX, form_on, miss, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_site_has_it(settings: Settings) -> None:
    settings.SESSION_IDLE, settings.SESSION_LONGEST = timedelta(hours=1), timedelta(hours=12)
    settings.SESSION_WRITTEN_AFTER = timedelta(minutes=5)


@pytest.mark.parametrize("in_review", [False, True])
def test_an_answer_is_a_use_of_the_session(
    client: Client, monkeypatch: pytest.MonkeyPatch, in_review: bool
) -> None:
    quiz = make_quiz()
    member = make_member(quiz.module.course)
    client.force_login(member)
    if in_review:
        (question,) = miss(quiz, member, 1)
        address, attempt = f"/review/{question.pk}/", form_on(shown(client))
    else:
        question = quiz.questions.earliest("position")
        address, attempt = f"/quizzes/questions/{question.pk}/answer/", ""
    start = timezone.now()

    def sent_after(minutes: int, option: object) -> int:
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=minutes))
        form = {"option": option, "attempt": attempt}
        return client.post(address, form, headers=HTMX).status_code

    assert sent_after(50, "nonsense") == 400
    assert Session.objects.get().used_at <= start
    assert sent_after(55, wrong(question).pk) == 200
    assert sent_after(110, right(question).pk) == 200
    assert Session.objects.get().used_at == start + timedelta(minutes=110)
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=171))
    assert client.get("/session/").json()["person"] is None
