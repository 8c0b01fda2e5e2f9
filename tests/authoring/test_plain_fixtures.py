"""Plain Django fixtures load by the same `loaddata`, with the same checks."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from authoring.content import CONTENT
from courses.models import Course, Lesson
from courses.versions import versions_of
from quizzes.models import Answer, Option, Question
from tests.authoring.conftest import CourseFolder
from tests.factories import ImageFactory, UserFactory, answer_wrong
from tests.tables import first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", b"3"),
        ("x.json", b"["),
        ("x.json", b"\xff\xfe"),
        ("x.json", b'[{"model": "courses.module", "fields": {"course": ["nowhere"]}}]'),
        ("x.xml", b"<a"),
        ("x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("x.json.gz", b"no gzip"),
    ],
)
def test_an_odd_plain_fixture_is_refused_with_its_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"x\.(json|xml).*\S"):
        call_command("loaddata", str(path), verbosity=0)


def plain_fixture(tmp_path: Path, folder: CourseFolder) -> Path:
    """The same content as a plain Django fixture."""
    folder.load()
    versions = [versions_of(model).model._meta.label for model in CONTENT]
    path = tmp_path / "plain.json"
    call_command(
        "dumpdata",
        "courses",
        "quizzes",
        natural_foreign=True,
        natural_primary=True,
        exclude=["courses.coursefiles", *versions],
        output=str(path),
        verbosity=0,
    )
    Course.objects.get().delete()
    return path


def test_a_plain_django_fixture_loads_and_renders_too(folder: CourseFolder, tmp_path: Path) -> None:
    path = plain_fixture(tmp_path, folder)

    call_command("loaddata", str(path), verbosity=0)

    assert "<strong>" in Lesson.objects.get(slug="one").body_html
    assert Option.objects.count() == 4


@pytest.mark.parametrize(
    ("model", "field", "value", "reason"),
    first(
        3,
        [
            ("quizzes.option", "is_correct", False, "exactly one right"),
            ("courses.lesson", "body", "[x](course:nowhere)", "course:nowhere"),
            ("courses.lesson", "slug", "no slug", "slug"),
            ("quizzes.option", "is_correct", True, "exactly one right"),
            ("quizzes.option", "explanation", "", "explanation"),
            ("courses.lesson", "body", "::: what\nx\n:::", "what"),
        ],
    ),
)
def test_a_plain_django_fixture_is_checked_alike(
    folder: CourseFolder, tmp_path: Path, model: str, field: str, value: object, reason: str
) -> None:
    path = plain_fixture(tmp_path, folder)
    rows = json.loads(path.read_text())
    for row in rows:
        if row["model"] == model:
            row["fields"][field] = value
    path.write_text(json.dumps(rows))

    with pytest.raises(CommandError) as refusal:
        call_command("loaddata", str(path), verbosity=0)

    assert "plain.json" in str(refusal.value)
    assert reason in str(refusal.value)
    assert not Course.objects.exists()


def test_a_plain_fixture_adds_no_option_to_an_answered_question(
    folder: CourseFolder, tmp_path: Path
) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    fields = {
        "question": ["tiny", "first", "q1"],
        "slug": "e",
        "position": 9,
        "text": "더",
        "explanation": "더",
    }
    path = tmp_path / "plain.json"
    path.write_text(json.dumps([{"model": "quizzes.option", "fields": fields}]))

    with pytest.raises(CommandError, match=r"plain\.json: option tiny/first/q1/e: .*has answers"):
        call_command("loaddata", str(path), verbosity=0)


@pytest.mark.parametrize(
    ("model", "field", "value", "reason"),
    [
        ("courses.image", "width", 0, 'image tiny/board: .*"image_has_a_size" Failing row'),
        ("quizzes.option", "position", 1, r"this position\. Key \(question_id, .*already exists"),
    ],
)
def test_what_the_database_refuses_is_told_with_the_row(
    folder: CourseFolder, tmp_path: Path, model: str, field: str, value: object, reason: str
) -> None:
    folder.load()
    ImageFactory.create(course=Course.objects.get(), name="board")
    path = tmp_path / "plain.json"
    call_command("dumpdata", model, natural_foreign=True, output=str(path), verbosity=0)
    rows = json.loads(path.read_text())
    rows[-1]["fields"][field] = value
    path.write_text(json.dumps(rows))

    with pytest.raises(CommandError, match=reason) as refusal:
        call_command("loaddata", str(path), verbosity=0)

    assert "%(name)s" not in str(refusal.value)


def test_a_fixture_cannot_change_an_answer(folder: CourseFolder, tmp_path: Path) -> None:
    folder.load()
    answer = answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    path = tmp_path / "answers.json"
    call_command("dumpdata", "quizzes.answer", output=str(path), verbosity=0)
    rows = json.loads(path.read_text())
    rows[0]["fields"]["answered_at"] = "2020-01-01T00:00:00Z"
    path.write_text(json.dumps(rows))

    with pytest.raises(CommandError, match="never changed or deleted"):
        call_command("loaddata", str(path), verbosity=0)

    assert Answer.objects.get() == answer
    assert Answer.objects.get().answered_at == answer.answered_at
