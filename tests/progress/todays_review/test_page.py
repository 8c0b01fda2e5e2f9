"""What today's review asks, and what it says at its end."""

import random
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course
from progress.due import DueToday
from progress.my_courses import MyCourses
from quizzes.models import Attempt, Question, Quiz
from quizzes.todays_review import TodaysReview
from tests.factories import (
    CohortFactory,
    QuestionFactory,
    UserFactory,
    make_quiz,
    right,
    wrong,
)
from tests.histories import History
from tests.progress.todays_review.steps import (
    DAY,
    HTMX,
    REVIEW,
    answer,
    asked_on,
    form_on,
    miss,
    place_on,
    review_all,
    shown,
)
from tests.tables import first

pytestmark = pytest.mark.django_db


def test_one_question_is_asked_and_it_is_said_what_this_is(
    client: Client, due: list[Question]
) -> None:
    html = shown(client)

    assert asked_on(html) in due
    assert place_on(html) == "문제 1 / 4"
    assert "복습입니다. 처음 고른 답으로 매긴 점수는 그대로입니다." in html
    assert '<form class="lms-practice-note" method="post" action="/review/stop/">' in html
    assert "그만두기" in html
    assert "풀이" not in html
    assert not Attempt.objects.filter(number__gt=1).exists()


def test_what_is_due_in_all_modules_is_asked_each_once(
    client: Client, due: list[Question], quizzes: list[Quiz]
) -> None:
    asked = review_all(client, right)

    assert sorted(question.pk for question in asked) == sorted(question.pk for question in due)
    practices = Attempt.objects.filter(number__gt=1)
    assert {(p.quiz, p.number, p.scope, p.is_finished) for p in practices} == {
        (quiz, 2, "due", True) for quiz in quizzes
    }


def test_a_right_answer_is_explained_and_leads_to_the_next(
    client: Client, due: list[Question]
) -> None:
    question = asked_on(shown(client))
    response = client.post(f"{REVIEW}{question.pk}/", {"option": right(question).pk})
    assert response["Location"] == f"{REVIEW}{question.pk}/#question-{question.pk}"

    html = shown(client, f"{REVIEW}{question.pk}/")
    assert f"{question.slug} 풀이 b" in html
    assert place_on(html) == "문제 1 / 4"
    following = asked_on(shown(client))
    assert f'href="{REVIEW}{following.pk}/#question-{following.pk}-stem"' in html
    assert f'<h3 id="question-{following.pk}-stem" tabindex="-1"' in shown(client)
    assert place_on(shown(client)) == "문제 2 / 4"


def test_after_a_wrong_one_the_question_stays_until_it_is_right(
    client: Client, due: list[Question]
) -> None:
    question = asked_on(shown(client))
    answer(client, wrong(question))

    html = shown(client)
    assert asked_on(html) == question
    assert f"{question.slug} 풀이 a" in html
    assert f"{question.slug} 풀이 b" not in html
    assert place_on(html) == "문제 1 / 4"
    assert "오늘 다시 볼 문제 3개" in shown(client, "/")
    answer(client, right(question), form_on(html))
    assert asked_on(shown(client)) != question


def test_at_the_end_it_says_what_was_right_and_when_the_next_come(
    client: Client, due: list[Question]
) -> None:
    missed = due[0]
    review_all(client, lambda question: wrong(question) if question == missed else right(question))

    html = shown(client)
    assert "오늘의 복습을 마치셨습니다" in html
    assert "복습 3 / 4" in html
    assert f'href="{REVIEW}{missed.pk}/">{missed.stem_html.strip()}</a>' in html
    for question in due:
        assert "<details" not in shown(client, f"{REVIEW}{question.pk}/")
    tomorrow = timezone.localdate() + DAY
    day = f"{tomorrow.year}년 {tomorrow.month}월 {tomorrow.day}일"
    assert f"다음에는 {day}에 문제 1개를 다시 만납니다." in html
    assert 'action="/review/stop/"' not in html
    assert "오늘 다시 볼 문제" not in shown(client, "/")


def test_the_scores_of_record_stay(
    client: Client, due: list[Question], quizzes: list[Quiz]
) -> None:
    review_all(client, right)

    for quiz in quizzes:
        page = shown(client, quiz.module.get_absolute_url())
        assert 'data-score="1" data-total="3"' in page


def test_nothing_due_is_said_with_the_next_day(
    client: Client, quizzes: list[Quiz], member: User
) -> None:
    assert "오늘은 다시 볼 문제가 없습니다." in shown(client)
    miss(quizzes[0], member, 1, days_ago=0)
    html = shown(client)
    assert "오늘은 다시 볼 문제가 없습니다." in html
    assert "에 문제 1개를 다시 만납니다." in html


def test_home_and_my_progress_lead_there_in_one_tap(client: Client, due: list[Question]) -> None:
    for address in ("/", "/progress/"):
        html = shown(client, address)
        assert "오늘 다시 볼 문제 4개" in html
        assert html.count(f'href="{REVIEW}"') == 1
        assert "4문제 복습하기" in html
        assert 'value="due"' not in html


def test_only_courses_that_are_open_to_one_are_reviewed(
    client: Client, due: list[Question], member: User
) -> None:
    elsewhere = make_quiz()
    enrolment = CohortFactory.create(course=elsewhere.module.course).enrol(member)
    miss(elsewhere, member, 1)
    assert place_on(shown(client)) == "문제 1 / 5"

    enrolment.left_at = timezone.now()
    enrolment.save()
    assert place_on(shown(client)) == "문제 1 / 4"
    assert answer(client, right(elsewhere.questions.all()[0]))[0] == 404


def test_a_quiz_that_is_not_finished_is_not_reviewed(
    client: Client, quizzes: list[Quiz], member: User
) -> None:
    attempt = Attempt.objects.create(quiz=quizzes[0], learner=member)
    question = quizzes[0].questions.all()[0]
    attempt.answers.create(
        question=question,
        option=wrong(question),
        ordinal=1,
        is_correct=False,
        answered_at=timezone.now() - 2 * DAY,
    )
    assert "오늘은 다시 볼 문제가 없습니다." in shown(client)


def test_a_question_added_after_one_finished_is_reviewed_too(
    client: Client, due: list[Question], quizzes: list[Quiz]
) -> None:
    added = QuestionFactory.create(quiz=quizzes[0])
    assert place_on(shown(client)) == "문제 1 / 5"
    assert added in review_all(client, right)


def test_who_may_ask_in_which_way(client: Client, due: list[Question]) -> None:
    question = f"{REVIEW}{due[0].pk}/"
    assert client.post(REVIEW).status_code == 405
    assert client.get("/review/stop/").status_code == 405
    assert client.put(question).status_code == 405
    assert client.get(f"{REVIEW}999999/")["Location"] == REVIEW
    client.force_login(UserFactory.create())
    assert "오늘은 다시 볼 문제가 없습니다." in shown(client)
    client.logout()
    for address in (REVIEW, question):
        assert client.get(address)["Location"] == f"/login/?next={address}"
    assert "/login/" in client.post("/review/stop/")["Location"]


def test_a_fragment_is_what_the_page_then_shows(client: Client, due: list[Question]) -> None:
    once = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-live="[^"]*"')
    asked_last = ""
    for _question in due:
        html = shown(client)
        question = asked_on(html)
        for option in (wrong(question), right(question)):
            status, fragment = answer(client, option, form_on(html), HTMX)
            assert status == 200
            asked_last = fragment
            page = once.sub("", shown(client, f"{REVIEW}{question.pk}/"))
            assert once.sub("", fragment).strip() in page
    assert "오늘 다시 볼 문제를 모두 푸셨습니다." in asked_last
    assert f'href="{REVIEW}?after={question.pk}#result"' in asked_last


def card_of(question: int) -> int:
    row = Question.objects.get(pk=question)
    return row.sibling_of_id or row.pk


@pytest.mark.parametrize("seed", first(1, range(40)))
def test_the_pages_that_lead_there_say_how_much_it_asks(
    course: Course, member: User, seed: int
) -> None:
    """In any history, with every question that is asked open to an answer."""
    history = History(random.Random(seed), course, member)
    history.make_modules()
    for _step in range(40):
        history.rng.choice(history.deeds)()
        review = TodaysReview.of(member)
        assert DueToday.of(MyCourses.of(member).standings).questions == len(review.due)
        assert len({*review.due}) == len(review.due)
        cards = [card_of(question) for question in review.due]
        assert len({*cards}) == len(cards), "two questions of one idea"
        following = review.next_after()
        if following is None:
            continue
        sheet = review.sheet_of(following)
        assert sheet is not None
        item = sheet.item(following)
        assert item is not None
        assert item.is_open
        assert 1 <= (review.place_of(following) or 0) <= review.total
    course.modules.update(is_published=False)


def test_the_page_and_an_answer_cost_no_more_queries_than_in_a_module(
    client: Client, due: list[Question], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shown(client)
    with django_assert_num_queries(3):  # session, person, and what is theirs
        html = shown(client)
    question = asked_on(html)
    for option in (wrong(question), right(question)):
        # Session, person, the two, and a savepoint that is there within a test alone.
        with django_assert_num_queries(6):
            answer(client, option, form_on(html), HTMX)
    with django_assert_num_queries(3):
        shown(client, f"{REVIEW}{question.pk}/")
