"""Practice: all questions, those missed at first, or those due; and past answers to look at."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from quizzes.models import Answer, AskedQuestion, Attempt, Question, Quiz
from tests.factories import UserFactory, choose, make_member, make_quiz, right, wrong

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=3)


@pytest.fixture
def questions(quiz: Quiz) -> list[Question]:
    return list(quiz.questions.all())


@pytest.fixture
def member(quiz: Quiz, client: Client) -> User:
    member = make_member(quiz.module.course)
    client.force_login(member)
    return member


@pytest.fixture
def record(quiz: Quiz, member: User, questions: list[Question]) -> Attempt:
    """A finished attempt of record with the first question missed."""
    choose(member, wrong(questions[0]))
    for question in questions:
        choose(member, right(question))
    return Attempt.objects.get()


def miss_one_and_finish(quiz: Quiz, member: User, at: datetime.datetime) -> None:
    """An attempt of record at a moment, its first question missed at first."""
    attempt = Attempt.objects.create(quiz=quiz, learner=member)
    ordinals: dict[int, int] = {}
    first, *_others = quiz.questions.all()
    for option in (wrong(first), *map(right, quiz.questions.all())):
        ordinals[option.question_id] = ordinals.get(option.question_id, 0) + 1
        attempt.answers.create(
            question=option.question,
            option=option,
            ordinal=ordinals[option.question_id],
            is_correct=option.is_correct,
            answered_at=at,
        )


def practise(client: Client, quiz: Quiz, **data: str) -> int:
    return client.post(reverse("quizzes:practice", args=[quiz.pk]), data).status_code


def asked_on_page(client: Client, quiz: Quiz) -> list[str]:
    html = client.get(quiz.module.get_absolute_url()).content.decode()
    return [part.split('"')[0] for part in html.split(' data-slug="')[1:]]


def test_practice_of_the_missed_asks_only_those(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    assert practise(client, quiz, scope="missed") == 303

    assert asked_on_page(client, quiz) == [questions[0].slug]


def test_practice_of_the_missed_is_finished_when_those_are_right(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz, scope="missed")
    attempt = Attempt.objects.latest("number")
    choose(attempt.learner, right(questions[0]))

    attempt.refresh_from_db()
    assert attempt.is_finished
    html = client.get(quiz.module.get_absolute_url()).content.decode()
    assert "연습 1 / 1" in html
    assert 'data-score="2" data-total="3"' in html


def test_an_answer_to_a_question_that_is_not_asked_is_refused(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz, scope="missed")
    attempt = Attempt.objects.latest("number")
    before = Answer.objects.count()

    with pytest.raises(IntegrityError, match="does not ask"), transaction.atomic():
        attempt.answers.create(
            question=questions[1], option=right(questions[1]), ordinal=1, is_correct=True
        )
    option = right(questions[1]).pk
    response = client.post(
        reverse("quizzes:answer", args=[questions[1].pk]),
        {"option": option, "attempt": attempt.pk},
    )
    assert response.status_code == 409
    assert "이번 연습에서 묻지 않는 문제여서" in response.content.decode()
    assert Answer.objects.count() == before


def test_nothing_missed_is_said_and_nothing_begun(
    client: Client, quiz: Quiz, member: User, questions: list[Question]
) -> None:
    for question in questions:
        choose(member, right(question))

    response = client.post(
        reverse("quizzes:practice", args=[quiz.pk]), {"scope": "missed"}, follow=True
    )

    assert response.redirect_chain[-1][0].endswith("#quiz-message")
    quiz_section = response.content.decode().split('id="quiz"')[1]
    message = quiz_section.split('id="quiz-message"')[1].split("</div>")[0]
    assert "지금은 연습할 문제가 없습니다" in message
    assert response.content.decode().count("지금은 연습할 문제가 없습니다") == 1
    assert Attempt.objects.count() == 1


def test_a_practice_without_an_answer_gives_way_to_another_scope(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz)
    practise(client, quiz, scope="missed")
    assert Attempt.objects.get(number=2).scope == "missed"

    choose(record.learner, wrong(questions[0]))
    practise(client, quiz)
    assert Attempt.objects.latest("number").scope == "missed"


def test_a_practice_says_at_its_head_that_it_is_one(
    client: Client, quiz: Quiz, record: Attempt
) -> None:
    sentence = "처음 고른 답으로 매긴 점수는 그대로입니다."
    before = client.get(quiz.module.get_absolute_url()).content.decode()
    assert sentence not in before
    assert "그만두기" not in before

    practise(client, quiz, scope="missed")
    head = client.get(quiz.module.get_absolute_url()).content.decode().split('id="quiz"')[1]
    head = head.split("data-question=")[0]
    assert f"지금은 연습입니다(처음에 틀린 문제). {sentence}" in head
    assert f'action="/quizzes/{quiz.pk}/practice/stop/"' in head


def test_a_practice_can_be_stopped_and_another_begun(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz)
    choose(record.learner, wrong(questions[0]))
    stop = reverse("quizzes:stop-practice", args=[quiz.pk])

    response = client.post(stop, follow=True)

    assert response.redirect_chain[-1][0].endswith("#quiz-message")
    html = response.content.decode()
    assert "연습을 그만두셨습니다. 고르신 답은 모두 남아 있습니다." in html
    assert 'data-score="2" data-total="3"' in html
    assert "lms-practice" in html
    assert f'href="/quizzes/{quiz.pk}/attempts/2/"' in html
    assert "지금은 연습입니다" not in html
    past = client.get(f"/quizzes/{quiz.pk}/attempts/2/").content.decode()
    assert past.count("data-question=") == 1
    assert f"{questions[0].slug} 풀이 a" in past
    assert practise(client, quiz, scope="missed") == 303
    assert asked_on_page(client, quiz) == [questions[0].slug]
    assert Attempt.objects.latest("number").number == 3


def test_stopping_when_nothing_is_under_way_says_so(
    client: Client, quiz: Quiz, record: Attempt
) -> None:
    stop = reverse("quizzes:stop-practice", args=[quiz.pk])
    assert "지금 하고 계신 연습이 없습니다." in client.post(stop, follow=True).content.decode()
    assert client.get(stop).status_code == 405
    client.force_login(UserFactory.create())
    assert client.post(stop).status_code == 404


def test_one_stopped_before_its_first_answer_is_not_among_past_answers(
    client: Client, quiz: Quiz, record: Attempt
) -> None:
    practise(client, quiz)
    client.post(reverse("quizzes:stop-practice", args=[quiz.pk]))
    html = client.get(quiz.module.get_absolute_url()).content.decode()
    assert f"/quizzes/{quiz.pk}/attempts/" not in html


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_an_answer_after_it_was_stopped_says_so(
    client: Client,
    quiz: Quiz,
    record: Attempt,
    questions: list[Question],
    headers: dict[str, str],
) -> None:
    practise(client, quiz)
    attempt = Attempt.objects.latest("number")
    choose(record.learner, wrong(questions[0]))
    client.post(reverse("quizzes:stop-practice", args=[quiz.pk]))

    for question in questions[:2]:
        response = client.post(
            reverse("quizzes:answer", args=[question.pk]),
            {"option": right(question).pk, "attempt": attempt.pk},
            headers=headers,
        )
        assert response.status_code == 409
        assert "그만두신 연습이어서" in response.content.decode()
    assert attempt.answers.count() == 1


def test_the_last_answer_leads_to_how_it_went(client: Client, quiz: Quiz, record: Attempt) -> None:
    html = client.get(quiz.module.get_absolute_url()).content.decode()
    link = '<a class="lms-question-next" href="#quiz-score">결과 보기'
    assert html.count(link) == 1
    assert html.index("#quiz-score") > html.rindex("data-question=")
    practise(client, quiz)
    assert link not in client.get(quiz.module.get_absolute_url()).content.decode()


def test_an_unknown_scope_is_400_and_begins_nothing(
    client: Client, quiz: Quiz, record: Attempt
) -> None:
    assert practise(client, quiz, scope="easy") == 400
    assert Attempt.objects.count() == 1


def test_what_a_practice_asks_is_settled_before_its_first_answer(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz, scope="missed")
    attempt = Attempt.objects.latest("number")
    choose(attempt.learner, wrong(questions[0]))

    for statement in (
        f"UPDATE quizzes_askedquestion SET question_id = {questions[1].pk}",
        "DELETE FROM quizzes_askedquestion",
        "INSERT INTO quizzes_askedquestion (attempt_id, question_id) "
        f"VALUES ({attempt.pk}, {questions[1].pk})",
        f"UPDATE quizzes_attempt SET scope = 'due' WHERE id = {attempt.pk}",
    ):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_an_attempt_of_record_asks_every_question(
    quiz: Quiz, member: User, questions: list[Question]
) -> None:
    with pytest.raises(IntegrityError, match="attempt_of_record_asks_all"), transaction.atomic():
        Attempt.objects.create(quiz=quiz, learner=member, number=1, scope="missed")
    attempt = Attempt.objects.create(quiz=quiz, learner=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedQuestion.objects.create(attempt=attempt, question=questions[0])


def test_retiring_the_only_question_of_a_practice_ends_it(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz, scope="missed")
    questions[0].retire()

    assert Attempt.objects.latest("number").is_finished
    assert practise(client, quiz) == 303
    assert asked_on_page(client, quiz) == [question.slug for question in questions[1:]]


def test_what_is_due_is_offered_from_its_day_on(
    client: Client,
    quiz: Quiz,
    member: User,
    record: Attempt,
    questions: list[Question],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Answer.objects.boxes_of(member, quiz).due == []
    assert practise(client, quiz, scope="due") == 303
    assert Attempt.objects.count() == 1

    tomorrow = timezone.now() + 1.1 * DAY
    monkeypatch.setattr("quizzes.repetition.timezone.now", lambda: tomorrow)
    assert "다시 볼 문제 1개" in client.get(quiz.module.get_absolute_url()).content.decode()
    practise(client, quiz, scope="due")
    assert asked_on_page(client, quiz) == [questions[0].slug]


def test_past_answers_can_be_looked_at_but_not_changed(
    client: Client, quiz: Quiz, record: Attempt, questions: list[Question]
) -> None:
    practise(client, quiz)

    html = client.get(reverse("quizzes:review", args=[quiz.pk, 1])).content.decode()
    assert html.count("data-question=") == 3
    assert f"{questions[0].slug} 풀이 a" in html
    assert 'type="radio"' in html
    assert html.count('type="radio"') == html.count(" disabled>")


def test_past_answers_of_an_open_attempt_tell_nothing_more(
    client: Client, quiz: Quiz, member: User, questions: list[Question]
) -> None:
    choose(member, wrong(questions[0]))

    html = client.get(reverse("quizzes:review", args=[quiz.pk, 1])).content.decode()
    assert html.count("data-explanation=") == 1
    assert f"{questions[0].slug} 풀이 b" not in html


def test_past_answers_are_ones_own(client: Client, quiz: Quiz, record: Attempt) -> None:
    address = reverse("quizzes:review", args=[quiz.pk, 1])
    assert client.get(reverse("quizzes:review", args=[quiz.pk, 2])).status_code == 404
    client.force_login(make_member(quiz.module.course))
    assert client.get(address).status_code == 404
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


# What is sent with each answer is not what is shown.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-live="[^"]*"')


def question_in(html: str, question: Question) -> str:
    return html.split(f'<section class="lms-question" id="question-{question.pk}"')[1].split(
        "</section>"
    )[0]


def card_in(html: str) -> str:
    """The card under the questions, as a fragment or as part of the page."""
    card = " ".join(html.split()).split('id="quiz-score"')[1].split("</div> </section>")[0]
    return card.split(">", 1)[1].removesuffix("</div>").strip()


@pytest.mark.parametrize("scope", ["record", "all", "missed", "due"])
def test_after_every_answer_the_fragment_is_what_the_page_then_shows(
    client: Client,
    quiz: Quiz,
    member: User,
    questions: list[Question],
    scope: str,
) -> None:
    chosen = [wrong(questions[0], 1), *map(right, questions)]
    if scope != "record":
        miss_one_and_finish(quiz, member, at=timezone.now() - 2 * DAY)
        practise(client, quiz, scope=scope)
        chosen = chosen if scope == "all" else chosen[:2]

    for option in chosen:
        address = reverse("quizzes:answer", args=[option.question_id])
        answer = client.post(address, {"option": option.pk}, headers={"HX-Request": "true"})
        fragment = TOKEN.sub("", answer.content.decode())
        page = TOKEN.sub("", client.get(quiz.module.get_absolute_url()).content.decode())

        assert question_in(fragment, option.question) == question_in(page, option.question)
        finished = option is chosen[-1]
        assert ('id="quiz-score"' in fragment) == finished
    assert card_in(fragment) == card_in(page)
    assert "lms-practice" in card_in(page)
    assert 'value="due"' not in fragment
    assert practise(client, quiz, scope="due") == 303
    assert Attempt.objects.count() == (1 if scope == "record" else 2)
