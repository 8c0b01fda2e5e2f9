"""The same list again means the same people, and who is somebody else is asked for."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.roster.checking import check
from cohorts.roster.importing import import_lines
from cohorts.roster.lines import Line
from courses.models import Cohort, Enrolment, RosterImport
from tests.cohorts.roster.test_import import upload
from tests.factories import CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
HEAD = ["이름", "소속", "직급", "사번", "이메일", "아이디"]
BringIn = Callable[..., list[Line]]


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


@pytest.fixture
def imported(cohort: Cohort, facilitator: User) -> BringIn:
    """Check rows and bring them in; the lines as they were checked."""

    def bring_in(*rows: list[str], others: tuple[int, ...] = ()) -> list[Line]:
        lines = check([HEAD, *(row + [""] * (6 - len(row)) for row in rows)], cohort, facilitator)
        for line in lines.lines:
            line.is_other = line.number in others
        import_lines(lines.lines, cohort, facilitator, lambda _done: None)
        return lines.lines

    return bring_in


def outcomes(lines: list[Line]) -> list[str]:
    return [line.outcome for line in lines]


def test_the_same_list_again_makes_nobody(cohort: Cohort, imported: BringIn) -> None:
    people = [
        ["김하나"],
        ["이두리", "총무과"],
        ["김민수", "총무과"],
        ["김민수", "세정과"],
        ["박 산"],
    ]
    imported(*people)
    made = User.objects.count()

    again = imported(*people, ["최늦음"])

    assert outcomes(again) == ["here"] * 5 + ["new"]
    assert [line.is_guess for line in again] == [True] * 5 + [False]
    assert User.objects.count() == made + 1
    assert len({line.person for line in again}) == 6


def test_of_two_of_one_name_each_is_recognised_by_the_department(
    cohort: Cohort, imported: BringIn
) -> None:
    imported(["김민수", "총무과"], ["김민수", "세정과"])
    by_department = dict(cohort.enrolments.values_list("department", "learner"))

    again = imported(["김민수", "세정과"], ["김민수", "총무과"])

    assert [line.person for line in again] == [by_department["세정과"], by_department["총무과"]]
    assert cohort.enrolments.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        ["다른 이름", "", "", "", "hana@x.kr"],
        ["다른 이름", "", "", "", "", "HANA"],
        ["김하나", "", "", "77"],
        ["김 하 나"],
    ],
)
def test_who_is_recognised_is_told_of(cohort: Cohort, imported: BringIn, row: list[str]) -> None:
    imported(["김하나", "총무과", "주무관", "77", "hana@x.kr", "hana"])
    (line,) = imported(row)
    assert (line.outcome, line.username, line.is_guess) == ("here", "hana", row == ["김 하 나"])
    assert cohort.enrolments.count() == 1


def test_what_the_list_says_anew_is_kept_and_told(cohort: Cohort, imported: BringIn) -> None:
    imported(["김하나", "총무과", "주무관", "77"])

    (line,) = imported(["김하나", "세정과", "", "77"])

    assert "총무과 → 세정과" in line.notice
    enrolment = cohort.enrolments.get()
    assert (enrolment.department, enrolment.job_grade) == ("세정과", "주무관")


def test_another_staff_number_is_another_person(cohort: Cohort, imported: BringIn) -> None:
    imported(["김하나", "총무과", "", "77"])
    assert outcomes(imported(["김하나", "총무과", "", "78"])) == ["new"]
    assert cohort.enrolments.count() == 2


def test_one_who_left_is_recognised_and_comes_back(cohort: Cohort, imported: BringIn) -> None:
    imported(["김하나"])
    Enrolment.objects.update(left_at=timezone.now())
    assert outcomes(imported(["김하나"])) == ["enrol"]
    assert cohort.enrolments.active().count() == 1


@pytest.mark.parametrize(
    ("second", "outcome", "is_guess"),
    [
        (["김하나"], "twice", True),
        (["김하나", "총무과"], "twice", True),
        (["김하나", "세정과"], "new", False),
        (["김하나", "", "", "78"], "new", False),
        (["김하나", "", "", "77"], "twice", False),
        (["김하나", "", "", "", "hana@x.kr"], "twice", False),
    ],
)
def test_one_name_twice_in_a_list(
    cohort: Cohort,
    imported: BringIn,
    second: list[str],
    outcome: str,
    is_guess: bool,
) -> None:
    lines = imported(["김하나", "총무과", "", "77", "hana@x.kr"], second)
    assert (lines[1].outcome, lines[1].is_guess) == (outcome, is_guess)
    assert "2행" in lines[1].notice
    assert cohort.enrolments.count() == (2 if outcome == "new" else 1)


def test_somebody_else_of_the_name_is_ticked(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    client.post(upload(client, [["이름"], ["김하나"]])["Location"])
    page = upload(client, [["이름"], ["김하나"], ["이두리"], ["이두리"]])["Location"]
    html = client.get(page).content.decode()
    assert [f'data-guess="{row}"' in html for row in (2, 3, 4)] == [True, False, True]
    assert cohort.enrolments.get().learner.username in html

    client.post(page, {"other": ["2", "3", "4", "x"]})

    names = cohort.enrolments.order_by("learner__name", "pk").values_list(
        "learner__name", flat=True
    )
    assert list(names) == ["김하나", "김하나", "이두리", "이두리"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["김하나", "", "", "77", "duri@x.kr"], "email"),
        (["이두리", "", "", "77"], "staff_number"),
        (["김하나", "=1", "", ""], "department"),
        (["김하나", "", "가\u200b나", ""], "job_grade"),
        (["김하나", "", "", "7" * 51], "staff_number"),
    ],
)
def test_what_does_not_go_together_is_refused(
    cohort: Cohort,
    facilitator: User,
    imported: BringIn,
    row: list[str],
    column: str,
) -> None:
    imported(["김하나", "", "", "77", "hana@x.kr"], ["이두리", "", "", "78", "duri@x.kr"])
    roster = check([HEAD, row + [""] * (6 - len(row))], cohort, facilitator)
    assert [fault for fault, _reason in roster.lines[0].faults] == [column]


def test_the_number_of_somebody_elsewhere_recognises_one_of_the_same_name_only(
    cohort: Cohort, facilitator: User, imported: BringIn
) -> None:
    other = CohortFactory.create()
    other.facilitators.add(facilitator)
    known = UserFactory.create(name="김하나")
    Enrolment.objects.create(cohort=other, learner=known, staff_number="77")
    foreign = UserFactory.create(name="박세나")
    Enrolment.objects.create(cohort=CohortFactory.create(), learner=foreign, staff_number="79")
    lines = imported(["김하나", "", "", "77"], ["박세나", "", "", "79"])
    assert [line.person for line in lines] == [known.pk, None]


def test_the_record_says_whom_it_made_and_enrolled(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    known, gone = UserFactory.create(email="a@x.kr"), UserFactory.create(email="b@x.kr")
    other = CohortFactory.create()
    other.facilitators.add(facilitator)
    other.enrol(known)
    Enrolment.objects.filter(pk=cohort.enrol(gone).pk).update(left_at=timezone.now())
    left_at = cohort.enrolments.get().left_at
    rows = [
        ["이름", "이메일", "소속"],
        ["가", "a@x.kr", ""],
        ["나", "b@x.kr", "총무과"],
        ["다", "", ""],
    ]

    client.post(upload(client, rows)["Location"])

    record, made = RosterImport.objects.get(), User.objects.get(name="다")
    assert (record.state, record.made_by, record.people) == ("done", facilitator, [made.pk])
    assert dict(record.enrolled) == {
        known.pk: None,
        gone.pk: str(left_at),
        made.pk: None,
    }
    assert record.changed == 1
