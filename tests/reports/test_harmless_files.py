"""No table that leaves, by whichever door, has a cell that a spreadsheet takes for a formula."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.test import Client

from accounts.models import User
from courses.models import Cohort, RosterImport
from intake.formulas import FORMULA
from quizzes.models import Option, Question
from tests.factories import UserFactory
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db
NAMES = [f"{sign}1+1" for sign in FORMULA if sign.isprintable()]


@pytest.fixture
def cohort() -> Cohort:
    """Whoever writes a name, a title or a text may have begun it with a sign."""
    course = make_course(modules=1, questions=2)
    Question.objects.update(stem="－1")
    Option.objects.update(text="+1")
    cohort = make_study_group(course, members=len(NAMES))
    for person, name in zip(User.objects.filter(enrolments__cohort=cohort), NAMES, strict=True):
        User.objects.filter(pk=person.pk).update(name=name)
    course.modules.update(title="=1+1")
    Cohort.objects.filter(pk=cohort.pk).update(name="@SUM(1)")
    return cohort


def doors(cohort: Cohort, facilitator: User) -> list[str]:
    base, module = f"/admin/reports/{cohort.slug}/", cohort.course.modules.get()
    member = cohort.enrolments.earliest("pk").learner
    reports = ["", "quiz/", f"quiz/{module.slug}/", "self-diagnosis/", f"people/{member.pk}/"]
    reports += ["compare/", "meeting/", "files/completions/"]
    people = [person.pk for person in User.objects.filter(enrolments__cohort=cohort)]
    User.objects.filter(pk__in=people).update(password="!", last_login=None)
    roster = RosterImport.objects.create(
        cohort=cohort, made_by=facilitator, lines=[], people=people, state=RosterImport.State.DONE
    )
    files = ["answers.csv", "answers.zip", "answers.xlsx", "cohort.xlsx", "dictionary.csv"]
    return [
        *(f"{base}{report}?format={kind}" for report in reports for kind in ("csv", "xlsx")),
        *(f"{base}files/{file}" for file in files),
        f"/admin/cohorts/{cohort.slug}/roster/import/{roster.pk}/?format=csv",
        f"/admin/cohorts/{cohort.slug}/roster/sample.csv",
    ]


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def formulas_in(name: str, content: bytes) -> list[str]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if "[Content_Types].xml" not in package.namelist():
                return [
                    cell
                    for each in package.namelist()
                    for cell in formulas_in(each, package.read(each))
                ]
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        return [str(cell.value) for cell in cells if cell.data_type == "f"]
    if not name.endswith("csv"):
        return []
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    cells_of_text = (cell for row in rows for cell in row if not is_number(cell))
    return [cell for cell in cells_of_text if cell.startswith(FORMULA)]


def test_every_table_that_leaves_is_harmless(client: Client, cohort: Cohort) -> None:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    marked = 0
    for door in doors(cohort, facilitator):
        response = client.get(door)
        assert response.status_code in {200, 404}, door  # of some reports there is no table
        content = b"".join(response)
        assert formulas_in(door, content) == [], door
        marked += content.count(b"'=1+1")
    assert marked > 3


def test_so_is_the_access_record(client: Client) -> None:
    person = UserFactory.create(name="＝1+1", is_staff=True, is_superuser=True)
    client.force_login(person)
    client.get("/admin/")
    content = client.get("/admin/accounts/accessrecord/csv/").content
    assert "'＝1+1".encode() in content
    assert formulas_in("csv", content) == []
