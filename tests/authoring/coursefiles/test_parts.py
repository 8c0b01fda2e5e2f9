"""A course that is too large for one file goes into several, and comes back as it was."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from authoring.content import CONTENT
from authoring.coursefiles import writing
from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.dumping import zipped
from authoring.rendering import render_course
from courses.models import Course, Lesson, Module
from courses.models.base import ContentModel
from quizzes.models import Option, Question
from tests.authoring.conftest import CourseFolder
from tests.factories import CourseFactory, ModuleFactory, QuizFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]


def stored() -> list[object]:
    return [sorted(map(words_of, model._default_manager.all())) for model in CONTENT]


def words_of(row: ContentModel) -> tuple[object, ...]:
    fields = [field for field in row.written_fields() if not field.is_relation]
    return row.natural_key(), [getattr(row, field.name) for field in fields]


def dump(folder: Path, course: str) -> str:
    out = StringIO()
    call_command("dumpcourse", course, to=str(folder), stdout=out)
    return out.getvalue()


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many files as a course a thousand times as large would have."""
    monkeypatch.setattr(writing, "LONGEST_FILE", 600)


@pytest.mark.usefixtures("small_files")
def test_a_course_in_many_files_is_the_same(folder: CourseFolder, tmp_path: Path) -> None:
    folder.load()
    before, package = stored(), tmp_path / "tiny.zip"
    dump(tmp_path / "split", "tiny")
    package.write_bytes(zipped(Course.objects.get()))
    names = sorted(path.name for path in (tmp_path / "split").glob("*.yaml"))
    assert names[:3] == ["01-first.part2.yaml", "01-first.part3.yaml", "01-first.yaml"]
    assert check_folder(tmp_path / "split") == []

    out = StringIO()
    call_command("loaddata", str(tmp_path / "split"), stdout=out)
    assert "0 added, 0 changed, 0 retired, 0 removed" in out.getvalue()
    Course.objects.all().delete()
    call_command("loaddata", str(package), verbosity=0)
    assert stored() == before


@pytest.mark.usefixtures("small_files")
def test_what_went_on_is_taken_away_once_all_is_in_one_file(
    folder: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.load()
    dump(tmp_path / "split", "tiny")
    monkeypatch.setattr(writing, "LONGEST_FILE", 400_000)
    assert "01-first.part2.yaml" in dump(tmp_path / "split", "tiny")
    assert not list((tmp_path / "split").glob("*.part*"))


def further(folder: CourseFolder, text: str) -> None:
    folder.write("01-first.part2.yaml", text)


def test_a_further_file_goes_on_with_lists(folder: CourseFolder) -> None:
    further(folder, "lessons:\n  - slug: three\n    title: 셋\n    body: 글\n")
    folder.load()
    assert list(Lesson.objects.values_list("slug", "position")) == [
        ("one", 1),
        ("two", 2),
        ("three", 3),
    ]
    further(folder, "lessons:\n  - slug: three\n    title: 셋\n    body: 새 글\n")
    assert "1 changed" in folder.load(if_changed=True)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("lessons:\n  - slug: two\n    title: 둘\n    body: 글\n", 2, "stands twice"),
        ("lessons:\n  - slug: three\n    titel: 둘\n    body: 글\n", 3, "titel"),
        (
            "lessons:\n  - slug: x\n    title: 셋\n    body: |\n      글\n\n      {없음}\n",
            7,
            "없음",
        ),
        ("title: 글\n", 1, "and no more"),
        ("quiz:\n  title: 글\n", 2, "and no more"),
        ("- a\n", 1, "and no more"),
        ("lessons: [\n", 2, "not valid YAML"),
        ("", 0, "empty"),
    ],
)
def test_a_fault_of_a_further_file_is_told_with_that_file(
    folder: CourseFolder, text: str, line: int, why: str
) -> None:
    further(folder, text)
    (fault,) = check_folder(folder.path)
    assert (Path(fault.file).name, fault.line) == ("01-first.part2.yaml", line)
    assert why in fault.message
    refusal = folder.refusal()
    assert f"01-first.part2.yaml:{line or ''}" in refusal
    assert why in refusal


def test_a_further_file_without_its_first_is_refused(folder: CourseFolder) -> None:
    folder.write("09-none.part2.yaml", "lessons: []\n")
    (fault,) = check_folder(folder.path)
    assert "goes on with 09-none.yaml" in fault.message
    assert "goes on with 09-none.yaml" in folder.refusal()
    with pytest.raises(CommandError, match="1 faults in 1 files"):
        call_command("checkcontent", str(folder.path / "09-none.part2.yaml"), stdout=StringIO())


def test_a_text_beyond_the_limit_of_the_admin_is_refused_with_it(folder: CourseFolder) -> None:
    folder.edit("둘째 글.", "글" * 200_000)
    (fault,) = check_folder(folder.path)
    assert "500 kB" in fault.message
    assert "500 kB" in folder.refusal()


def test_what_dure_itself_packed_is_loaded_as_it_was_and_its_faults_are_told(
    folder: CourseFolder, tmp_path: Path
) -> None:
    folder.load()
    Lesson.objects.filter(slug="two").update(body="[글](course:nowhere)\n\n::: analogy")
    before, package = stored(), tmp_path / "tiny.zip"
    package.write_bytes(zipped(Course.objects.get()))
    Course.objects.all().delete()
    out = StringIO()
    call_command("loaddata", str(package), stdout=out)
    assert stored() == before
    assert "course:nowhere" in out.getvalue()
    assert "(a warning)" in out.getvalue()

    dump(folder.path, "tiny")
    assert "course:nowhere" in folder.refusal()


@pytest.mark.full
def test_two_thousand_questions_and_two_megabytes_come_back(tmp_path: Path) -> None:
    course = CourseFactory.create(slug="large")
    module = ModuleFactory.create(course=course, slug="m", position=1, is_published=False)
    Module.objects.filter(pk=module.pk).update(lead="들어가는 말")
    for number in range(1, 6):
        body = "\n\n".join(f"{number}의 {line}번째 문단입니다. 😀 " * 4 for line in range(2800))
        module.lessons.create(slug=f"l{number}", position=number, title=f"절 {number}", body=body)
    quiz = QuizFactory.create(module=module)
    questions = Question.objects.bulk_create(
        Question(quiz=quiz, slug=f"q{n}", position=n, stem=f"{n}번은 무엇입니까?", is_draft=True)
        for n in range(1, 2001)
    )
    Option.objects.bulk_create(
        Option(
            question=question,
            slug=slug,
            position=at,
            text=f"보기 {slug}",
            is_correct=at == 1,
            explanation=f"{question.slug}의 {slug}는 이래서 그렇습니다.\n\n" * 2,
        )
        for question in questions
        for at, slug in enumerate("abcd", 1)
    )
    Option.objects.update(explanation="까닭입니다.\n\n두 번째 문단입니다.")
    Question.objects.update(is_draft=False)
    list(render_course(course))
    assert sum(len(lesson.body.encode()) for lesson in Lesson.objects.all()) > 2_000_000
    before, package = stored(), tmp_path / "large.zip"
    package.write_bytes(zipped(course))
    Course.objects.all().delete()

    call_command("loaddata", str(package), verbosity=0)

    assert stored() == before
    assert zipped(Course.objects.get()) == package.read_bytes()
