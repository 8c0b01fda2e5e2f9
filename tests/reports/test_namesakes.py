"""Two people of one name are told apart wherever members are shown by name."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.affiliations import Affiliation, affiliations
from courses.models import Cohort, Enrolment
from progress.counted import Counted
from reports.erasure import erase
from reports.heatmap import HeatMap
from reports.levels import Levels
from reports.overview import Overview, Selection
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME = "김민수"
PAGES = ["", "quiz/{module}/", "self-diagnosis/"]


def join(cohort: Cohort, username: str, department: str = "", grade: str = "") -> User:
    person = UserFactory.create(name=NAME, username=username)
    Enrolment.objects.create(
        cohort=cohort, learner=person, department=department, job_grade=grade, staff_number="77"
    )
    return person


def bylines(cohort: Cohort) -> set[str]:
    learners = cohort.enrolments.filter(learner__name=NAME).values_list("learner", flat=True)
    return {member.byline for member in affiliations([cohort.pk], learners).values()}


def test_reports_and_pages_have_the_same_lines(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    join(cohort, "one", "총무과", "주무관")
    join(cohort, "two", "총무과", "주무관")
    join(cohort, "three", "", "주무관")
    join(cohort, "four", "세정과")
    members = cohort.enrolments.values_list("learner", flat=True)
    known = affiliations([cohort.pk], members)
    counted, modules = Counted.of(cohort), list(cohort.course.modules.all())
    overview = Overview.of(counted, modules, Selection(), limit=None)
    assert {member.learner: member.affiliation for member in overview.members} == known
    heat_map = HeatMap.of(counted, modules[0].quiz.pk, [], limit=None)
    assert {member.learner: member.affiliation for member in heat_map.members} == known
    levels = Levels.of(counted, cohort.course.self_diagnoses.get(), limit=None)
    assert {member.learner: member.affiliation for member in levels.members} == known


def addresses(cohort: Cohort) -> list[str]:
    module = cohort.course.modules.earliest("position").slug
    return [f"/admin/reports/{cohort.slug}/{page.format(module=module)}" for page in PAGES]


def test_a_byline_stands_beside_each_name(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    people = [join(cohort, "one", "총무과", "주무관"), join(cohort, "two")]
    for address in [*addresses(cohort), f"/admin/cohorts/{cohort.slug}/roster/"]:
        html = client.get(address).content.decode()
        rows = {
            person.pk: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))
            for person in people
            for row in re.findall(rf'(?s)<tr data-learner="{person.pk}">.*?</th>.*?</tr>', html)
        }
        assert "총무과 · 주무관" in rows[people[0].pk], address
        assert "two" in rows[people[1].pk], address
    for person, line in zip(people, ["총무과 · 주무관", "two"], strict=True):
        page = client.get(f"/admin/reports/{cohort.slug}/people/{person.pk}/").content.decode()
        assert line in page


def test_the_files_have_what_the_roster_says(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    join(cohort, "one", "총무과", "주무관")
    for address in addresses(cohort):
        tables = json.loads(client.get(f"{address}?format=json").content)["tables"]
        row = next(row for row in tables["members"] if row["username"] == "one")
        in_file = (row["department"], row["job_grade"], row["staff_number"])
        assert in_file == ("총무과", "주무관", "77"), address


@pytest.mark.parametrize(
    ("people", "lines"),
    [
        (
            [("one", "총무과", "주무관"), ("two", "총무과", "사무관")],
            {"총무과 · 주무관", "총무과 · 사무관"},
        ),
        ([("one", "총무과", ""), ("two", "총무과", "")], {"총무과 · one", "총무과 · two"}),
        ([("one", "", "주무관"), ("two", "", "")], {"주무관 · one", "two"}),
        ([("one", "총무과", ""), ("two", "", "")], {"총무과", "two"}),
    ],
)
def test_no_two_members_of_one_name_have_one_line(
    people: list[tuple[str, str, str]], lines: set[str]
) -> None:
    cohort = CohortFactory.create()
    for person in people:
        join(cohort, *person)
    assert bylines(cohort) == lines


def test_another_cohort_makes_no_double() -> None:
    cohort = CohortFactory.create()
    join(cohort, "one", "총무과")
    join(CohortFactory.create(), "two", "총무과")
    assert bylines(cohort) == {"총무과"}


def test_two_queries_are_enough_for_many(cohort: Cohort) -> None:
    for number in range(30):
        join(cohort, f"person-{number}", "총무과")
    learners = list(cohort.enrolments.values_list("learner", flat=True))
    with CaptureQueriesContext(connection) as captured:
        known = affiliations([cohort.pk], learners)
    assert (len(captured), len(known)) == (2, len(learners))
    assert known[0] == Affiliation()


def test_what_the_roster_says_moves_along_and_is_erased_with_the_person(cohort: Cohort) -> None:
    person, other = join(cohort, "one", "총무과", "주무관"), CohortFactory.create()
    moved = cohort.enrolments.get(learner=person).move_to(other)
    assert (moved.department, moved.job_grade, moved.staff_number) == ("총무과", "주무관", "77")

    erase(person)

    for enrolment in person.enrolments.all():
        assert (enrolment.department, enrolment.job_grade, enrolment.staff_number) == ("", "", "")


def test_who_comes_back_keeps_what_the_newer_roster_says(cohort: Cohort) -> None:
    person, other = join(cohort, "one", "총무과"), CohortFactory.create()
    Enrolment.objects.create(
        cohort=other, learner=person, department="세정과", left_at=timezone.now()
    )
    moved = cohort.enrolments.get(learner=person).move_to(other)
    assert (moved.department, moved.left_at) == ("세정과", None)
