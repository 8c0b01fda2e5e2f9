"""A question that is added after a quiz was finished: practice asks it, the score stays."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from progress.models import LessonRead
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.factories import QuestionFactory, choose, make_member, make_quiz, right, standing, wrong
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=5)


@pytest.fixture
def member(quiz: Quiz, client: Client) -> User:
    """Has read the module, and is signed in."""
    member = make_member(quiz.module.course)
    for lesson in quiz.module.lessons.all():
        LessonRead.objects.mark(member, lesson)
    client.force_login(member)
    return member


@pytest.fixture
def finished(quiz: Quiz, member: User) -> Attempt:
    """An attempt of record with all five right at first."""
    for question in quiz.questions.all():
        choose(member, right(question))
    return Attempt.objects.get()


def add(quiz: Quiz) -> Question:
    return QuestionFactory.create(quiz=quiz)


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def module_page(client: Client, quiz: Quiz) -> str:
    return shown(client, quiz.module.get_absolute_url())


def post(
    client: Client, question: Question, headers: dict[str, str] | None = None, attempt: str = ""
) -> tuple[int, str]:
    """The status and what is shown."""
    address = reverse("quizzes:answer", args=[question.pk])
    data = {"option": right(question).pk, "attempt": attempt}
    response = client.post(address, data, headers=headers)
    return response.status_code, response.content.decode()


def test_five_of_five_stays_so_on_every_page(client: Client, quiz: Quiz, finished: Attempt) -> None:
    add(quiz)

    assert 'data-score="5" data-total="5"' in module_page(client, quiz)
    assert "첫 시도 5 / 5" in shown(client, reverse("quizzes:review", args=[quiz.pk, 1]))
    assert "확인 문제 첫 시도 5 / 5 · 그 뒤 더해진 문제 1개" in shown(client, "/")
    assert 'class="lms-align-right">5 / 5</td>' in shown(client, "/progress/")
    record = shown(client, reverse("progress:record", args=[quiz.module.course.slug]))
    assert "<h1>이수 기록</h1>" in record
    assert "5 / 5" in record


def test_the_module_stays_complete_and_since_when(quiz: Quiz, finished: Attempt) -> None:
    (before,) = standing(quiz.module.course, finished.learner).modules
    add(quiz)

    (after,) = standing(quiz.module.course, finished.learner).modules
    assert (before.state, after.state) == ("complete", "complete")
    assert after.completed_at == before.completed_at


def test_its_questions_have_no_total_that_they_do_not_come_to(
    client: Client, quiz: Quiz, finished: Attempt
) -> None:
    assert "문제 5 / 5" in module_page(client, quiz)
    add(quiz)
    assert "문제 5 / " not in module_page(client, quiz)
    assert '<span class="lms-question-number">문제 5</span>' in module_page(client, quiz)


@pytest.mark.parametrize(
    ("language", "sentence", "button"),
    [
        ("ko", "다 푸신 뒤에 문제 1개가 더해졌습니다.", "더해진 문제 1개"),
        ("en", "1 question was added after you finished.", "1 added question"),
    ],
)
def test_the_page_says_so_and_offers_practice_of_it(
    client: Client, quiz: Quiz, finished: Attempt, language: str, sentence: str, button: str
) -> None:
    User.objects.update(language=language)
    assert sentence not in module_page(client, quiz)
    question = add(quiz)
    assert sentence in module_page(client, quiz)
    assert f'value="due">{button}</button>' in module_page(client, quiz)
    assert 'href="/review/"' in shown(client, "/")

    client.post(reverse("quizzes:practice", args=[quiz.pk]), {"scope": "due"})
    assert module_page(client, quiz).count(" data-question=") == 1
    post(client, question)

    page = module_page(client, quiz)
    assert sentence not in page
    assert 'data-score="5" data-total="5"' in page
    assert "1 / 1" in page
    assert Answer.objects.get(question=question).attempt.number == 2


def test_what_comes_back_and_what_was_added_are_practised_together(
    client: Client, quiz: Quiz, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = quiz.questions.all()
    choose(member, wrong(first))
    for question in (first, *others):
        choose(member, right(question))
    added = add(quiz)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr("quizzes.repetition.timezone.now", lambda: tomorrow)

    assert 'value="due">다시 볼 문제와 더해진 문제 2개<' in module_page(client, quiz)
    assert "더해진 문제 1개 포함" in shown(client, "/")
    client.post(reverse("quizzes:practice", args=[quiz.pk]), {"scope": "due"})
    asked = Attempt.objects.get(number=2).asked_questions.values_list("question", flat=True)
    assert {*asked} == {first.pk, added.pk}


def test_a_question_replaced_after_all_was_right_is_one_added(
    client: Client, quiz: Quiz, finished: Attempt
) -> None:
    copy = quiz.questions.earliest("position").copy_to_replace()
    copy.is_draft = False
    copy.save()

    page = module_page(client, quiz)
    assert 'data-score="5" data-total="5"' in page
    assert "더해진 문제 1개" in page


def test_one_added_before_the_end_enters_the_attempt_of_record(
    client: Client, quiz: Quiz, member: User
) -> None:
    *most, last = quiz.questions.all()
    for question in most:
        choose(member, right(question))
    added = add(quiz)
    assert "확인 문제 6개 중 4개 답함" in shown(client, "/")

    choose(member, right(last))
    assert not Attempt.objects.get().is_finished
    choose(member, right(added))
    assert Attempt.objects.get().is_finished
    assert 'data-score="6" data-total="6"' in module_page(client, quiz)


@pytest.mark.parametrize("answered", [right, wrong])
def test_a_retired_question_that_was_answered_counts_on_both_sides(
    client: Client, quiz: Quiz, member: User, answered: Callable[[Question], Option]
) -> None:
    """Five of five answered, the last of them wrong; then one is retired."""
    first, *others, last = quiz.questions.all()
    choose(member, answered(first))
    for question in others:
        choose(member, right(question))
    choose(member, wrong(last))
    first.retire()

    assert "확인 문제 5개 중 5개 답함" in shown(client, "/")
    assert shown(client, quiz.module.get_absolute_url()).count(" data-question=") == 5


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("attempt", ["", "record"])
def test_an_answer_to_it_says_why_not_and_offers_practice(
    client: Client, quiz: Quiz, finished: Attempt, attempt: str, headers: dict[str, str]
) -> None:
    question = add(quiz)

    status, page = post(client, question, headers, attempt)

    assert status == 409
    assert "다 푸신 뒤에 더해진 문제여서 고르신 답은 저장되지 않았습니다." in page
    assert "이미 답을 마친 문제입니다" not in page
    address = f"{quiz.module.get_absolute_url()}?added#quiz"
    assert f'<a href="{address}">연습하러 가기</a>' in page
    assert 'value="due">더해진 문제 1개' in shown(client, address)
    assert not question.answers.exists()


def test_facilitators_see_that_it_was_not_asked(
    client: Client, quiz: Quiz, finished: Attempt
) -> None:
    question = add(quiz)
    cohort = finished.learner.enrolments.get().cohort
    client.force_login(make_facilitator(cohort))
    base = f"/admin/reports/{cohort.slug}/"

    for address in (f"{base}quiz/{quiz.module.slug}/", f"{base}people/{finished.learner_id}/"):
        page = shown(client, address)
        assert "5 / 5" in page
        assert (
            page.count('<span class="visually-hidden">나오지 않음</span>')
            + page.count(": 나오지 않음</span>")
            == 1
        )
    report = client.get(f"{base}quiz/{quiz.module.slug}/?format=json").json()
    (row,) = report["tables"]["members"]
    assert (row["right_first"], row["answered"]) == (5, 5)
    assert row[f"{question.slug}_state"] == "나오지 않음"
