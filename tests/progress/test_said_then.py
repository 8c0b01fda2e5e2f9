"""Who answered sees what was said then, where it reads otherwise now."""

import pytest
from django.test import Client

from accounts.models import User
from progress.own_data import own_data
from quizzes.models import Option, Question
from tests.factories import choose, make_member, make_quiz, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return make_quiz(questions=1).questions.get()


@pytest.fixture
def learner(question: Question, client: Client) -> User:
    learner = make_member(question.quiz.module.course)
    client.force_login(learner)
    return learner


def mend(question: Question, option: Option) -> None:
    question.mend_wording()
    question.stem, option.text = "고친 물음", "고친 보기"
    question.save()
    option.save()


def page(client: Client, question: Question) -> str:
    return client.get(question.quiz.module.get_absolute_url()).content.decode()


def test_the_page_shows_what_was_said_to_who_answered_it_then(
    client: Client, learner: User, question: Question
) -> None:
    stem, option = question.stem, wrong(question)
    text = option.text
    choose(learner, option)
    assert "lms-said-then" not in page(client, question)
    mend(question, option)

    shown = page(client, question)

    assert shown.count('class="lms-said-then"') == 2
    assert stem in shown
    assert f">{text}<" in shown
    assert "고친 물음" in shown


def test_who_answers_later_sees_what_is_said_now_alone(
    client: Client, learner: User, question: Question
) -> None:
    other = make_member(question.quiz.module.course)
    option = wrong(question)
    choose(other, option)
    mend(question, option)
    choose(learner, option)
    client.force_login(other)
    assert "lms-said-then" in page(client, question)  # and is kept, for those alone

    client.force_login(learner)
    shown = page(client, question)

    assert "고친 보기" in shown
    assert "lms-said-then" not in shown


def test_markup_alone_is_not_worth_a_note(
    client: Client, learner: User, question: Question
) -> None:
    choose(learner, right(question))
    question.mend_wording()
    question.stem = f"**{question.stem}**"
    question.save()
    assert "lms-said-then" not in page(client, question)


def test_what_one_takes_away_says_what_was_said_then(learner: User, question: Question) -> None:
    stem, option = question.stem, wrong(question)
    text = option.text
    choose(learner, option)
    mend(question, option)
    choose(learner, right(question))
    answers = next(table for table in own_data(learner) if table.name == "answers")
    assert [(row[3], row[6]) for row in answers.rows] == [
        ("고친 물음", right(question).text),
        (stem, text),
    ]
