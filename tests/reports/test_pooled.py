"""What all cohorts tell together, on a cohort's quiz report and on the authors' page."""

import re

import pytest
from django.test import Client

from courses.models import Cohort
from quizzes.models import Quiz, Remark
from tests.analysis.test_items import RIGHT
from tests.analysis.test_pooling import another
from tests.answering import make_answered, make_cohort, until_right
from tests.factories import make_author
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
DRAWN = [[until_right(2)]]


@pytest.fixture
def quiz() -> Quiz:
    """Answered by a cohort of 6, of whom 4 chose ③, and by 30 others, of whom 20 did."""
    _cohort, quiz, _people = make_answered(DRAWN * 4 + [[[RIGHT]]] * 2, questions=1)
    another(quiz, DRAWN * 20 + [[[RIGHT]]] * 10)
    return quiz


def cell(html: str, figure: str) -> str:
    match = re.search(rf'data-figure="{figure}" data-value="([^"]*)"', html)
    assert match is not None
    return match[1]


def report(client: Client, quiz: Quiz) -> str:
    cohort = Cohort.objects.earliest("pk")
    client.force_login(make_facilitator(cohort))
    return client.get(f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/").content.decode()


def test_a_small_cohorts_report_has_them_beside_its_own(client: Client, quiz: Quiz) -> None:
    html = report(client, quiz)
    assert float(cell(html, "facility")) == pytest.approx(2 / 6)
    assert float(cell(html, "pooled-facility")) == pytest.approx(12 / 36)
    assert 0.25 < float(cell(html, "estimate")) < 0.45
    assert "모든 기수를 합치면 처음에 틀린 24명 가운데 24명이 ③번을 골랐습니다" in html
    assert "이 기수에서는 4명 가운데 4명입니다." in html


def test_so_has_the_sheet_for_the_meeting(client: Client, quiz: Quiz) -> None:
    report(client, quiz)
    cohort = Cohort.objects.earliest("pk")
    html = client.get(f"/admin/reports/{cohort.slug}/meeting/").content.decode()
    assert "모든 기수를 합치면 처음에 틀린 24명 가운데 24명이 ③번을 골랐습니다" in html


def test_one_cohort_alone_has_no_such_table(client: Client) -> None:
    _cohort, quiz, _people = make_answered(DRAWN * 9, questions=1)
    make_cohort(quiz, 3)
    assert 'id="pooled"' not in report(client, quiz)


def test_authors_see_them_without_names(client: Client, quiz: Quiz) -> None:
    cohort = Cohort.objects.earliest("pk")
    question = quiz.questions.get()
    Remark.objects.send(question, cohort, make_facilitator(name="박진행"), "③번을 고쳐 주세요.")
    client.force_login(make_author())
    html = client.get(f"/admin/quizzes/quiz/{quiz.pk}/figures/").content.decode()
    assert float(cell(html, "facility")) == pytest.approx(12 / 36)
    assert "처음에 틀린 24명 가운데 24명이 ③번을 골랐습니다" in html
    assert "③번을 고쳐 주세요." in html
    for enrolment in cohort.enrolments.select_related("learner"):
        assert enrolment.learner.name not in html
        assert enrolment.learner.username not in html


def test_of_fewer_than_five_authors_see_nothing(client: Client) -> None:
    _cohort, quiz, _people = make_answered(DRAWN * 4, questions=1)
    client.force_login(make_author())
    html = client.get(f"/admin/quizzes/quiz/{quiz.pk}/figures/").content.decode()
    assert "지금 문구로 푼 사람이 아직 5명이 안 됩니다." in html
    assert "data-figure" not in html


@pytest.mark.parametrize("page", ["question", "quiz", "module"])
def test_the_pages_of_content_lead_there(client: Client, quiz: Quiz, page: str) -> None:
    client.force_login(make_author())
    question = quiz.questions.get()
    address = {
        "question": f"quizzes/question/{question.pk}",
        "quiz": f"quizzes/quiz/{quiz.pk}",
        "module": f"courses/module/{quiz.module_id}",
    }[page]
    html = client.get(f"/admin/{address}/change/").content.decode()
    assert f"/admin/quizzes/quiz/{quiz.pk}/figures/" in html


def test_a_question_that_nobody_of_the_cohort_has_answered_has_no_estimate(
    client: Client, quiz: Quiz
) -> None:
    cohort, _people = make_cohort(quiz, 1)
    client.force_login(make_facilitator(cohort))
    place = f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/"
    html = client.get(place).content.decode()
    assert cell(html, "estimate") == ""
    assert float(cell(html, "pooled-facility")) == pytest.approx(12 / 36)
