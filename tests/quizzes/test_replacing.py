"""A copy takes the place of an answered question when it is published, and not before."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from quizzes.models import Option, Question, Quiz
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    QuestionFactory,
    UserFactory,
    answer_wrong,
    choose,
    make_author,
    make_quiz,
    right,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """The only question of a published module, with an answer."""
    question = make_quiz(questions=1).questions.get()
    answer_wrong(question, UserFactory.create())
    return question


def live(quiz: Quiz) -> list[Question]:
    return list(quiz.questions.live())


def publish(copy: Question) -> None:
    copy.is_draft = False
    copy.save()


def test_the_question_is_asked_until_its_copy_is_published(question: Question) -> None:
    copy = question.copy_to_replace()
    assert copy.is_draft
    assert live(question.quiz) == [question]

    copy.stem = "고친 물음"
    copy.save()
    assert live(question.quiz) == [question]

    publish(copy)
    assert live(question.quiz) == [copy]
    question.refresh_from_db()
    assert question.is_retired
    assert question.answers.count() == 1


def test_a_copy_that_is_refused_retires_nothing(question: Question) -> None:
    copy = question.copy_to_replace()
    copy.options.update(explanation="")
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(copy)
        call_constraints()
    assert live(question.quiz) == [question]


def call_constraints() -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_there_is_one_copy_at_a_time(question: Question) -> None:
    copy = question.copy_to_replace()
    assert question.copy_to_replace() == copy
    assert Question.objects.filter(is_draft=True).count() == 1
    with pytest.raises(IntegrityError, match="question_has_one_copy"), transaction.atomic():
        QuestionFactory.create(quiz=question.quiz, slug="another", is_draft=True, replaces=question)


def test_a_copy_that_is_deleted_leaves_the_question_and_another_may_be_opened(
    question: Question,
) -> None:
    question.copy_to_replace().delete()
    assert live(question.quiz) == [question]
    copy = question.copy_to_replace()
    publish(copy)
    assert live(question.quiz) == [copy]


def test_a_copy_of_a_copy_takes_its_place(question: Question) -> None:
    first = question.copy_to_replace()
    publish(first)
    second = first.copy_to_replace()
    assert live(question.quiz) == [first]
    publish(second)
    assert live(question.quiz) == [second]


def test_a_copy_that_is_saved_again_retires_nothing_more(question: Question) -> None:
    copy = question.copy_to_replace()
    publish(copy)
    Question.objects.filter(pk=question.pk).update(retired_at=None)
    copy.stem = "다시 고친 물음"
    copy.save()
    assert set(live(question.quiz)) == {question, copy}


def test_a_copy_that_is_published_and_retired_at_once_takes_no_place(question: Question) -> None:
    copy = question.copy_to_replace()
    copy.retired_at = question.answers.get().answered_at
    publish(copy)
    assert live(question.quiz) == [question]


def test_a_copy_stays_when_its_question_is_deleted() -> None:
    question = make_quiz(questions=1).questions.get()
    copy = question.copy_to_replace()
    question.delete()
    copy.refresh_from_db()
    publish(copy)
    assert live(copy.quiz) == [copy]


def test_who_has_answered_all_else_has_the_copy_to_answer() -> None:
    quiz = make_quiz(questions=2)
    first, second = quiz.questions.all()
    learner = UserFactory.create()
    attempt = choose(learner, right(first)).attempt
    copy = second.copy_to_replace()
    publish(copy)
    attempt.refresh_from_db()
    assert not attempt.is_finished
    choose(learner, right(copy))
    attempt.refresh_from_db()
    assert attempt.is_finished


def test_loading_the_files_again_keeps_what_a_draft_will_replace(
    question: Question, tmp_path: Path
) -> None:
    copy = question.copy_to_replace()
    course = question.quiz.module.course
    folder = tmp_path / course.slug
    call_command("dumpcourse", course.slug, "--to", str(folder), verbosity=0)
    Option.objects.filter(question=copy, slug="a").update(text="고친 보기")
    Question.objects.filter(pk=copy.pk).update(stem="고친 물음")
    call_command("loaddata", str(folder), verbosity=0)
    copy.refresh_from_db()
    assert copy.replaces == question
    publish(copy)
    assert live(question.quiz) == [copy]


def test_in_the_admin_a_copy_is_opened_changed_and_goes_out_instead(
    client: Client, question: Question
) -> None:
    client.force_login(make_author())
    replace = reverse("admin:quizzes_question_replace", args=[question.pk])
    assert replace in client.get(address(question)).content.decode()
    opened = client.post(replace)
    copy = Question.objects.get(is_draft=True)
    assert opened["Location"] == client.post(replace)["Location"] == address(copy)
    assert address(question) in client.get(address(copy)).content.decode()
    assert live(question.quiz) == [question]

    form = form_of(client, copy)
    del form["is_draft"]
    assert client.post(address(copy), form).status_code == 302
    assert live(question.quiz) == [copy]
    assert client.post(replace).status_code == 404
