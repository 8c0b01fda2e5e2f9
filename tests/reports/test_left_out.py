"""Who is enrolled and not counted: named with the reason, and what is still to be seen of them."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord, User
from courses.models import Cohort, CompletionRecord
from quizzes.models import Answer
from reports.left_out import MOST
from tests.factories import CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
BASE = "/admin/reports/spring/"


def page_of(client: Client, person: User) -> str:
    response = client.get(f"{BASE}people/{person.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def left(cohort: Cohort, facilitator: User) -> User:
    """The most eager member, who left after the first half of what they did."""
    enrolment = cohort.enrolments.order_by("pk")[0]
    answers = Answer.objects.filter(attempt__learner=enrolment.learner).order_by("answered_at")
    enrolment.left_at = answers[answers.count() // 2].answered_at
    enrolment.save()
    return enrolment.learner


def test_the_page_of_one_who_left_tells_what_they_did_until_then(
    client: Client, cohort: Cohort, left: User
) -> None:
    left_at = cohort.enrolments.get(learner=left).left_at
    assert left_at is not None
    html = page_of(client, left)
    assert "이 기수에서 나갔습니다. 그때까지 한 일만 보입니다." in html
    assert "/erase/" not in html
    person = client.get(f"{BASE}people/{left.pk}/").context["person"]
    answered = [event for event in person.events if event.kind == "answered"]
    told = {answer.pk for event in answered for answer in event.tries.answers}
    until = Answer.objects.filter(attempt__learner=left, answered_at__lt=left_at)
    assert told == set(until.values_list("pk", flat=True))
    assert until.count() < Answer.objects.filter(attempt__learner=left).count()
    assert max(event.at for event in person.events) < left_at
    assert AccessRecord.objects.filter(whose__contains=[left.pk]).exists()


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (1, False)])
def test_a_record_that_was_issued_after_they_left_is_not_told(
    client: Client, cohort: Cohort, left: User, days: int, is_told: bool
) -> None:
    left_at = cohort.enrolments.get(learner=left).left_at
    assert left_at is not None
    CompletionRecord.objects.create(
        course=cohort.course,
        learner=left,
        number="2026-0042",
        issued_at=left_at + datetime.timedelta(days=days),
    )
    assert ("2026-0042" in page_of(client, left)) == is_told


def test_only_facilitators_of_that_cohort_see_it(
    client: Client, cohort: Cohort, left: User
) -> None:
    other = CohortFactory.create(course=cohort.course, slug="other")
    client.force_login(make_facilitator(other))
    assert client.get(f"{BASE}people/{left.pk}/").status_code == 404
    assert client.get(f"/admin/reports/other/people/{left.pk}/").status_code == 404


def test_the_overview_and_the_roster_lead_there(client: Client, left: User) -> None:
    link = f'<a href="{BASE}people/{left.pk}/">{left}</a>'
    for address in (BASE, "/admin/cohorts/spring/roster/"):
        assert link in client.get(address).content.decode(), address


def test_who_leads_another_cohort_of_the_course_is_not_counted(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    learner = cohort.enrolments.order_by("pk")[0].learner
    CohortFactory.create().facilitators.add(learner)
    assert client.get(BASE).context["overview"].people == 8
    CohortFactory.create(course=cohort.course).facilitators.add(learner)
    response = client.get(BASE)
    assert response.context["overview"].people == 7
    assert [one.reason for one in response.context["left_out"].people] == ["facilitator"]


def test_an_erased_person_is_neither_behind_nor_given_a_link(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    stalled = [
        one for one in client.get(BASE).context["overview"].members if one.state == "stalled"
    ]
    person = User.objects.get(pk=stalled[0].learner)
    module = cohort.course.modules.earliest("position").slug
    answered = client.get(f"{BASE}quiz/{module}/").context["cards"][0].item.answered
    person.anonymise()

    overview = client.get(BASE).context["overview"]
    assert overview.states["stalled"] == len(stalled) - 1
    assert client.get(f"{BASE}quiz/{module}/").context["cards"][0].item.answered == answered
    assert client.get("/admin/").context["home"].shown.people == 7
    link = f"/admin/cohorts/spring/roster/{person.pk}/link/"
    assert link not in client.get("/admin/cohorts/spring/roster/").content.decode()
    for address, status in ((link, 403), (f"{BASE}people/{person.pk}/erase/", 403)):
        response = client.post(address)
        assert response.status_code == status
        assert "이 계정으로는 아무도 로그인할 수 없습니다." in response.content.decode()


def test_of_many_who_left_the_first_are_named(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    for person in UserFactory.create_batch(MOST + 2):
        cohort.enrol(person)
        cohort.enrolments.filter(learner=person).update(left_at=timezone.now())
    left_out = client.get(BASE).context["left_out"]
    assert (len(left_out.people), left_out.more) == (MOST, 2)
    assert "외 2명은 명단에서 보기" in client.get(BASE).content.decode()
