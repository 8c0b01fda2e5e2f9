"""Which questions are asked: QuerySets, SQL and rows at hand give one answer."""

import pytest
from django.db import connection
from django.utils import timezone

from quizzes.live_questions import LIVE, live
from quizzes.models import Option, Question
from tests.factories import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def test_a_question_is_live_in_sql_and_python_alike() -> None:
    quiz = QuizFactory.create()
    asked, _draft, retired, dropped = (
        QuestionFactory.create(quiz=quiz, is_draft=is_draft)
        for is_draft in (False, True, False, True)
    )
    for question in (retired, dropped):
        Question.objects.filter(pk=question.pk).update(retired_at=timezone.now())

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM quizzes_question AS question WHERE {LIVE}")
        assert [pk for (pk,) in cursor.fetchall()] == [asked.pk]
    assert list(Question.objects.live()) == [asked]
    assert [question for question in quiz.questions.all() if question.is_live] == [asked]
    assert {option.question for option in Option.objects.filter(live("question__"))} == {asked}
