"""An attempt: choosing, choosing again until right, finishing, practising."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from quizzes.answer_refused import AnswerRefused
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.factories import QuestionFactory, UserFactory, choose, make_quiz, right, sheet_of, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def learner() -> User:
    return UserFactory.create()


@pytest.fixture
def sheet(quiz: Quiz, learner: User) -> AnswerSheet:
    return sheet_of(quiz, learner)


@pytest.fixture
def question(quiz: Quiz) -> Question:
    return quiz.questions.earliest("position")


def give(sheet: AnswerSheet, option: Option) -> Answer:
    return Answer.objects.get(pk=sheet.choose(option.question_id, str(option.pk)).pk)


def refusal(sheet: AnswerSheet, option: Option) -> AnswerRefused:
    with pytest.raises(AnswerRefused) as refused:
        give(sheet, option)
    return refused.value


def finish(quiz: Quiz, learner: User) -> None:
    for question in quiz.questions.live():
        choose(learner, right(question))


def test_the_attempt_of_record_is_stored_with_its_first_answer(
    sheet: AnswerSheet, learner: User, question: Question
) -> None:
    assert sheet.number == 1
    assert not Attempt.objects.exists()

    answer = give(sheet, wrong(question))

    assert Attempt.objects.get() == answer.attempt == sheet.attempt
    assert (answer.attempt.learner, answer.attempt.number) == (learner, 1)
    assert sheet.attempts == [answer.attempt]


def test_choices_are_counted_in_order(sheet: AnswerSheet, question: Question) -> None:
    first = give(sheet, wrong(question))
    second = give(sheet, right(question))

    assert (first.ordinal, first.is_correct) == (1, False)
    assert (second.ordinal, second.is_correct) == (2, True)


def test_the_sheet_shows_what_was_chosen_on_it(sheet: AnswerSheet, question: Question) -> None:
    before = sheet.items[0]
    option = wrong(question)
    answer = sheet.choose(question.pk, str(option.pk))
    attempt = Attempt.objects.get()

    assert before.state == "unanswered"
    assert sheet.items[0].state == "wrong"
    assert sheet.items is sheet.items
    assert sheet.item_of(answer).answers == [answer]
    assert answer.explanation_html == option.explanation_html
    assert sheet.items[0].attempt == str(attempt.pk)


def test_the_same_choice_again_is_the_same_answer(sheet: AnswerSheet, question: Question) -> None:
    option = wrong(question)

    assert give(sheet, option) == give(sheet, option)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_stale_sheet_finds_the_answer_already_there(
    quiz: Quiz, learner: User, is_begun: bool
) -> None:
    question, other = quiz.questions.all()
    if is_begun:
        choose(learner, wrong(other))
    stale = sheet_of(quiz, learner)
    stored = choose(learner, wrong(question))

    assert give(stale, wrong(question)) == stored
    assert stored.attempt.answers.filter(question=question).count() == 1
    assert Attempt.objects.get() == stale.attempt


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_stale_sheet_counts_on_after_answers_it_did_not_know(
    quiz: Quiz, learner: User, is_begun: bool
) -> None:
    question, other = quiz.questions.all()
    if is_begun:
        choose(learner, wrong(other))
    stale = sheet_of(quiz, learner)
    choose(learner, wrong(question, 0))

    assert give(stale, wrong(question, 1)).ordinal == 2
    assert Attempt.objects.count() == 1


def test_a_stale_sheet_adds_nothing_after_the_right_answer(
    sheet: AnswerSheet, learner: User, question: Question
) -> None:
    choose(learner, right(question))

    assert refusal(sheet, wrong(question)).status == 409
    assert Answer.objects.count() == 1


def test_nothing_is_chosen_after_the_right_option_nor_tried(
    sheet: AnswerSheet, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give(sheet, right(question))
    option = wrong(question)

    with django_assert_num_queries(0):
        refused = refusal(sheet, option)
    assert refused.status == 409
    assert Answer.objects.count() == 1


def test_a_choice_that_came_too_late_for_its_attempt_does_not_go_to_the_practice(
    quiz: Quiz, learner: User, question: Question
) -> None:
    choose(learner, wrong(question, 0))
    stale = sheet_of(quiz, learner)
    finish(quiz, learner)
    Attempt.objects.practise(quiz, learner)

    assert refusal(stale, wrong(question, 1)).status == 409
    assert not Answer.objects.filter(attempt__number=2).exists()


def test_a_retired_question_takes_no_new_choice(
    quiz: Quiz, learner: User, question: Question
) -> None:
    stored = choose(learner, wrong(question, 0))
    question.retire()
    sheet = sheet_of(quiz, learner)

    assert give(sheet, wrong(question, 0)) == stored
    assert refusal(sheet, wrong(question, 1)).status == 410
    assert Answer.objects.count() == 1


def test_a_question_retired_meanwhile_is_told_from_one_that_is_answered(
    sheet: AnswerSheet, question: Question
) -> None:
    option = wrong(question)
    question.retire()

    assert refusal(sheet, option).status == 410
    assert not Attempt.objects.exists()


def test_a_form_of_the_attempt_of_record_stays_with_it_when_practice_has_begun(
    quiz: Quiz, learner: User, question: Question
) -> None:
    stored = choose(learner, wrong(question))
    finish(quiz, learner)
    Attempt.objects.practise(quiz, learner)
    sheet = sheet_of(quiz, learner)
    assert sheet.number == 2

    option, attempt = str(stored.option_id), str(stored.attempt_id)
    same = sheet.choose(question.pk, option, attempt=attempt)
    assert same.pk == stored.pk
    assert sheet.attempt == stored.attempt
    assert sheet.item_of(same).attempt == str(stored.attempt_id)
    assert not Answer.objects.filter(attempt__number=2).exists()


def test_the_last_right_answer_finishes_the_attempt(quiz: Quiz, learner: User) -> None:
    first, last = quiz.questions.all()
    attempt = choose(learner, right(first)).attempt
    attempt.refresh_from_db()
    assert not attempt.is_finished

    answer = choose(learner, right(last))

    attempt.refresh_from_db()
    assert attempt.finished_at == answer.answered_at


def test_retiring_the_last_open_question_finishes_the_attempt(quiz: Quiz, learner: User) -> None:
    first, last = quiz.questions.all()
    attempt = choose(learner, right(first)).attempt

    last.retire()

    attempt.refresh_from_db()
    assert attempt.finished_at == last.retired_at


def test_the_score_counts_first_answers_only(quiz: Quiz, learner: User) -> None:
    first, last = quiz.questions.all()
    for option in (wrong(first), right(first), right(last)):
        choose(learner, option)

    sheet = sheet_of(quiz, learner)

    assert (sheet.score, sheet.total) == (1, 2)
    assert [item.question for item in sheet.missed] == [first]


def test_practice_leaves_the_score_of_record_alone(
    quiz: Quiz, learner: User, question: Question
) -> None:
    finish(quiz, learner)
    Attempt.objects.practise(quiz, learner)
    practised = choose(learner, wrong(question))

    sheet = sheet_of(quiz, learner)
    assert practised.attempt.number == sheet.number == 2
    assert sheet.record is not None
    assert (sheet.record.score, sheet.record.total) == (2, 2)
    assert sheet.score == 0


def test_practice_does_not_begin_before_the_attempt_of_record_ends(
    quiz: Quiz, learner: User, question: Question
) -> None:
    attempt = choose(learner, wrong(question)).attempt
    assert Attempt.objects.practise(quiz, learner) == attempt
    assert Attempt.objects.count() == 1


def test_a_question_added_later_leaves_a_finished_attempt_as_it_was(
    quiz: Quiz, learner: User
) -> None:
    finish(quiz, learner)
    QuestionFactory.create(quiz=quiz, position=9)

    sheet = sheet_of(quiz, learner)

    assert sheet.is_finished
    assert (sheet.score, sheet.total) == (2, 2)


def test_a_question_retired_later_stays_in_the_old_score(
    quiz: Quiz, learner: User, question: Question
) -> None:
    finish(quiz, learner)
    question.retire()

    assert sheet_of(quiz, learner).total == 2
    practice = Attempt.objects.practise(quiz, learner)
    assert practice is not None
    assert sheet_of(quiz, learner).total == 1
