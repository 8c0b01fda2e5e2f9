"""A question on the wall: what each step shows, and where the next one leads."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from courses.models import Cohort
from quizzes.models import Question, Quiz
from reports.meeting import Meeting
from tests.answering import counted, make_answered
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
# Four questions of six members: nobody misses the first, most miss the fourth.
CHOICES = [[[1], [0, 1], [1], [2, 0, 1]]] * 3 + [[[1], [1], [2, 1], [2, 1]]] * 3


@pytest.fixture
def wall(client: Client) -> tuple[Cohort, Quiz]:
    cohort, quiz, _people = make_answered(CHOICES, questions=4)
    client.force_login(make_facilitator(cohort))
    return cohort, quiz


def address_of(cohort: Cohort, question: Question) -> str:
    module = question.quiz.module.slug
    return f"/admin/reports/{cohort.slug}/meeting/{module}/{question.slug}/"


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def link(html: str, rel: str) -> str:
    links = re.findall(rf'<a href="([^"]+)" rel="{rel}">', html)
    return links[0].replace("&amp;", "&") if links else ""


def test_the_next_question_is_the_next_for_the_meeting(
    client: Client, wall: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = wall
    people = [enrolment.learner for enrolment in cohort.enrolments.all()]
    topics = [each.item.question for each in Meeting.of(counted(people), quiz.module).topics]
    assert [topic.position for topic in topics] != sorted(topic.position for topic in topics)
    walked, page = [topics[0]], f"{address_of(cohort, topics[0])}?step=right&theme=dark"
    while True:
        html = html_of(client, page)
        forward = link(html, "next")
        if not forward:
            break
        if not forward.startswith("?"):
            walked.append(Question.objects.get(slug=urlsplit(forward).path.split("/")[-2]))
            assert parse_qs(urlsplit(forward).query) == {"theme": ["dark"]}
        page = forward if not forward.startswith("?") else page.partition("?")[0] + forward
    assert walked == topics
    assert "함께 볼 문제 3개 중 3번째" in html


def test_a_question_that_is_not_for_the_meeting_leads_to_no_other(
    client: Client, wall: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = wall
    first = quiz.questions.get(position=1)
    html = html_of(client, f"{address_of(cohort, first)}?step=right")
    assert "문제 1 / 4" in html
    assert "함께 볼 문제" not in html
    assert "다음 문제" not in html


def test_explanations_come_one_at_a_time_from_what_misled_most(
    client: Client, wall: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = wall
    question = quiz.questions.get(position=4)
    options = list(question.options.order_by("position"))
    page, shown = f"{address_of(cohort, question)}?step=explanations", []
    while page.startswith(address_of(cohort, question)):
        html = html_of(client, page)
        shown.append([at for at, option in enumerate(options) if option.explanation in html])
        forward = link(html, "next")
        page = page.partition("?")[0] + forward if forward.startswith("?") else forward
    assert shown[:2] == [[2], [1]]
    assert sorted(shown) == [[at] for at in range(len(options))]


def test_hands_that_were_counted_stand_beside_the_first_choices(
    client: Client, wall: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = wall
    address = address_of(cohort, quiz.questions.get(position=2))
    slugs = list(quiz.questions.get(position=2).options.values_list("slug", flat=True))
    html = html_of(client, f"{address}?step=hands")
    assert re.findall(r'name="hands-([\w-]+)"', html) == slugs
    assert "명이 처음 고름" not in html
    raised = "&".join(
        f"hands-{slug}={number}" for slug, number in zip(slugs, (5, 0, 12, 3), strict=True)
    )
    html = html_of(client, f"{address}?step=distribution&{raised}")
    assert re.findall(r"손 든 사람 (\d+)명", html) == ["5", "0", "12", "3"]
    assert re.findall(r'class="lms-plot-reading" width="([\d.]+)%', html) == [
        *("25.0", "0.0", "60.0", "15.0"),
    ]
    assert "손 든 사람 12명" in html_of(client, address + link(html, "next"))


@pytest.mark.parametrize("typed", ["", "-1", "1e3", "99999", "０", "x"])
def test_what_is_no_count_of_hands_is_left_aside(
    client: Client, wall: tuple[Cohort, Quiz], typed: str
) -> None:
    cohort, quiz = wall
    address = address_of(cohort, quiz.questions.get(position=2))
    html = html_of(client, f"{address}?step=distribution&hands-a={typed}")
    assert "3명이 처음 고름" in html
    assert "손 든 사람" not in html


@pytest.mark.parametrize(
    ("asked", "expected"), [("dark", "dark"), ("light", "light"), ("", "system"), ("x", "system")]
)
def test_a_dark_hall_has_its_theme_without_a_script(
    client: Client, wall: tuple[Cohort, Quiz], asked: str, expected: str
) -> None:
    cohort, quiz = wall
    html = html_of(client, f"{address_of(cohort, quiz.questions.earliest('pk'))}?theme={asked}")
    assert f'data-bs-theme="{expected}"' in html
    kept = parse_qs(urlsplit(link(html, "next")).query).get("theme", [""])
    assert kept == [asked if expected == asked else ""]
