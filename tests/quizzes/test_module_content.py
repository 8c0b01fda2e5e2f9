"""A published module keeps something to read or to answer; Postgres holds it, tried by SQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction

from courses.models import Lesson, Module
from quizzes.models import Question, Quiz
from tests.factories import LessonFactory, ModuleFactory, QuestionFactory, QuizFactory
from tests.quizzes.test_invariants import refused_by, sql

pytestmark = pytest.mark.django_db
RULE = "published_module_has_content"
RETIRE = "UPDATE quizzes_question SET retired_at = now()"


def settled() -> None:
    """The transaction could end here."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def lesson() -> Lesson:
    """All there is in its published module."""
    lesson = LessonFactory.create()
    settled()
    return lesson


@pytest.fixture
def question() -> Question:
    """All there is in its published module."""
    question = QuestionFactory.create()
    settled()
    return question


def test_a_module_is_not_published_with_nothing_in_it() -> None:
    module = ModuleFactory.create(is_published=False)
    settled()
    with refused_by(RULE):
        sql("UPDATE courses_module SET is_published = true")
    with refused_by(RULE):
        ModuleFactory.create(course=module.course, is_published=True)


def test_a_quiz_of_drafts_is_nothing() -> None:
    question = QuestionFactory.create(quiz__module__is_published=False, is_draft=True)
    settled()
    with refused_by(RULE):
        sql("UPDATE courses_module SET is_published = true")
    sql("UPDATE quizzes_question SET is_draft = false WHERE id = %s", question.pk)
    sql("UPDATE courses_module SET is_published = true")
    settled()


def test_the_last_section_stays(lesson: Lesson) -> None:
    with refused_by(RULE):
        sql("DELETE FROM courses_lesson")


def test_the_last_section_does_not_move_to_another_module(lesson: Lesson) -> None:
    other = ModuleFactory.create(course=lesson.module.course, is_published=False)
    with refused_by(RULE):
        sql("UPDATE courses_lesson SET module_id = %s", other.pk)


def test_the_last_question_is_not_retired(question: Question) -> None:
    with refused_by(RULE):
        sql(RETIRE)


def test_the_last_question_is_not_deleted(question: Question) -> None:
    with refused_by(RULE):
        question.delete()


def test_the_quiz_with_the_last_question_stays(question: Question) -> None:
    with refused_by(RULE):
        question.quiz.delete()


def test_the_quiz_with_the_last_question_does_not_move(question: Question) -> None:
    other = ModuleFactory.create(course=question.get_course(), is_published=False)
    with refused_by(RULE):
        sql("UPDATE quizzes_quiz SET module_id = %s", other.pk)


@pytest.mark.parametrize("change", [RETIRE, "DELETE FROM courses_lesson"])
def test_one_of_two_may_go(question: Question, change: str) -> None:
    LessonFactory.create(module=question.quiz.module)
    sql(change)
    settled()


def test_in_one_transaction_one_takes_the_place_of_another(lesson: Lesson) -> None:
    module = lesson.module
    lesson.delete()
    LessonFactory.create(module=module)
    settled()
    Lesson.objects.all().delete()
    QuestionFactory.create(quiz=QuizFactory.create(module=module))
    settled()


def test_what_is_not_published_may_lose_everything(lesson: Lesson, question: Question) -> None:
    sql("UPDATE courses_module SET is_published = false")
    Lesson.objects.all().delete()
    Quiz.objects.all().delete()
    settled()


def test_a_module_goes_with_all_that_is_in_it(lesson: Lesson, question: Question) -> None:
    Module.objects.all().delete()
    settled()


@pytest.mark.django_db(transaction=True)
def test_two_who_each_take_one_of_the_last_two_away_do_not_both_succeed() -> None:
    with transaction.atomic():
        question = QuestionFactory.create()
        LessonFactory.create(module=question.quiz.module)

    def take_lesson() -> None:
        try:
            Lesson.objects.all().delete()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            sql(RETIRE)
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            taking = threads.submit(take_lesson)
            wait_until_somebody_waits()
        with pytest.raises(IntegrityError, match="published module"):
            taking.result()
    assert Lesson.objects.count() + Question.objects.live().count() == 1


def wait_until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return


@pytest.mark.django_db(transaction=True)
def test_who_sees_an_older_state_takes_nothing_away() -> None:
    with transaction.atomic():
        question = QuestionFactory.create()
        LessonFactory.create(module=question.quiz.module)
    with refused_by("needs_read_committed"):
        sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        sql("DELETE FROM courses_lesson")
