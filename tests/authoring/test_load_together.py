"""What is loaded by one command stands together: files refer to one another in any order."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.models import Cohort, Lesson, SelfDiagnosis
from tests.authoring.conftest import MODULE, CourseFolder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]

HEAD, DIAGNOSIS = MODULE[: MODULE.index("quiz:")], MODULE[MODULE.index("self_diagnosis:") :]
SECOND = (
    HEAD.replace("module: first", "module: second")
    .replace("position: 1", "position: 2")
    .replace("[처음으로](course:first)", "[처음으로](course:first#two)")
)


def test_a_text_refers_to_a_module_and_a_term_of_later_files(folder: CourseFolder) -> None:
    folder.edit("[처음으로](course:first)", "[다음](course:second#one)")
    folder.write("02-second.yaml", SECOND)

    folder.load()

    first, second = Lesson.objects.filter(slug="one").order_by("module__position")
    assert 'href="/courses/tiny/second/#one"' in first.body_html
    assert 'href="/courses/tiny/first/#two"' in second.body_html


def test_single_files_load_as_a_folder_does(folder: CourseFolder) -> None:
    folder.edit("[처음으로](course:first)", "[다음](course:second#one)")
    folder.write("02-second.yaml", SECOND)
    names = ["course.yaml", "01-first.yaml", "02-second.yaml"]

    call_command("loaddata", *(str(folder.path / name) for name in names), verbosity=0)

    assert 'href="/courses/tiny/second/#one"' in Lesson.objects.filter(slug="one")[0].body_html


def test_a_file_alone_changes_how_the_rest_of_the_course_is_shown(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("팹리스\n", "팹없음\n", name="course.yaml")

    with pytest.raises(CommandError) as refusal:
        call_command("loaddata", str(folder.path / "course.yaml"), verbosity=0)

    assert "(database): lesson tiny/first/one body: " in str(refusal.value)
    assert "팹리스" in str(refusal.value)


@pytest.mark.parametrize(("from_", "to"), [("01-first", "02-second"), ("02-second", "01-first")])
def test_a_self_diagnosis_moves_to_another_module(
    folder: CourseFolder, from_: str, to: str
) -> None:
    files = {"01-first": HEAD, "02-second": SECOND}
    for name, text in (files | {from_: files[from_] + DIAGNOSIS}).items():
        folder.write(f"{name}.yaml", text)
    folder.load()
    for name, text in (files | {to: files[to] + DIAGNOSIS}).items():
        folder.write(f"{name}.yaml", text)

    folder.load()

    diagnosis = SelfDiagnosis.objects.get()
    assert diagnosis.after.slug == to[3:]
    assert diagnosis.levels.count() == 6
    assert "0 added, 0 changed, 0 retired, 0 removed" in folder.load()


def test_a_plain_fixture_after_a_folder_refers_to_its_course(
    folder: CourseFolder, tmp_path: Path
) -> None:
    plain = tmp_path / "cohorts.json"
    fields = {
        "course": ["tiny"],
        "name": "봄",
        "slug": "spring",
        "starts_on": "2026-01-05",
        "join_code": "BOM234",
    }
    plain.write_text(json.dumps([{"model": "courses.cohort", "fields": fields}]))

    call_command("loaddata", str(folder.path), str(plain), verbosity=0)

    assert Cohort.objects.get().course.slug == "tiny"
