"""Today's review: what is due in all modules, one question after the other; it can be left."""

import datetime
import random
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course
from progress.due import DueToday
from progress.module_progress import MyCourses
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from quizzes.todays_review import TodaysReview
from tests.factories import (
    CohortFactory,
    CourseFactory,
    QuestionFactory,
    UserFactory,
    choose,
    make_author,
    make_member,
    make_quiz,
    right,
    wrong,
)
from tests.histories import History, make_module
from tests.tables import first

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DAY = datetime.timedelta(days=1)
REVIEW = "/review/"


@pytest.fixture
def course() -> Course:
    return CourseFactory.create()


@pytest.fixture
def quizzes(course: Course) -> list[Quiz]:
    return [make_module(course, lessons=1, questions=3).quiz for _module in range(2)]


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


@pytest.fixture
def due(quizzes: list[Quiz], member: User) -> list[Question]:
    """Two of each quiz were missed the day before yesterday."""
    return [question for quiz in quizzes for question in miss(quiz, member, 2)]


def miss(quiz: Quiz, member: User, count: int, days_ago: int = 2) -> list[Question]:
    """Finish the attempt of record on that day, with so many questions missed at first."""
    attempt = Attempt.objects.create(quiz=quiz, learner=member)
    questions = list(quiz.questions.all())
    for question in questions:
        missed = question in questions[:count]
        for ordinal, option in enumerate([wrong(question), right(question)][not missed :], 1):
            attempt.answers.create(
                question=question,
                option=option,
                ordinal=ordinal,
                is_correct=option.is_correct,
                answered_at=timezone.now() - days_ago * DAY,
            )
    return questions[:count]


def shown(client: Client, address: str = REVIEW) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def asked_on(html: str) -> Question:
    (pk,) = re.findall(r' data-question="(\d+)"', html)
    return Question.objects.get(pk=pk)


def place_on(html: str) -> str:
    return re.findall(r'class="lms-review-place">([^<]*)<', html)[0]


def form_on(html: str) -> str:
    return re.findall(r'name="attempt" value="([^"]*)"', html)[0]


def answer(
    client: Client, option: Option, attempt: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """The status and what is shown."""
    data = {"option": option.pk, "attempt": attempt}
    response = client.post(f"{REVIEW}{option.question_id}/", data, headers=headers)
    return response.status_code, " ".join(response.content.decode().split())


def review_all(client: Client, option_of: Callable[[Question], Option]) -> list[Question]:
    """Answer what the page asks until it asks nothing more."""
    asked: list[Question] = []
    while "data-question=" in (html := shown(client)):
        question = asked_on(html)
        if question not in asked:
            asked.append(question)
        option = option_of(question)
        if Answer.objects.filter(option=option, attempt__number__gt=1).exists():
            option = right(question)
        assert answer(client, option, form_on(html))[0] == 303
    return asked


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


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_answer_twice_is_one(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    html = shown(client)
    question, form = asked_on(html), form_on(html)
    first = answer(client, right(question), form, headers)

    again = answer(client, right(question), form, headers)
    assert re.sub('value="[^"]{64}"', "", again[1]) == re.sub('value="[^"]{64}"', "", first[1])
    assert again[0] == first[0]
    assert Answer.objects.filter(question=question, attempt__number=2).count() == 1
    assert answer(client, wrong(question), form, headers)[0] == 409


def test_two_tabs_answer_in_one_practice_of_the_quiz(client: Client, due: list[Question]) -> None:
    """Both were opened before either had answered."""
    for question in due[:2]:
        assert answer(client, right(question), "practice-2")[0] == 303
    assert Attempt.objects.get(number=2).answers.count() == 2


def test_what_is_sent_again_another_day_is_not_answered_again(
    client: Client, due: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    html = shown(client)
    question, form = asked_on(html), form_on(html)
    answer(client, wrong(question), form)
    answer(client, right(question), form)

    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert answer(client, wrong(question), form)[0] == 303
    assert Answer.objects.filter(question=question, attempt__number__gt=1).count() == 2
    assert answer(client, right(question))[0] == 303
    assert Answer.objects.filter(question=question, attempt__number=3).count() == 1


def test_midnight_passes_while_a_question_is_open(
    client: Client, due: list[Question], quizzes: list[Quiz], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is due anew, with what became due meanwhile, and the page at hand still takes it."""
    first, second, kept_right = quizzes[0].questions.all()
    answer(client, wrong(first))
    (form,) = Attempt.objects.filter(number=2).values_list("pk", flat=True)
    QuestionFactory.create(quiz=quizzes[0])

    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert place_on(shown(client)) == "문제 1 / 5"
    html = shown(client, f"{REVIEW}{first.pk}/")
    assert form_on(html) == "practice-3"
    assert "풀이" not in html
    assert answer(client, right(first), str(form))[0] == 303
    assert Attempt.objects.get(pk=form).answers.count() == 2
    review_all(client, right)

    today = {question.pk for question in quizzes[0].questions.all()} - {kept_right.pk}
    firsts = Answer.objects.filter(ordinal=1, answered_at=tomorrow, attempt__quiz=quizzes[0])
    assert {*firsts.values_list("question", flat=True)} == today
    assert first.pk in today
    assert second.pk in today
    assert not Attempt.objects.filter(finished_at=None, stopped_at=None).exists()


def test_a_practice_under_way_gives_way_and_keeps_its_answers(
    client: Client, due: list[Question], quizzes: list[Quiz], member: User
) -> None:
    Attempt.objects.practise(quizzes[0], member, "all")
    last = quizzes[0].questions.all()[2]
    choose(member, wrong(last))
    first = Attempt.objects.get(number=2)

    assert answer(client, right(due[0]))[0] == 303
    first.refresh_from_db()
    assert first.stopped_at is not None
    assert first.answers.count() == 1
    assert Answer.objects.get(option=right(due[0]), attempt__number=3).is_correct


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_retired_meanwhile_is_told(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    question = asked_on(shown(client))
    question.retire()

    status, page = answer(client, right(question), "practice-2", headers)
    assert status == 410
    assert "지금은 내지 않는 문제입니다." in page
    assert f'href="{REVIEW}">복습으로 돌아가기</a>' in page
    assert place_on(shown(client)) == "문제 1 / 3"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_module_taken_back_meanwhile_is_told(
    client: Client, due: list[Question], headers: dict[str, str]
) -> None:
    question = asked_on(shown(client))
    module = question.quiz.module
    module.is_published = False
    module.save()

    status, page = answer(client, right(question), "practice-2", headers)
    assert status == 409
    assert "복습으로 돌아가기" in page
    assert client.get(f"{REVIEW}{question.pk}/").status_code == 303
    assert place_on(shown(client)) == "문제 1 / 2"
    assert "오늘 다시 볼 문제 2개" in shown(client, "/")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_question_that_is_not_due_takes_no_answer(
    client: Client, due: list[Question], quizzes: list[Quiz], headers: dict[str, str]
) -> None:
    question = quizzes[0].questions.all()[2]

    status, page = answer(client, right(question), headers=headers)
    assert status == 409
    assert "오늘 다시 볼 문제가 아니어서 고르신 답은 저장되지 않았습니다." in page
    assert not Attempt.objects.filter(number__gt=1).exists()


def test_an_answer_that_cannot_be_taken_stays_on_its_question(
    client: Client, due: list[Question]
) -> None:
    question = asked_on(shown(client))
    for headers in ({}, HTMX):
        response = client.post(f"{REVIEW}{question.pk}/", {}, headers=headers)
        html = response.content.decode()
        assert response.status_code == 400
        assert f'action="{REVIEW}{question.pk}/"' in html
        assert "풀이" not in html


def test_the_form_of_somebody_else_is_none(client: Client, due: list[Question]) -> None:
    stranger = make_quiz()
    learner = make_member(stranger.module.course)
    choose(learner, wrong(stranger.questions.all()[0]))
    attempt = Attempt.objects.get(learner=learner)

    assert answer(client, right(due[0]), str(attempt.pk))[0] == 404
    assert answer(client, right(stranger.questions.all()[0]))[0] == 404


def test_stopping_loses_nothing(client: Client, due: list[Question], quizzes: list[Quiz]) -> None:
    question = asked_on(shown(client))
    answer(client, right(question))

    response = client.post("/review/stop/", follow=True)
    assert response.redirect_chain == [("/", 303)]
    html = " ".join(response.content.decode().split())
    assert "여기까지 복습하셨습니다. 고르신 답은 그대로 남아 있고" in html
    assert "오늘 다시 볼 문제 3개" in html
    assert Answer.objects.filter(question=question, attempt__number=2).exists()
    assert not Attempt.objects.filter(finished_at=None, stopped_at=None).exists()
    assert place_on(shown(client)) == "문제 2 / 4"
    review_all(client, right)
    assert "복습 4 / 4" in shown(client)


def test_what_was_wrong_when_one_stopped_is_asked_again_another_day(
    client: Client, due: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked_on(shown(client))
    answer(client, wrong(question))
    client.post("/review/stop/")

    following = asked_on(shown(client))
    assert following != question
    html = shown(client, f"{REVIEW}{question.pk}/")
    assert f"{question.slug} 풀이 a" in html
    assert "답 확인" not in html
    assert f'href="{REVIEW}{following.pk}/#question-{following.pk}-stem"' in html
    assert answer(client, right(question))[0] == 409
    assert question not in review_all(client, right)
    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert asked_on(shown(client)) == question


def test_the_page_of_the_module_stays_what_it_is(
    client: Client, due: list[Question], quizzes: list[Quiz], member: User
) -> None:
    """It shows the same practice, from where its answers go back to it."""
    Attempt.objects.practise(quizzes[0], member, "due")
    for question in due[:2]:
        assert f'action="{REVIEW}{question.pk}/"' in shown(client, f"{REVIEW}{question.pk}/")
    page = shown(client, quizzes[0].module.get_absolute_url())
    for question in due[:2]:
        assert f'action="/quizzes/questions/{question.pk}/answer/"' in page
        assert f'action="{REVIEW}{question.pk}/"' not in page


def test_an_answer_from_a_page_of_before_it_was_stopped_begins_anew(
    client: Client, due: list[Question]
) -> None:
    answer(client, right(due[0]))
    attempt = Attempt.objects.get(number=2)
    client.post("/review/stop/")

    assert answer(client, right(due[1]), str(attempt.pk))[0] == 303
    assert Answer.objects.get(option=right(due[1]), attempt__number__gt=1).attempt.number == 3


def test_one_stops_ones_own_reviews_alone(
    client: Client, due: list[Question], course: Course, quizzes: list[Quiz]
) -> None:
    answer(client, right(due[0]))
    client.force_login(make_member(course))
    client.post("/review/stop/")
    assert Attempt.objects.get(number=2).stopped_at is None


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


def test_an_author_is_not_asked_what_takes_no_answers(client: Client, quizzes: list[Quiz]) -> None:
    author = make_author()
    client.force_login(author)
    miss(quizzes[0], author, 1)
    assert place_on(shown(client)) == "문제 1 / 1"
    quizzes[0].module.is_published = False
    quizzes[0].module.save()
    assert "오늘은 다시 볼 문제가 없습니다." in shown(client)
    assert "오늘 다시 볼 문제" not in shown(client, "/")


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


@pytest.mark.parametrize("seed", first(2, range(40)))
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
