"""Which questions are asked: QuerySets, SQL and rows at hand give one answer."""

import pytest
from django.db import connection
from django.utils import timezone

from quizzes.live_questions import ASKED, LIVE, asked, live
from quizzes.models import Option, Question
from tests.factories import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def test_a_question_is_live_in_sql_and_python_alike() -> None:
    quiz = QuizFactory.create()
    first, _draft, retired, dropped = (
        QuestionFactory.create(quiz=quiz, is_draft=is_draft)
        for is_draft in (False, True, False, True)
    )
    sibling = QuestionFactory.create(quiz=quiz, sibling_of=first)
    pair = [first, sibling]
    for question in (retired, dropped):
        Question.objects.filter(pk=question.pk).update(retired_at=timezone.now())

    with connection.cursor() as cursor:
        for condition, pks in ((LIVE, [first.pk]), (ASKED, [question.pk for question in pair])):
            cursor.execute(
                f"SELECT id FROM quizzes_question AS question WHERE {condition} ORDER BY 1"
            )
            assert [pk for (pk,) in cursor.fetchall()] == pks
    assert list(Question.objects.live()) == [first]
    assert list(Question.objects.asked()) == pair
    assert [question for question in quiz.questions.all() if question.is_live] == [first]
    assert [question for question in quiz.questions.all() if question.is_asked] == pair
    assert {option.question for option in Option.objects.filter(live("question__"))} == {first}
    assert {option.question for option in Option.objects.filter(asked("question__"))} == {*pair}
