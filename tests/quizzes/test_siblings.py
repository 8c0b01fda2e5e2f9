"""A sibling is no question of the quiz: learners, counts and files of the quiz go without it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from banks.exporting import exported
from quizzes.answer_refused import AnswerRefused
from quizzes.models import Answer, Attempt, Option, Question
from tests.factories import (
    QuestionFactory,
    answer_wrong,
    choose,
    make_member,
    make_quiz,
    right,
    sheet_of,
    standing,
    wrong,
)
from tests.quizzes.test_invariants import refused_by
from tests.quizzes.test_sibling_rules import answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Question:
    """One of two questions, with a sibling."""
    first = make_quiz(questions=2).questions.get(position=1)
    QuestionFactory.create(quiz=first.quiz, sibling_of=first)
    return first


@pytest.fixture
def sibling(first: Question) -> Question:
    return first.siblings.get()


@pytest.fixture
def member(first: Question, client: Client) -> User:
    member = make_member(first.quiz.module.course)
    client.force_login(member)
    return member


def page(client: Client, question: Question) -> str:
    return client.get(question.quiz.module.get_absolute_url()).content.decode()


@pytest.mark.parametrize("scope", ["record", "all", "missed"])
def test_no_attempt_of_the_quiz_shows_it(
    client: Client, first: Question, sibling: Question, member: User, scope: str
) -> None:
    if scope != "record":
        answer_wrong(first, member)
        for question in first.quiz.questions.live():
            choose(member, right(question))
        assert Attempt.objects.practise(first.quiz, member, scope)
    html = page(client, first)
    assert first.stem in html
    assert sibling.stem not in html
    assert ("1 / 1" if scope == "missed" else "1 / 2") in html


@pytest.mark.parametrize("is_practice", [False, True])
def test_a_choice_of_it_is_refused_with_a_sentence(
    client: Client, first: Question, sibling: Question, member: User, is_practice: bool
) -> None:
    if is_practice:
        for question in first.quiz.questions.live():
            choose(member, right(question))
        Attempt.objects.practise(first.quiz, member)
    stored = Answer.objects.count()
    option = right(sibling)
    response = client.post(f"/quizzes/questions/{sibling.pk}/answer/", {"option": option.pk})
    assert response.status_code == 409
    assert "복습에서만" in response.content.decode()
    assert Answer.objects.count() == stored
    with pytest.raises(AnswerRefused):
        sheet_of(first.quiz, member).choose(sibling.pk, str(option.pk))


def test_the_module_is_complete_without_it(first: Question, member: User) -> None:
    for question in first.quiz.questions.live():
        choose(member, right(question))
    (module,) = standing(first.quiz.module.course, member).modules
    assert module.is_finished
    assert (module.answered, module.total, module.boxes.added) == (2, 2, [])


def test_other_programs_get_none(first: Question, sibling: Question) -> None:
    assert sibling not in exported(first.quiz).questions
    assert first in exported(first.quiz).questions


def publish(copy: Question) -> None:
    copy.is_draft = False
    copy.save()


def texts(question: Question) -> list[str]:
    return [question.stem, *question.options.values_list("text", flat=True)]


def test_what_takes_the_place_of_a_question_takes_its_siblings(
    first: Question, sibling: Question, member: User
) -> None:
    answer_wrong(first, member)
    draft = QuestionFactory.create(quiz=first.quiz, sibling_of=first, is_draft=True)
    copy = first.copy_to_replace()
    publish(copy)
    assert {*copy.siblings.all()} == {sibling, draft}
    assert not Question.objects.filter(sibling_of=first)
    assert not Question.objects.filter(pk=sibling.pk, retired_at=None, is_draft=True)


@pytest.mark.parametrize("at_once", [False, True])
def test_an_answered_sibling_is_asked_anew_beside_what_takes_the_place(
    first: Question, sibling: Question, member: User, at_once: bool
) -> None:
    answered(sibling, member)
    waiting = sibling.copy_to_replace()
    if at_once:
        new = Question.objects.get(pk=first.pk)
        new.ask_anew(list(first.options.all()))
    else:
        new = first.copy_to_replace()
        publish(new)
    sibling.refresh_from_db()
    assert sibling.is_retired
    assert sibling.sibling_of == first
    assert sibling.answers.count() == 1
    renewed = new.siblings.get(is_draft=False)
    assert renewed.is_asked
    assert renewed.slug != sibling.slug
    assert texts(renewed) == texts(sibling)
    waiting.refresh_from_db()
    assert (waiting.replaces, waiting.sibling_of) == (renewed, new)


def test_a_copy_of_a_sibling_takes_its_place(
    first: Question, sibling: Question, member: User
) -> None:
    answered(sibling, member)
    copy = sibling.copy_to_replace()
    assert copy.sibling_of == first
    publish(copy)
    assert [*first.siblings.filter(retired_at=None)] == [copy]


def test_a_form_says_what_is_wrong(first: Question, sibling: Question) -> None:
    other = first.quiz.questions.get(position=2)
    for question, of in [
        (first, QuestionFactory.create()),
        (first, other),
        (other, sibling),
        (other, other),
        (
            QuestionFactory.create(quiz=first.quiz),
            QuestionFactory.create(quiz=first.quiz, is_draft=True),
        ),
    ]:
        question.sibling_of = of
        with pytest.raises(ValidationError):
            question.full_clean()


def test_a_sibling_needs_one_right_option_as_any_question(sibling: Question) -> None:
    assert not [*sibling.check_content()]
    with refused_by("question_has_one_right_option"):
        Option.objects.filter(pk=wrong(sibling).pk).update(is_correct=True)
        assert [*sibling.check_content()]
