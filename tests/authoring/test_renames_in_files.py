"""A slug changed in course files is a row renamed: what people left there stays."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Course, Lesson, Level, Module, SelfDiagnosis
from progress.models import Diagnosis, LessonRead
from quizzes.models import Answer, Option, Question, Quiz
from tests.authoring.conftest import MODULE, CourseFolder
from tests.factories import answer_wrong, make_author, make_member
from tests.tables import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]
FILE = "01-first.yaml"


def numbers() -> dict[str, set[int]]:
    """Of all rows: which there are, whatever they are called."""
    models = (Module, Lesson, Quiz, Question, Option, SelfDiagnosis, Level)
    return {
        model.__name__: {*model._default_manager.values_list("pk", flat=True)} for model in models
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("module: first", "module: beginning", "renamed: module tiny/first → beginning"),
        ("- slug: two", "- slug: second", "renamed: lesson tiny/first/two → second"),
        ("- slug: q2", "- slug: other", "renamed: question tiny/first/q2 → other"),
        ("        - slug: a\n", "        - slug: z\n", "renamed: option tiny/first/q1/a → z"),
        ("  slug: levels", "  slug: stages", "renamed: selfdiagnosis tiny/levels → stages"),
    ],
)
def test_what_has_another_slug_alone_is_renamed(
    folder: CourseFolder, old: str, new: str, told: str
) -> None:
    folder.load()
    before = numbers()
    folder.edit(old, new)
    if old.startswith("module"):
        folder.edit("course:first", "course:beginning")

    assert f"would be {told}" in folder.load(dry_run=True)
    report = folder.load().splitlines()

    assert told in report
    assert report[-1].startswith("0 added, ")
    assert ", 0 retired, 0 removed, " in report[-1]
    assert numbers() == before
    assert "0 added, 0 changed, 0 retired, 0 removed" in folder.load()


def test_answers_reading_marks_and_diagnoses_stay(folder: CourseFolder) -> None:
    folder.load()
    member = make_member(Course.objects.get())
    answer = answer_wrong(Question.objects.get(slug="q1"), member)
    LessonRead.objects.create(learner=member, lesson=Lesson.objects.get(slug="one"))
    Diagnosis.objects.create(learner=member, self_diagnosis=SelfDiagnosis.objects.get())
    for old, new in (
        ("module: first", "module: beginning"),
        ("course:first", "course:beginning"),
        ("- slug: one", "- slug: opening"),
        ("lesson: one", "lesson: opening"),
        ("- slug: q1", "- slug: what"),
        ("  slug: levels", "  slug: stages"),
    ):
        folder.edit(old, new)

    report = folder.load()

    assert ", 4 changed, 0 retired, 0 removed, " in report
    assert Answer.objects.get() == answer
    assert Question.objects.get(pk=answer.question_id).slug == "what"
    assert LessonRead.objects.get().lesson.slug == "opening"
    assert Diagnosis.objects.get().self_diagnosis.slug == "stages"
    assert Question.objects.get(slug="what").lesson == Lesson.objects.get(slug="opening")


def test_other_fields_may_change_with_it(folder: CourseFolder) -> None:
    folder.load()
    before = numbers()
    folder.edit("- slug: q2", "- slug: other\n      tags: 새 말")
    assert "renamed: question tiny/first/q2 → other" in folder.load()
    assert numbers() == before
    assert Question.objects.get(slug="other").tags == ["새 말"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- slug: two\n    title: 둘", "- slug: second\n    title: 둘째"),
        (
            "- slug: q2\n      stem: |\n        또 무엇",
            "- slug: other\n      stem: |\n        또 어떤",
        ),
    ],
)
def test_what_says_something_else_is_removed_and_added(
    folder: CourseFolder, old: str, new: str
) -> None:
    folder.load()
    folder.edit(old, new)
    report = folder.load()
    assert "renamed" not in report
    assert "1 removed" in report or "3 removed" in report


def test_of_two_that_are_alike_none_is_renamed(folder: CourseFolder) -> None:
    twin = "  - slug: twin\n    title: 둘\n    body: |\n      둘째 글.\n"
    folder.edit("quiz:\n", f"{twin}quiz:\n")
    folder.load()
    folder.edit("- slug: two", "- slug: second")
    folder.edit("- slug: twin", "- slug: third")
    report = folder.load()
    assert "renamed" not in report
    assert report.splitlines()[-1].startswith("2 added, 0 changed, 0 retired, 2 removed")


def test_a_copy_of_a_module_is_no_rename_of_it(folder: CourseFolder) -> None:
    folder.load()
    copy = MODULE.replace("module: first", "module: copy").replace("position: 1", "position: 2")
    folder.write("02-copy.yaml", copy.replace("slug: levels", "slug: levels-2"))
    (folder.path / FILE).rename(folder.path.parent / FILE)
    report = folder.load()
    assert "renamed" not in report
    assert {*Module.objects.values_list("slug", flat=True)} == {"first", "copy"}


def test_an_answered_question_whose_options_have_other_names_is_asked_anew(
    folder: CourseFolder,
) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q2"), make_author())
    text = (folder.path / FILE).read_text()
    start = text.index("    - slug: q2")
    folder.write(
        FILE,
        text[:start]
        + text[start:].replace("slug: q2", "slug: new", 1).replace("- slug: b", "- slug: c", 1),
    )
    report = folder.load()
    assert "retired: question tiny/first/q2" in report
    assert Question.objects.live().filter(slug="new").exists()


def test_a_question_and_its_options_are_renamed_at_once(folder: CourseFolder) -> None:
    folder.load()
    before = numbers()
    text = (folder.path / FILE).read_text()
    start = text.index("    - slug: q2")
    folder.write(
        FILE,
        text[:start]
        + text[start:].replace("slug: q2", "slug: new", 1).replace("- slug: b", "- slug: c", 1),
    )
    report = folder.load()
    assert "renamed: option tiny/first/q2/b → c" in report
    assert numbers() == before


SLUGS = ["first", "one", "two", "q1", "q2", "levels"]


@settings(examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(chosen=st.sets(st.sampled_from(SLUGS), min_size=1), seed=st.integers(0, 999))
def test_whatever_is_renamed_no_row_is_another(
    tmp_path_factory: pytest.TempPathFactory, chosen: set[str], seed: int
) -> None:
    Course.objects.all().delete()
    folder = CourseFolder(Path(tmp_path_factory.mktemp("course")) / "tiny")
    folder.load()
    before = numbers()
    words = random.Random(seed)
    for slug in sorted(chosen):
        new = f"{slug}-{words.randrange(100)}"
        for key in ("module: ", "slug: ", "lesson: ", "course:"):
            text = (folder.path / FILE).read_text()
            folder.write(
                FILE,
                text.replace(f"{key}{slug}\n", f"{key}{new}\n").replace(
                    f"{key}{slug})", f"{key}{new})"
                ),
            )
    report = folder.load()
    assert "0 added, " in report
    assert ", 0 retired, 0 removed, " in report
    assert report.count("renamed: ") == len(chosen)
    assert numbers() == before
