"""A question that comes back is asked by another case: the pair is one card with one interval."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from progress.my_courses import MyCourses
from quizzes.models import Answer, Attempt, Question, Quiz
from quizzes.repetition import Card
from quizzes.todays_review import TodaysReview
from tests.factories import QuestionFactory, choose, right, standing, wrong
from tests.progress.todays_review.steps import (
    DAY,
    REVIEW,
    answer,
    asked_on,
    form_on,
    miss,
    place_on,
    review_all,
    shown,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed(quizzes: list[Quiz], member: User) -> Question:
    """One question alone is due."""
    (question,) = miss(quizzes[0], member, 1)
    return question


@pytest.fixture
def sibling(missed: Question) -> Question:
    return QuestionFactory.create(quiz=missed.quiz, sibling_of=missed)


def days_later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:

    later = timezone.now() + days * DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)


def ask(client: Client) -> Question:
    return asked_on(shown(client))


def test_the_sibling_is_asked_first_and_then_in_turn(
    client: Client, missed: Question, sibling: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for days in (0, 7, 30):
        days_later(monkeypatch, days)
        html = shown(client)
        assert place_on(html) in {"문제 1 / 1", "문제 1 / 3"}
        (question,) = [q for q in review_all(client, right) if q in (missed, sibling)]
        asked.append(question)
    assert asked == [sibling, missed, sibling]
    days_later(monkeypatch, 300)
    review_all(client, right)
    assert "다시 볼 문제가 없습니다" in shown(client)


def test_a_pair_is_due_once(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    assert TodaysReview.of(member).due == [sibling.pk]
    assert "오늘 다시 볼 문제 1개" in shown(client, "/")
    assert client.get(f"{REVIEW}{missed.pk}/")["Location"] == REVIEW
    assert answer(client, right(missed))[0] == 409
    assert answer(client, right(sibling), form_on(shown(client)))[0] == 303
    assert TodaysReview.of(member).due == []
    assert "오늘 다시 볼 문제" not in shown(client, "/")
    assert not Answer.objects.filter(question=missed, attempt__number__gt=1).exists()


def test_a_miss_at_the_sibling_brings_the_question_back_the_next_day(
    client: Client,
    member: User,
    missed: Question,
    sibling: Question,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(client, wrong(sibling), form_on(shown(client)))
    assert ask(client) == sibling
    answer(client, right(sibling), form_on(shown(client)))
    days_later(monkeypatch, 1)
    assert TodaysReview.of(member).due == [missed.pk]


def test_its_answers_are_no_part_of_the_score_nor_of_what_was_missed(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    answer(client, wrong(sibling), form_on(shown(client)))
    answer(client, right(sibling), form_on(shown(client)))
    module = standing(missed.quiz.module.course, member).modules[0]
    assert (module.score, module.total) == (2, 3)
    assert module.missed_items == [(missed, False)]
    assert 'data-score="2" data-total="3"' in shown(client, missed.quiz.module.get_absolute_url())


def test_what_was_missed_counts_as_got_right_by_its_sibling(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    answer(client, right(sibling), form_on(shown(client)))
    module = standing(missed.quiz.module.course, member).modules[0]
    assert module.missed_items == [(missed, True)]


def test_the_module_s_page_shows_the_review_as_it_was(
    client: Client, missed: Question, sibling: Question
) -> None:
    address = missed.quiz.module.get_absolute_url()
    assert sibling.stem not in shown(client, address)
    answer(client, right(sibling), form_on(shown(client)))
    html = shown(client, address)
    assert sibling.stem in html
    assert "문제 1 / 1" in html
    assert "출제하지 않는" not in html


def test_the_button_for_what_is_due_asks_the_same_case(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    client.post(f"/quizzes/{missed.quiz_id}/practice/", {"scope": "due"})
    (question,) = Attempt.objects.get(number=2).asked_questions.all()
    assert question.question == sibling
    assert ask(client) == sibling
    choose(member, right(sibling))
    assert Attempt.objects.get(number=2).is_finished


def test_a_draft_is_not_asked_and_a_retired_one_no_more(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    QuestionFactory.create(quiz=missed.quiz, sibling_of=missed, is_draft=True, position=1)
    assert ask(client) == sibling
    sibling.retire()
    assert ask(client) == missed


def test_answers_to_a_retired_sibling_count_for_the_pair(
    client: Client, member: User, missed: Question, sibling: Question
) -> None:
    answer(client, right(sibling), form_on(shown(client)))
    sibling.retire()
    assert TodaysReview.of(member).due == []
    assert MyCourses.of(member).standings[0].due == []
    assert Answer.objects.boxes_of(member, missed.quiz).due == []
    missed.retire()
    assert missed.pk not in Answer.objects.boxes_of(member, missed.quiz).cards


def test_of_several_the_one_answered_longest_ago_is_asked() -> None:
    card = Card()
    cases, asked = [1, 8, 9], []
    card.answered_in_turn.append(1)
    for _time in range(5):
        asked.append(card.next_of(cases))
        card.answered_in_turn.append(asked[-1])
    assert asked == [8, 9, 1, 8, 9]
    assert card.next_of([1, 8, 9, 7]) == 7


def test_an_added_question_comes_before_its_sibling(
    client: Client, member: User, missed: Question
) -> None:
    added = QuestionFactory.create(quiz=missed.quiz)
    QuestionFactory.create(quiz=missed.quiz, sibling_of=added)
    assert {*TodaysReview.of(member).due} == {missed.pk, added.pk}


def test_a_sibling_published_while_its_question_is_open_asks_once(
    client: Client, member: User, missed: Question
) -> None:
    form = form_on(shown(client))
    QuestionFactory.create(quiz=missed.quiz, sibling_of=missed)
    assert answer(client, right(missed), form)[0] == 409
    assert len(TodaysReview.of(member).due) == 1
