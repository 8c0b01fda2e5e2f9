"""An attempt: choosing, choosing again until right, finishing, practising."""

import pytest

from accounts.models import User
from quizzes.answer_sheet import Sheet
from quizzes.models import Answer, Attempt, Quiz
from quizzes.models.attempt import QuestionClosed, QuestionRetired
from tests.factories import QuestionFactory, UserFactory, make_quiz, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def learner() -> User:
    return UserFactory.create()


@pytest.fixture
def attempt(quiz: Quiz, learner: User) -> Attempt:
    return Attempt.objects.begin(quiz, learner)


def finish(attempt: Attempt) -> None:
    for question in attempt.quiz.questions.live():
        attempt.choose(right(question))
    attempt.refresh_from_db()


def test_choices_are_counted_in_order(attempt: Attempt) -> None:
    question = attempt.quiz.questions.earliest("position")

    first = attempt.choose(wrong(question))
    second = attempt.choose(right(question))

    assert (first.ordinal, first.is_correct) == (1, False)
    assert (second.ordinal, second.is_correct) == (2, True)


def test_the_same_choice_again_is_the_same_answer(attempt: Attempt) -> None:
    option = wrong(attempt.quiz.questions.earliest("position"))

    assert attempt.choose(option) == attempt.choose(option)
    assert Answer.objects.count() == 1


def test_a_stale_attempt_finds_the_answer_already_there(attempt: Attempt) -> None:
    stale = Attempt.objects.get(pk=attempt.pk)
    assert stale.answers_given == []
    option = wrong(attempt.quiz.questions.earliest("position"))

    assert stale.choose(option) == attempt.choose(option)
    assert attempt.answers.get().ordinal == 1


def test_a_stale_attempt_counts_on_after_answers_it_did_not_know(attempt: Attempt) -> None:
    stale = Attempt.objects.get(pk=attempt.pk)
    assert stale.answers_given == []
    question = attempt.quiz.questions.earliest("position")
    attempt.choose(wrong(question, 0))

    assert stale.choose(wrong(question, 1)).ordinal == 2


def test_nothing_is_chosen_after_the_right_option(attempt: Attempt) -> None:
    question = attempt.quiz.questions.earliest("position")
    attempt.choose(right(question))

    with pytest.raises(QuestionClosed):
        attempt.choose(wrong(question))
    assert attempt.answers.count() == 1


def test_a_retired_question_takes_no_answer(attempt: Attempt) -> None:
    question = attempt.quiz.questions.earliest("position")
    question.retire()
    option = wrong(question)

    with pytest.raises(QuestionRetired):
        attempt.choose(option)
    assert not attempt.answers.exists()


def test_the_last_right_answer_finishes_the_attempt(attempt: Attempt) -> None:
    first, last = attempt.quiz.questions.all()
    attempt.choose(right(first))
    attempt.refresh_from_db()
    assert not attempt.is_finished

    answer = attempt.choose(right(last))

    attempt.refresh_from_db()
    assert attempt.finished_at == answer.answered_at


def test_retiring_the_last_open_question_finishes_the_attempt(attempt: Attempt) -> None:
    first, last = attempt.quiz.questions.all()
    attempt.choose(right(first))

    last.retire()

    attempt.refresh_from_db()
    assert attempt.finished_at == last.retired_at


def test_the_score_counts_first_answers_only(attempt: Attempt, learner: User) -> None:
    first, last = attempt.quiz.questions.all()
    attempt.choose(wrong(first))
    attempt.choose(right(first))
    attempt.choose(right(last))

    sheet = Sheet.of_quiz(attempt.quiz, learner)

    assert (sheet.score, sheet.total) == (1, 2)
    assert [item.question for item in sheet.missed] == [first]


def test_practice_leaves_the_score_of_record_alone(attempt: Attempt, learner: User) -> None:
    finish(attempt)

    practice = Attempt.objects.practise(attempt.quiz, learner)
    assert practice is not None
    practice.choose(wrong(attempt.quiz.questions.earliest("position")))

    sheet = Sheet.of_quiz(attempt.quiz, learner)
    assert practice.number == 2
    assert sheet.record is not None
    assert (sheet.record.score, sheet.record.total) == (2, 2)
    assert sheet.score == 0


def test_practice_does_not_begin_before_the_attempt_of_record_ends(attempt: Attempt) -> None:
    assert Attempt.objects.practise(attempt.quiz, attempt.learner) == attempt
    assert Attempt.objects.count() == 1


def test_a_question_added_later_leaves_a_finished_attempt_as_it_was(
    attempt: Attempt, learner: User
) -> None:
    finish(attempt)
    QuestionFactory.create(quiz=attempt.quiz, position=9)

    sheet = Sheet.of_quiz(attempt.quiz, learner)

    assert sheet.is_finished
    assert (sheet.score, sheet.total) == (2, 2)


def test_a_question_retired_later_stays_in_the_old_score(attempt: Attempt, learner: User) -> None:
    finish(attempt)
    attempt.quiz.questions.earliest("position").retire()

    assert Sheet.of_quiz(attempt.quiz, learner).total == 2
    practice = Attempt.objects.practise(attempt.quiz, learner)
    assert practice is not None
    assert Sheet.of_quiz(attempt.quiz, learner).total == 1
