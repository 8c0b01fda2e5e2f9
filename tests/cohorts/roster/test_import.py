"""A roster is checked row by row, and then comes in as a whole or not at all."""

from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.roster.importing import AT_ONCE
from courses.models import Cohort, Enrolment, RosterImport
from courses.models.roster_import import SILENT_FOR
from tests.cohorts.roster.test_reading import as_csv
from tests.factories import PASSWORD, CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


def upload(client: Client, rows: list[list[str]], slug: str = "spring") -> Any:
    file = SimpleUploadedFile("명단.csv", as_csv(rows, "cp949"))
    return client.post(f"/admin/cohorts/{slug}/roster/import/", {"file": file})


def faults(client: Client, *rows: list[str]) -> dict[int, str]:
    """The faults that the preview shows, by row."""
    response = upload(client, [["이름", "이메일", "아이디"], *rows])
    checked = client.get(response["Location"]).context["checked"]
    return {one.number: one.faults[0][0] for one in checked.lines if one.faults}


def test_people_are_shown_first_and_come_in_when_confirmed(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = upload(client, [["이름", "이메일"], ["김하나", "hana@x.kr"], ["이두리", ""]])["Location"]
    preview = client.get(page).content.decode()
    assert "김하나" in preview
    assert "hana" in preview
    assert cohort.enrolments.count() == 0

    client.post(page)

    found = cohort.enrolments.order_by("learner__name").values_list(
        "learner__name", "learner__username", "learner__email"
    )
    assert list(found) == [("김하나", "hana", "hana@x.kr"), ("이두리", "spring-001", "")]
    assert not [one for one in User.objects.filter(name="김하나") if one.has_usable_password()]
    assert RosterImport.objects.get().lines == []


def test_each_new_person_gets_a_link_that_works_once(
    client: Client, cohort: Cohort, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A link tells the second it was made in; the page and the file are made one after the other.
    now = datetime.now()  # noqa: DTZ005 - as Django has it there
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: now)
    page = upload(client, [["이름"], ["김하나"]])["Location"]
    client.post(page)
    (slip,) = client.get(page).context["handed_out"].slips
    link, person = slip.link, User.objects.get(username=slip.username)
    assert link in client.get(f"{page}?format=csv").content.decode("utf-8-sig")

    visitor = Client()
    form = visitor.get(link.replace("http://testserver", ""))["Location"]
    visitor.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert visitor.get("/").status_code == 200
    assert Client().get(link.replace("http://testserver", "")).status_code == 410
    assert client.get(page).context["handed_out"].slips == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["", "a@x.kr", ""], "name"),
        (["=HYPERLINK(1)", "", ""], "name"),
        (["+1", "", ""], "name"),
        (["-가", "", ""], "name"),
        (["@가", "", ""], "name"),
        (["가" * 151, "", ""], "name"),
        (["...", "", ""], "name"),
        (["가", "no address", ""], "email"),
        (["가", "", "a b"], "username"),
        (["가", "", "a" * 151], "username"),
    ],
)
def test_a_bad_row_is_named_with_its_column(
    client: Client, cohort: Cohort, facilitator: User, row: list[str], column: str
) -> None:
    assert faults(client, ["김하나", "", ""], row) == {3: column}


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u0007"])
def test_letters_that_cannot_be_seen_are_refused(
    client: Client, cohort: Cohort, facilitator: User, hidden: str
) -> None:
    file = SimpleUploadedFile("a.csv", as_csv([["이름"], [f"김{hidden}하나"]]))
    response = client.post("/admin/cohorts/spring/roster/import/", {"file": file})
    assert client.get(response["Location"]).context["faults"][0].number == 2


def test_two_of_the_same_address_or_username_are_refused(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    assert faults(client, ["가", "A@x.kr", "one"], ["나", "a@X.kr", ""], ["다", "", "ONE"]) == {
        3: "email",
        4: "username",
    }


def test_with_one_fault_nobody_comes_in(client: Client, cohort: Cohort, facilitator: User) -> None:
    page = upload(client, [["이름"], ["김하나"], ["=1"]])["Location"]
    people = User.objects.count()
    client.post(page)
    assert User.objects.count() == people
    assert RosterImport.objects.get().state == "checked"


def test_known_people_are_recognised(client: Client, cohort: Cohort, facilitator: User) -> None:
    here, gone = UserFactory.create(email="here@x.kr"), UserFactory.create(username="gone")
    cohort.enrol(here)
    Enrolment.objects.filter(pk=cohort.enrol(gone).pk).update(left_at=timezone.now())
    rows = [["이름", "이메일", "아이디"], ["가", "HERE@x.kr", ""], ["나", "", "Gone"]]
    page = upload(client, rows)["Location"]
    lines = client.get(page).context["checked"].lines
    assert [line.outcome for line in lines] == ["here", "enrol"]
    people = User.objects.count()

    client.post(page)

    assert User.objects.count() == people
    assert cohort.enrolments.active().count() == 2


def test_nobody_outside_ones_cohorts_and_no_staff_is_taken_in(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    UserFactory.create(username="stranger")
    boss = UserFactory.create(username="boss", is_staff=True)
    own = CohortFactory.create()
    own.facilitators.add(facilitator)
    own.enrol(boss)
    assert faults(client, ["가", "", "stranger"], ["나", "", "boss"]) == {
        2: "username",
        3: "username",
    }


def test_a_username_taken_in_between_fails_the_whole(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = upload(client, [["이름", "아이디"], ["가", "one"], ["나", "two"]])["Location"]
    UserFactory.create(username="two")

    client.post(page)

    roster = RosterImport.objects.get()
    assert roster.state == "failed"
    assert roster.fault.startswith("3행")
    assert cohort.enrolments.count() == 0
    assert not User.objects.filter(username="one").exists()


def test_confirming_twice_imports_once(client: Client, cohort: Cohort, facilitator: User) -> None:
    page = upload(client, [["이름"], ["김하나"]])["Location"]
    client.post(page)
    client.post(page)
    assert User.objects.filter(name="김하나").count() == 1


def test_an_import_that_died_says_so(client: Client, cohort: Cohort, facilitator: User) -> None:
    page = upload(client, [["이름"], ["김하나"]])["Location"]
    roster = RosterImport.objects.get()
    roster.begin()
    assert "roster-progress" in client.get(page).content.decode()
    RosterImport.objects.update(noted_at=timezone.now() - 2 * SILENT_FOR)
    html = client.get(page).content.decode()
    assert "멈추어 등록된 사람이 없습니다" in html
    assert "hx-trigger" not in html


def test_somebody_elses_import_is_unknown(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = upload(client, [["이름"], ["김하나"]])["Location"]
    client.force_login(make_facilitator(cohort))
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("rows", [[["부서"], ["총무"]], [["이름"]]])
def test_a_file_without_names_is_refused_and_nothing_kept(
    client: Client, cohort: Cohort, facilitator: User, rows: list[list[str]]
) -> None:
    response = upload(client, rows)
    assert response.status_code == 400
    assert "등록된 사람이 없습니다" in response.content.decode()
    assert not RosterImport.objects.exists()
    assert client.post("/admin/cohorts/spring/roster/import/").status_code == 400


def test_the_samples_are_rosters(client: Client, cohort: Cohort, facilitator: User) -> None:
    for kind in ("csv", "xlsx"):
        data = client.get(f"/admin/cohorts/spring/roster/sample.{kind}").content
        file = SimpleUploadedFile("sample", data)
        response = client.post("/admin/cohorts/spring/roster/import/", {"file": file})
        assert client.get(response["Location"]).context["checked"].is_clean
    assert client.get("/admin/cohorts/spring/roster/sample.pdf").status_code == 404


def command(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("importroster", "spring", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("number", [1_000, pytest.param(10_000, marks=pytest.mark.full)])
def test_many_people_come_in_from_the_command_line(
    cohort: Cohort, tmp_path: Path, number: int
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(as_csv([["이름"], *([f"사람 {n}"] for n in range(number))], "utf-16"))
    assert f"{number} accounts would be made" in command(path, dry_run=True)
    assert cohort.enrolments.count() == 0
    assert f"{number} accounts made" in command(path)
    assert cohort.enrolments.count() == number


def test_the_command_line_names_each_bad_row_and_imports_nobody(
    cohort: Cohort, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(as_csv([["이름", "이메일"], ["가", "x"], ["", ""], ["=1", ""]]))
    with pytest.raises(CommandError, match=r"row 2, email: (?s:.*)row 4, name: "):
        command(path)
    with pytest.raises(CommandError, match="No such file"):
        command(tmp_path / "nothing.csv")
    with pytest.raises(CommandError, match="no cohort"):
        call_command("importroster", "nowhere", str(path))
    assert cohort.enrolments.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "told"), [("en", "Row 2: "), ("ko", "2행")])
def test_a_long_roster_is_refused_in_the_facilitators_language(
    client: Client, language: str, told: str
) -> None:
    facilitator = UserFactory.create(is_staff=True, language=language)
    CohortFactory.create(slug="spring").facilitators.add(facilitator)
    client.force_login(facilitator)
    rows = [["이름", "아이디"], *([f"사람 {n}", f"one-{n}"] for n in range(AT_ONCE + 1))]
    page = upload(client, rows)["Location"]
    UserFactory.create(username="one-0")

    client.post(page)

    assert ended(RosterImport.objects.get()).fault.startswith(told)


def ended(roster: RosterImport) -> RosterImport:
    """The import once its thread is through."""
    for _ in range(2000):
        roster.refresh_from_db()
        if roster.state != "running":
            break
    return roster


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_a_long_roster_shows_how_far_it_is(client: Client) -> None:
    cohort = CohortFactory.create(slug="spring")
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    page = upload(client, [["이름"], *([f"사람 {n}"] for n in range(1200))])["Location"]

    client.post(page)

    states = []
    for _ in range(2000):
        roster = RosterImport.objects.get()
        states.append((roster.state, roster.done))
        if roster.state != "running":
            break
    assert states[-1] == ("done", 1200)
    assert cohort.enrolments.count() == 1200
    assert {done for _state, done in states} & {500, 1000}
