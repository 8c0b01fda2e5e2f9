"""The roster page: who is in, who left, and what a facilitator may do with an account."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Enrolment
from tests.factories import PASSWORD, CohortFactory, CourseFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
BASE = "/admin/cohorts/spring/"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring", join_code="come-in")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


@pytest.fixture
def member(cohort: Cohort) -> User:
    member = UserFactory.create(name="김하나")
    cohort.enrol(member)
    return member


def test_the_join_address_is_there_to_hand_out_and_to_project(
    client: Client, facilitator: User
) -> None:
    assert "http://testserver/join/come-in/" in client.get(f"{BASE}roster/").content.decode()
    page = client.get(f"{BASE}join/").content.decode()
    assert "http://testserver/join/come-in/" in page
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]


def test_the_roster_is_searched_and_paged(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    def shown(query: str = "") -> list[str]:
        page = client.get(f"{BASE}roster/{query}").context["page"]
        return [enrolment.learner.name for enrolment in page.object_list]

    counts = []
    for people in (1, 120):
        for person in UserFactory.create_batch(people):
            cohort.enrol(person)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{BASE}roster/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert shown("?q=김하나") == ["김하나"]
    assert len(shown()) == 100
    assert len(shown("?page=2")) == 22


def test_a_member_is_removed_and_taken_back(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    assert client.post(f"{BASE}roster/{member.pk}/remove/").status_code == 303
    assert not cohort.enrolments.active().exists()
    assert client.post(f"{BASE}roster/{member.pk}/remove/").status_code == 404
    client.post(f"{BASE}roster/{member.pk}/take-back/")
    assert cohort.enrolments.active().get().learner == member


def test_a_member_is_moved_to_ones_own_cohorts_only(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    own, _foreign, ended = (
        CohortFactory.create(slug=slug, course=cohort.course)
        for slug in ("own", "foreign", "ended")
    )
    ended.ends_on = timezone.localdate() - timedelta(days=1)
    ended.save()
    for led in (own, ended, CohortFactory.create()):
        led.facilitators.add(facilitator)
    address = f"{BASE}roster/{member.pk}/move/"
    assert list(client.get(address).context["others"]) == [own]
    for slug in ("foreign", "ended"):
        assert client.post(address, {"cohort": slug}).status_code == 404
    assert cohort.enrolments.active().exists()
    client.post(address, {"cohort": own.slug})
    assert list(member.enrolments.active().values_list("cohort__slug", flat=True)) == ["own"]


def test_moving_into_a_cohort_that_has_not_begun_asks_first(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    later = timezone.localdate() + timedelta(days=30)
    early = CohortFactory.create(slug="early", course=cohort.course, starts_on=later)
    early.facilitators.add(facilitator)
    address = f"{BASE}roster/{member.pk}/move/"
    assert "시작)" in client.get(address).content.decode()

    asked = client.post(address, {"cohort": "early"})

    assert asked.status_code == 200
    assert "읽거나 풀 수 없습니다" in asked.content.decode()
    assert member.enrolments.active().get().cohort == cohort
    assert client.post(address, {"cohort": "early", "sure": "on"}).status_code == 303
    assert member.enrolments.active().get().cohort == early


def test_the_question_says_when_the_course_stays_open(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    later = timezone.localdate() + timedelta(days=1)
    early = CohortFactory.create(slug="early", course=cohort.course, starts_on=later)
    early.facilitators.add(facilitator)
    CohortFactory.create(course=cohort.course).enrol(member)
    asked = client.post(f"{BASE}roster/{member.pk}/move/", {"cohort": "early"}).content.decode()
    assert "과정을 계속 볼 수 있습니다" in asked
    assert "읽거나 풀 수 없습니다" not in asked


def test_moving_into_a_cohort_that_begins_today_asks_nothing(
    client: Client, facilitator: User, cohort: Cohort, member: User
) -> None:
    begun = CohortFactory.create(slug="begun", course=cohort.course, starts_on=timezone.localdate())
    begun.facilitators.add(facilitator)
    moved = client.post(f"{BASE}roster/{member.pk}/move/", {"cohort": "begun"})
    assert moved.status_code == 303


def test_a_link_sets_a_password_and_ends_other_sessions(
    client: Client, facilitator: User, member: User
) -> None:
    elsewhere = Client()
    elsewhere.force_login(member)
    link = client.post(f"{BASE}roster/{member.pk}/link/").context["slip"].link
    noted = LogEntry.objects.get()
    assert (noted.user, noted.object_repr.split(" · ")[0]) == (facilitator, member.name)
    visitor = Client()
    form = visitor.get(link.replace("http://testserver", ""))["Location"]
    bad = visitor.post(form, {"new_password1": "123", "new_password2": "123"})
    assert bad.status_code == 400
    assert member.check_password(PASSWORD)
    visitor.post(form, {"new_password1": "new-password-9", "new_password2": "new-password-9"})
    member.refresh_from_db()
    assert member.check_password("new-password-9")
    assert elsewhere.get("/").status_code == 302


def handled(user: User, person: User) -> bool:
    return Enrolment.objects.looked_after_by(user).filter(learner=person).exists()


def test_only_people_in_ones_own_cohorts_alone_are_handled(
    cohort: Cohort, facilitator: User, member: User
) -> None:
    superuser = UserFactory.create(is_superuser=True, is_staff=True)
    assert handled(facilitator, member)
    assert handled(superuser, member)
    other = CohortFactory.create()
    enrolment = other.enrol(member)
    assert not handled(facilitator, member)
    assert handled(superuser, member)
    Enrolment.objects.filter(pk=enrolment.pk).update(left_at=enrolment.joined_at)
    assert handled(facilitator, member)


@pytest.mark.parametrize("role", ["is_staff", "is_superuser"])
def test_no_facilitator_makes_a_link_for_staff(
    client: Client, cohort: Cohort, facilitator: User, role: str
) -> None:
    boss = UserFactory.create(**{role: True})
    cohort.enrol(boss)
    response = client.post(f"{BASE}roster/{boss.pk}/link/")
    assert response.status_code == 403
    assert "set-password" not in response.content.decode()
    assert not handled(facilitator, boss)


def test_a_facilitator_makes_a_cohort_of_a_course_they_lead(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    foreign = CourseFactory.create()
    page = client.get("/admin/courses/cohort/add/")
    assert list(page.context["adminform"].form.fields["course"].queryset) == [cohort.course]
    form = {"name": "3기", "slug": "third", "join_code": "third-code"}
    client.post("/admin/courses/cohort/add/", {**form, "course": foreign.pk})
    assert not Cohort.objects.filter(slug="third").exists()
    made = client.post("/admin/courses/cohort/add/", {**form, "course": cohort.course.pk})
    assert made["Location"] == "/admin/cohorts/third/join/"
    assert list(Cohort.objects.get(slug="third").facilitators.all()) == [facilitator]


def test_dates_the_wrong_way_round_are_told(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = f"/admin/courses/cohort/{cohort.pk}/change/"
    form = {"name": "2기", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    response = client.post(page, form | {"seen": client.get(page).context["seen"]})
    assert response.status_code == 200
    assert response.context["errors"]
