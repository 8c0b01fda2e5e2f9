"""What `loaddata` refuses: file, line, place and reason are told, and nothing is stored."""

import pytest

from courses.models import Course, Lesson, Module
from quizzes.models import Question
from tests.authoring.conftest import CourseFolder
from tests.factories import UserFactory, answer_wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "reason"),
    [
        ("          correct: true\n", "", 31, "quiz.questions[q1].options", "exactly one right"),
        (
            "            하나\n",
            "            하나\n          correct: true\n",
            41,
            "quiz.questions[q1].options",
            "exactly one right",
        ),
        (
            "          explanation: |\n            아닙니다.\n",
            "",
            32,
            "quiz.questions[q1].options[a].explanation",
            "missing or empty",
        ),
        ("course:first)", "course:nowhere)", 19, "lessons[one].body", "course:nowhere"),
        ("::: analogy", "::: analogie", 15, "lessons[one].body", "analogie"),
        ("{팹리스}", "{팹니스}", 13, "lessons[one].body", "팹니스"),
        ("    title: 하나", "    titel: 하나", 11, "lessons[one]", "Did you mean `title`?"),
        ("title: 첫 모듈", "title: 첫 모듈\ncolour: red", 6, "", "no key `colour`"),
        ("lesson: one", "lesson: three", 28, "quiz.questions[q1].lesson", "no lesson `three`"),
        ("course: tiny", "course: huge", 1, "course", "no course `huge`"),
        ("position: 1", "position: one", 3, "position", "whole number"),
        ("is_published: true", "is_published: maybe", 6, "is_published", "true or false"),
        ("title: 첫 모듈", "title: &x 첫 모듈", 5, "", "Anchors"),
        ("lessons:", "lessons: [", 10, "", "not valid YAML"),
        (
            "    - name: 단계 6\n      can_do: 할 수 있다\n      question: 할까요?\n",
            "",
            0,
            "self_diagnosis.levels",
            "six levels",
        ),
    ],
)
def test_a_fault_stops_the_load_with_file_line_path_and_reason(
    folder: CourseFolder, old: str, new: str, line: int, path: str, reason: str
) -> None:
    folder.edit(old, new)

    refusal = folder.refusal()

    assert f"01-first.yaml:{line or ''}" in refusal
    assert path in refusal
    assert reason in refusal
    assert not Course.objects.exists()


def test_two_modules_at_one_position_are_told_with_their_files(folder: CourseFolder) -> None:
    text = (folder.path / "01-first.yaml").read_text()
    head = text[: text.index("quiz:")].replace("module: first", "module: second")
    folder.write("02-second.yaml", head)

    refusal = folder.refusal()

    assert "02-second.yaml:3: position" in refusal
    assert "01-first.yaml:3: position" in refusal
    assert not Course.objects.exists()


def test_one_row_stands_in_one_file(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q2"), UserFactory.create())
    text = (folder.path / "01-first.yaml").read_text()
    folder.write("02-again.yaml", text[: text.index("    - slug: q2")])

    refusal = folder.refusal()

    assert "02-again.yaml:1" in refusal
    assert "01-first.yaml already" in refusal
    assert not Question.objects.get(slug="q2").is_retired


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"# nothing yet\n", "empty"),
        (b"course: tiny\ntitle: \x07\n", "U+0007"),
        (b"course: tiny\n\x00", "U+0000"),
        (b'course: tiny\nmodule: "a\\0b"\n', "cannot be stored"),
        (b'course: tiny\nmodule: "\\ud800"\n', "cannot be stored"),
        (b"\xb0\xa1: x\n", "not UTF-8"),
        (b"\t- x", "not valid YAML"),
        (b"[" * 100_000, "nested too deeply"),
        (b"- {model: courses.nothing, fields: {}}", "courses.nothing"),
        (b"- [", "02-odd.yaml"),
        (b"{" * 1000, "nested too deeply"),
    ],
)
def test_an_odd_file_is_refused_with_a_reason(
    folder: CourseFolder, content: bytes, reason: str
) -> None:
    (folder.path / "02-odd.yaml").write_bytes(content)

    refusal = folder.refusal()

    assert "02-odd.yaml" in refusal
    assert reason in refusal
    assert not Course.objects.exists()


@pytest.mark.parametrize("options", [{}, {"if_changed": True}])
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    folder: CourseFolder, options: dict[str, bool]
) -> None:
    # What no user may read, not even root: its beginning is memory that no process has.
    (folder.path / "02-locked.yaml").symlink_to("/proc/self/mem")

    refusal = folder.refusal(**options)

    place = folder.path if options else folder.path / "02-locked.yaml"
    assert refusal == f"{place}: [Errno 5] Input/output error\nNothing was loaded."
    assert not Course.objects.exists()


@pytest.mark.parametrize("excluded", ["quizzes", "courses.lesson"])
def test_nothing_of_a_course_file_is_excluded(folder: CourseFolder, excluded: str) -> None:
    refusal = folder.refusal(exclude=[excluded])

    assert "course.yaml: a course file is loaded whole: --exclude is for other" in refusal
    assert not Course.objects.exists()


def test_an_option_that_answers_rest_on_is_named_when_it_is_dropped(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    folder.edit("        - slug: a\n", "        - slug: z\n")

    refusal = folder.refusal()

    assert "option tiny/first/q1/a" in refusal
    assert "people have used it" in refusal


def test_a_folder_among_the_files_is_left_aside(folder: CourseFolder) -> None:
    (folder.path / "old.yaml").mkdir()
    folder.load()
    assert Module.objects.count() == 1


def test_after_a_fault_the_database_is_as_before(folder: CourseFolder) -> None:
    folder.load()
    before = list(Lesson.objects.values())
    folder.edit("둘째 글.", "{없는 말}")

    folder.refusal()

    assert list(Lesson.objects.values()) == before


def test_every_fault_of_a_file_is_told_at_once(folder: CourseFolder) -> None:
    folder.edit("둘째 글.", "{없는 말}")
    folder.edit("::: analogy", "::: analogie")

    refusal = folder.refusal()

    assert "없는 말" in refusal
    assert "analogie" in refusal
