"""“저자에게 알리기”: a facilitator's words about a question reach the authors' first page."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort
from quizzes.models import Question, Remark
from tests.factories import QuestionFactory, UserFactory, make_author, make_member, make_quiz
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
WORDS = "보기 ②가 왜 틀렸는지 모두 묻습니다.\n풀이를 고쳐 주세요."


@pytest.fixture
def question(cohort: Cohort) -> Question:
    question = Question.objects.filter(quiz__module__course=cohort.course).first()
    assert question is not None
    return question


def address(cohort: Cohort, question: Question) -> str:
    module = question.quiz.module.slug
    return f"/admin/reports/{cohort.slug}/quiz/{module}/{question.slug}/tell/"


def test_the_report_leads_to_it(
    client: Client, cohort: Cohort, facilitator: User, question: Question
) -> None:
    report = client.get(f"/admin/reports/{cohort.slug}/quiz/{question.quiz.module.slug}/")
    assert f'href="{address(cohort, question)}"' in report.content.decode()
    page = client.get(address(cohort, question)).content.decode()
    assert question.stem in page


def test_words_are_kept_with_who_when_and_which_cohort(
    client: Client, cohort: Cohort, facilitator: User, question: Question
) -> None:
    response = client.post(address(cohort, question), {"text": f"  {WORDS} "})

    assert response.status_code == 303
    assert response["Location"].endswith(f"#{question.slug}")
    remark = Remark.objects.get()
    assert (remark.question, remark.cohort, remark.sent_by) == (question, cohort, facilitator)
    assert remark.text.replace("\r\n", "\n") == WORDS
    assert timezone.now() - remark.sent_at < datetime.timedelta(minutes=1)
    assert "보기 ②가" in client.get(address(cohort, question)).content.decode()


def test_sent_twice_they_are_there_once(
    client: Client, cohort: Cohort, facilitator: User, question: Question
) -> None:
    for _ in range(2):
        assert client.post(address(cohort, question), {"text": WORDS}).status_code == 303
    assert Remark.objects.count() == 1


def test_what_is_done_may_be_told_again(
    client: Client, cohort: Cohort, facilitator: User, question: Question
) -> None:
    client.post(address(cohort, question), {"text": WORDS})
    Remark.objects.all().finish(make_author(name="이저자"))
    assert "이저자" in client.get(address(cohort, question)).content.decode()
    client.post(address(cohort, question), {"text": WORDS})
    assert Remark.objects.open().count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "저자가 알아야 할 내용을 적어 주세요. 아무것도 보내지 않았습니다."),
        (" \n\u200b ", "저자가 알아야 할 내용을 적어 주세요. 아무것도 보내지 않았습니다."),
        ("가" * 34_000, "2000자까지 보낼 수 있는데 34000자입니다. 아무것도 보내지 않았습니다."),
    ],
)
def test_nothing_and_100_kb_are_refused_in_a_sentence(
    client: Client,
    cohort: Cohort,
    facilitator: User,
    question: Question,
    text: str,
    sentence: str,
) -> None:
    response = client.post(address(cohort, question), {"text": text})
    assert response.status_code == 400
    html = response.content.decode()
    assert sentence in html
    assert text.strip() in html  # what was typed is still there
    assert not Remark.objects.exists()


def test_others_may_not(client: Client, cohort: Cohort, question: Question) -> None:
    expected = {
        make_facilitator(): 404,
        make_author(): 403,
        make_member(cohort.course): 403,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert client.post(address(cohort, question), {"text": WORDS}).status_code == status
    assert not Remark.objects.exists()


def test_a_question_of_another_course_or_a_draft_is_not_found(
    client: Client, cohort: Cohort, facilitator: User, question: Question
) -> None:
    base = f"/admin/reports/{cohort.slug}/quiz/{question.quiz.module.slug}"
    assert client.get(f"{base}/none/tell/").status_code == 404
    draft = QuestionFactory.create(quiz=question.quiz, is_draft=True)
    assert client.get(f"{base}/{draft.slug}/tell/").status_code == 404
    elsewhere = make_quiz(questions=1).questions.get()
    assert client.get(address(cohort, elsewhere)).status_code == 404


def test_it_outlives_its_cohort(cohort: Cohort, question: Question) -> None:
    remark = Remark.objects.send(question, cohort, UserFactory.create(), WORDS)
    cohort.enrolments.all().delete()
    cohort.delete()
    remark.refresh_from_db()
    assert remark.cohort is None
