"""What Postgres itself refuses, tried by SQL: each rule by its name."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from quizzes.models import Answer, Attempt, Question
from tests.factories import QuestionFactory, UserFactory, choose, make_quiz, right, wrong

pytestmark = pytest.mark.django_db


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    """The block fails in the database, by the rule of this name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal.value.__cause__ is not None
    assert refusal.value.__cause__.diag.constraint_name == rule  # type: ignore[attr-defined]


def sql(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert_answer(
    attempt: Attempt, question: Question, option_id: int, ordinal: int, is_correct: bool
) -> None:
    sql(
        "INSERT INTO quizzes_answer "
        "(attempt_id, question_id, option_id, ordinal, is_correct, answered_at) "
        "VALUES (%s, %s, %s, %s, %s, now())",
        attempt.pk,
        question.pk,
        option_id,
        ordinal,
        is_correct,
    )


@pytest.fixture
def learner() -> User:
    return UserFactory.create()


@pytest.fixture
def attempt(learner: User) -> Attempt:
    return Attempt.objects.create(quiz=make_quiz(questions=2), learner=learner)


@pytest.fixture
def question(attempt: Attempt) -> Question:
    return attempt.quiz.questions.earliest("position")


@pytest.fixture
def answer(attempt: Attempt, question: Question) -> Answer:
    return choose(attempt.learner, wrong(question))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quizzes_answer SET ordinal = 9",
        "UPDATE quizzes_answer SET is_correct = true",
        "UPDATE quizzes_answer SET answered_at = now()",
        "DELETE FROM quizzes_answer",
    ],
)
def test_an_answer_is_never_changed_or_deleted(answer: Answer, change: str) -> None:
    with refused_by("answers_are_append_only"):
        sql(change)


def test_answers_are_never_truncated(answer: Answer) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with refused_by("answers_are_not_truncated"):
        sql("TRUNCATE quizzes_answer CASCADE")


def test_no_session_can_switch_the_rules_off(answer: Answer) -> None:
    sql(
        "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger "
        "WHERE tgrelid = 'quizzes_answer'::regclass"
    )
    with refused_by("answers_are_append_only"):
        sql("DELETE FROM quizzes_answer")


def test_an_option_of_another_question_is_no_answer(attempt: Attempt, question: Question) -> None:
    other = attempt.quiz.questions.latest("position")
    with refused_by("answer_option_of_its_question"):
        insert_answer(attempt, question, wrong(other).pk, 1, False)


def test_a_question_of_another_quiz_is_no_answer(attempt: Attempt) -> None:
    foreign = QuestionFactory.create()
    with refused_by("answer_question_of_its_quiz"):
        insert_answer(attempt, foreign, wrong(foreign).pk, 1, False)


def test_an_answer_is_right_exactly_if_its_option_is(attempt: Attempt, question: Question) -> None:
    with refused_by("answer_is_right_as_its_option"):
        insert_answer(attempt, question, wrong(question).pk, 1, True)


def test_ordinals_have_no_gap(attempt: Attempt, question: Question) -> None:
    with refused_by("answer_ordinals_in_order"):
        insert_answer(attempt, question, wrong(question).pk, 2, False)


def test_a_first_answer_stays_the_first(answer: Answer) -> None:
    with refused_by("answer_ordinals_in_order"):
        insert_answer(answer.attempt, answer.question, right(answer.question).pk, 1, True)


def test_an_option_is_chosen_once(answer: Answer) -> None:
    with refused_by("answer_option_once"):
        insert_answer(answer.attempt, answer.question, answer.option_id, 2, False)


def test_nothing_comes_after_the_right_answer(attempt: Attempt, question: Question) -> None:
    choose(attempt.learner, right(question))
    with refused_by("answer_none_after_the_right_one"):
        insert_answer(attempt, question, wrong(question).pk, 2, False)


def test_a_retired_question_takes_no_answer(attempt: Attempt, question: Question) -> None:
    question.retire()
    with refused_by("answer_before_its_question_retires"):
        insert_answer(attempt, question, wrong(question).pk, 1, False)


def test_a_finished_attempt_takes_no_answer(attempt: Attempt) -> None:
    for question in attempt.quiz.questions.all():
        choose(attempt.learner, right(question))
    late = QuestionFactory.create(quiz=attempt.quiz, position=9)
    with refused_by("answer_before_its_attempt_ends"):
        insert_answer(attempt, late, wrong(late).pk, 1, False)


def test_there_is_one_attempt_of_a_number(attempt: Attempt) -> None:
    with refused_by("attempt_once"):
        sql(
            "INSERT INTO quizzes_attempt (quiz_id, learner_id, number, started_at) "
            "SELECT quiz_id, learner_id, number, now() FROM quizzes_attempt"
        )


@pytest.mark.parametrize(
    ("number", "finished_at", "rule"),
    [(2, "now()", "attempt_begins_open"), (3, "NULL", "attempt_numbers_in_order")],
)
def test_an_attempt_begins_open_and_in_order(
    attempt: Attempt, number: int, finished_at: str, rule: str
) -> None:
    with refused_by(rule):
        sql(
            "INSERT INTO quizzes_attempt (quiz_id, learner_id, number, started_at, finished_at) "
            f"SELECT quiz_id, learner_id, {number}, now(), {finished_at} FROM quizzes_attempt"
        )


@pytest.mark.parametrize("table", ["quiz", "question", "option", "attempt"])
def test_what_answers_refer_to_keeps_its_number(answer: Answer, table: str) -> None:
    with refused_by("row_keeps_its_id"):
        sql(f"UPDATE quizzes_{table} SET id = -id")


@pytest.mark.parametrize("table", ["quiz", "question", "attempt"])
def test_what_has_answers_cannot_be_taken_away_and_put_back(answer: Answer, table: str) -> None:
    """Each statement is refused: at the end of the transaction the row could be back."""
    with pytest.raises(IntegrityError, match="it stays"), transaction.atomic():
        sql(f"DELETE FROM quizzes_{table}")


def test_a_table_of_the_same_name_does_not_blind_the_rules(answer: Answer) -> None:
    sql("CREATE TEMPORARY TABLE quizzes_answer (LIKE public.quizzes_answer) ON COMMIT DROP")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with refused_by("key_is_frozen"):
        sql(
            "UPDATE public.quizzes_option SET is_correct = NOT is_correct WHERE question_id = %s",
            answer.question_id,
        )


def test_there_is_one_open_attempt(attempt: Attempt) -> None:
    with refused_by("attempt_one_open"):
        sql(
            "INSERT INTO quizzes_attempt (quiz_id, learner_id, number, started_at) "
            "SELECT quiz_id, learner_id, number + 1, now() FROM quizzes_attempt"
        )


def test_an_attempt_stays_its_learners(attempt: Attempt) -> None:
    with refused_by("attempt_is_fixed"):
        sql("UPDATE quizzes_attempt SET learner_id = %s", UserFactory.create().pk)


def test_an_attempt_does_not_finish_early(attempt: Attempt) -> None:
    with refused_by("attempt_finishes_when_all_is_right"):
        sql("UPDATE quizzes_attempt SET finished_at = now()")


def test_a_finished_attempt_stays_finished(attempt: Attempt) -> None:
    for question in attempt.quiz.questions.all():
        choose(attempt.learner, right(question))
    with refused_by("attempt_finishes_once"):
        sql("UPDATE quizzes_attempt SET finished_at = NULL")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quizzes_option SET is_correct = NOT is_correct WHERE question_id = %s",
        "UPDATE quizzes_option SET slug = slug || 'x' WHERE question_id = %s",
        "DELETE FROM quizzes_option WHERE question_id = %s",
        "INSERT INTO quizzes_option (question_id, slug, position, text, text_html, is_correct,"
        " explanation, explanation_html) VALUES (%s, 'e', 5, 't', '', false, 'e', '')",
    ],
)
def test_the_key_of_an_answered_question_is_frozen(answer: Answer, change: str) -> None:
    with refused_by("key_is_frozen"):
        sql(change, answer.question_id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_the_key_is_not_changed_by_who_cannot_see_new_answers(isolation: str) -> None:
    with transaction.atomic():
        question = make_quiz().questions.earliest("position")
    with refused_by("needs_read_committed"):
        sql(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
        sql("UPDATE quizzes_option SET slug = 'x' WHERE id = %s", right(question).pk)


def test_the_explanations_of_an_answered_question_may_still_be_mended(answer: Answer) -> None:
    sql("UPDATE quizzes_option SET explanation = 'clearer'")
    answer.option.refresh_from_db()
    assert answer.option.explanation == "clearer"


def test_a_question_stays_in_its_quiz(question: Question) -> None:
    with refused_by("question_stays_in_its_quiz"):
        sql(
            "UPDATE quizzes_question SET quiz_id = %s WHERE id = %s",
            make_quiz().pk,
            question.pk,
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quizzes_option SET is_correct = true WHERE question_id = %s",
        "UPDATE quizzes_option SET is_correct = false WHERE question_id = %s",
        "DELETE FROM quizzes_option WHERE question_id = %s AND slug <> 'b'",
    ],
)
def test_a_live_question_has_one_right_option_among_several(
    question: Question, change: str
) -> None:
    with refused_by("question_has_one_right_option"):
        sql(change, question.pk)


def test_a_question_without_options_is_refused(question: Question) -> None:
    with refused_by("question_has_one_right_option"):
        Question.objects.create(quiz=question.quiz, slug="bare", position=7, stem="?")


def test_the_right_option_of_an_unanswered_question_may_move(question: Question) -> None:
    sql("UPDATE quizzes_option SET is_correct = (slug = 'c') WHERE question_id = %s", question.pk)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert right(question).slug == "c"


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("explanation", "option_has_an_explanation"),
        ("text", "option_has_a_text"),
    ],
)
@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\u3000\t\n", "\u200b\ufeff"])
def test_every_option_has_a_text_and_an_explanation(
    question: Question, column: str, rule: str, nothing: str
) -> None:
    with refused_by(rule):
        sql(f"UPDATE quizzes_option SET {column} = '{nothing}' WHERE question_id = {question.pk}")


def test_an_attempt_with_answers_cannot_be_deleted(answer: Answer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM quizzes_attempt")
        sql("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def practice(attempt: Attempt) -> Attempt:
    for question in attempt.quiz.questions.all():
        choose(attempt.learner, right(question))
    practice = Attempt.objects.practise(attempt.quiz, attempt.learner)
    assert practice is not None
    return practice


def test_a_stopped_practice_takes_no_answer_and_stays_stopped(
    practice: Attempt, question: Question
) -> None:
    choose(practice.learner, wrong(question))
    assert Attempt.objects.all().stop() == 1

    with refused_by("answer_before_its_practice_stops"):
        insert_answer(practice, question, right(question).pk, 2, is_correct=True)
    for value in ("NULL", "now() + interval '1 day'"):
        with refused_by("practice_stops_once"):
            sql(f"UPDATE quizzes_attempt SET stopped_at = {value} WHERE number = 2")
    question.retire()
    practice.quiz.questions.latest("position").retire()
    practice.refresh_from_db()
    assert not practice.is_finished


def test_stopping_takes_one_practice_from_the_open_ones(practice: Attempt) -> None:
    Attempt.objects.all().stop()
    another = Attempt.objects.practise(practice.quiz, practice.learner)
    assert another is not None
    assert another.number == 3
    assert Attempt.objects.filter(finished_at=None, stopped_at=None).get() == another


def test_what_is_of_record_or_finished_is_not_stopped(attempt: Attempt) -> None:
    assert Attempt.objects.all().stop() == 0
    stop = "UPDATE quizzes_attempt SET stopped_at = now()"
    with refused_by("attempt_stops_in_practice"):
        sql(stop)
    for question in attempt.quiz.questions.all():
        choose(attempt.learner, right(question))
    assert Attempt.objects.all().stop() == 0
    with refused_by("attempt_stops_in_practice"):
        sql(stop)


def test_an_attempt_does_not_begin_stopped(attempt: Attempt) -> None:
    with refused_by("attempt_begins_open"):
        sql(
            "INSERT INTO quizzes_attempt (quiz_id, learner_id, number, started_at, stopped_at) "
            f"VALUES ({attempt.quiz_id}, {attempt.learner_id}, 2, now(), now())"
        )


def test_the_database_finishes_an_attempt_that_a_script_answered(attempt: Attempt) -> None:
    before = timezone.now()
    for question in attempt.quiz.questions.all():
        insert_answer(attempt, question, right(question).pk, 1, True)
    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    assert attempt.started_at <= before
