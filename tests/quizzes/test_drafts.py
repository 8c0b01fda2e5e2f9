"""Draft questions: not asked, maybe unfinished, published once; Postgres itself sees to it."""

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Attempt, Question
from tests.factories import QuestionFactory, UserFactory, choose, make_member, make_quiz, right
from tests.quizzes.test_invariants import insert_answer, refused_by, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return UserFactory.create()


@pytest.fixture
def attempt(learner: User) -> Attempt:
    return Attempt.objects.create(quiz=make_quiz(questions=1), learner=learner)


@pytest.fixture
def draft(attempt: Attempt) -> Question:
    """A draft that lacks explanations, in a quiz that is being answered."""
    draft = QuestionFactory.create(quiz=attempt.quiz, is_draft=True, stem="아직 쓰는 물음")
    draft.options.update(explanation="")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    return draft


def test_a_draft_may_lack_anything(draft: Question) -> None:
    draft.options.filter(is_correct=True).delete()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert draft.options.count() == 3


def test_a_draft_is_not_asked(client: Client, attempt: Attempt, draft: Question) -> None:
    asked = attempt.quiz.questions.live().get()
    choose(attempt.learner, right(asked))
    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    client.force_login(make_member(attempt.quiz.module.course))
    html = client.get(attempt.quiz.module.get_absolute_url()).content.decode()
    assert asked.stem in html
    assert draft.stem not in html
    assert client.post(f"/quizzes/questions/{draft.pk}/answer/", {"option": "1"}).status_code == 404


def test_no_sql_answers_a_draft(attempt: Attempt, draft: Question) -> None:
    with refused_by("answer_to_a_published_question"):
        insert_answer(attempt, draft, right(draft).pk, 1, is_correct=True)


def test_an_unexplained_draft_is_not_published(draft: Question) -> None:
    with refused_by("option_has_an_explanation"):
        sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", draft.pk)


def test_a_draft_without_a_right_option_is_not_published(draft: Question) -> None:
    draft.options.update(explanation="풀이", is_correct=False)
    with refused_by("question_has_one_right_option"):
        sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", draft.pk)


def test_a_complete_draft_is_published_and_asked(draft: Question) -> None:
    draft.options.update(explanation="풀이")
    draft.is_draft = False
    draft.save()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert draft in Question.objects.live()


def test_a_published_question_becomes_no_draft(attempt: Attempt) -> None:
    with refused_by("question_is_published_once"):
        sql("UPDATE quizzes_question SET is_draft = true")


def test_no_sql_takes_an_explanation_away(attempt: Attempt) -> None:
    with refused_by("option_has_an_explanation"):
        sql("UPDATE quizzes_option SET explanation = ' '")
