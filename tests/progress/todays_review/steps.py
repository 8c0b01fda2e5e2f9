"""What these tests do with a review."""

import datetime
import re
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from accounts.models import User
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.factories import (
    right,
    wrong,
)

HTMX = {"HX-Request": "true"}
DAY = datetime.timedelta(days=1)
REVIEW = "/review/"


def miss(quiz: Quiz, member: User, count: int, days_ago: int = 2) -> list[Question]:
    """Finish the attempt of record on that day, with so many questions missed at first."""
    attempt = Attempt.objects.create(quiz=quiz, learner=member)
    questions = list(quiz.questions.all())
    for question in questions:
        missed = question in questions[:count]
        for ordinal, option in enumerate([wrong(question), right(question)][not missed :], 1):
            attempt.answers.create(
                question=question,
                option=option,
                ordinal=ordinal,
                is_correct=option.is_correct,
                answered_at=timezone.now() - days_ago * DAY,
            )
    return questions[:count]


def shown(client: Client, address: str = REVIEW) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def asked_on(html: str) -> Question:
    (pk,) = re.findall(r' data-question="(\d+)"', html)
    return Question.objects.get(pk=pk)


def place_on(html: str) -> str:
    return str(re.findall(r'class="lms-review-place">([^<]*)<', html)[0])


def form_on(html: str) -> str:
    return str(re.findall(r'name="attempt" value="([^"]*)"', html)[0])


def answer(
    client: Client, option: Option, attempt: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """The status and what is shown."""
    data = {"option": option.pk, "attempt": attempt}
    response = client.post(f"{REVIEW}{option.question_id}/", data, headers=headers)
    return response.status_code, " ".join(response.content.decode().split())


def review_all(client: Client, option_of: Callable[[Question], Option]) -> list[Question]:
    """Answer what the page asks until it asks nothing more."""
    asked: list[Question] = []
    while "data-question=" in (html := shown(client)):
        question = asked_on(html)
        if question not in asked:
            asked.append(question)
        option = option_of(question)
        if Answer.objects.filter(option=option, attempt__number__gt=1).exists():
            option = right(question)
        assert answer(client, option, form_on(html))[0] == 303
    return asked
