"""Load, dump, load is the identity; the second dump equals the first byte for byte."""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from authoring.content import CONTENT
from authoring.coursefiles.dumping import course_files, zipped
from authoring.rendering import render_course
from courses.models import Course, GlossaryTerm, Lesson, Module, SelfDiagnosis
from courses.versions import versions_of
from quizzes.models import Question, Quiz
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    CourseFactory,
    ImageFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    make_author,
)
from tests.tables import examples

pytestmark = pytest.mark.django_db
PAGES: list[type[Any]] = [Course, GlossaryTerm, Lesson, Module, SelfDiagnosis, Quiz, Question]
LOCAL_AI = site.BASE_DIR / "fixtures" / "local-ai"
MARK = b"      wording: mended\n"  # said to `loaddata`; `dumpcourse` does not write it


def load(folder: Path) -> None:
    call_command("loaddata", str(folder), verbosity=0)


def written(folder: Path, slug: str) -> dict[str, bytes]:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    files = dict(course_files(Course.objects.get(slug=slug)))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a course folder, by its name, without what it says to `loaddata` alone."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().replace(MARK, b"") for path in paths
    }


def stored() -> dict[str, list[Any]]:
    """Every column of all content, by natural keys."""
    found: dict[str, list[Any]] = {}
    for model in CONTENT:
        rows: list[Any] = list(model._default_manager.all())
        columns = [column.attname for column in model._meta.concrete_fields]
        found[model.__name__] = sorted(
            (row.natural_key(), [getattr(row, name) for name in columns]) for row in rows
        )
    return found


def test_the_course_of_this_project_comes_back_byte_for_byte(tmp_path: Path) -> None:
    load(LOCAL_AI)
    before = stored()
    files = written(tmp_path / "local-ai", "local-ai")
    assert files == read(LOCAL_AI)
    load(tmp_path / "local-ai")
    assert stored() == before


@pytest.mark.usefixtures("local_ai")
def test_what_was_edited_in_the_admin_is_the_only_change(tmp_path: Path) -> None:
    lesson = Lesson.objects.get(slug="weight-memory")
    lesson.body = lesson.body.replace("첫 계산은 이렇습니다.", "이렇게 계산합니다.")
    lesson.save()
    before = read(LOCAL_AI)
    after = written(tmp_path / "local-ai", "local-ai")
    changed = [
        (old, new)
        for name in before
        for old, new in zip(before[name].split(b"\n"), after[name].split(b"\n"), strict=True)
        if old != new
    ]
    assert len(changed) == 1


@pytest.mark.usefixtures("local_ai")
@pytest.mark.full
def test_saving_pages_as_they_are_changes_nothing(client: Client) -> None:
    client.force_login(make_author())
    versions = [versions_of(model).count() for model in CONTENT]
    for model in PAGES:
        row = model._default_manager.latest("pk")
        # A browser sends each line end as two characters.
        sent = {name: value.replace("\n", "\r\n") for name, value in form_of(client, row).items()}
        assert client.post(address(row), sent).status_code == 302
    assert dict(course_files(Course.objects.get())) == read(LOCAL_AI)
    assert [versions_of(model).count() for model in CONTENT] == versions


@pytest.mark.usefixtures("local_ai")
def test_retired_questions_are_left_out() -> None:
    question = Question.objects.earliest("pk")
    question.retire()
    files = b"".join(dict(course_files(Course.objects.get())).values()).decode()
    assert f"slug: {question.slug}\n" not in files


def test_what_is_unfinished_comes_back_as_it_is(tmp_path: Path) -> None:
    course = CourseFactory.create(slug="begun")
    module = course.modules.create(slug="bare", position=1, label="1", title="아직")
    QuizFactory.create(module=module)
    other = ModuleFactory.create(course=course, slug="drafts", position=2, is_published=False)
    quiz = QuizFactory.create(module=other)
    draft = QuestionFactory.create(quiz=quiz, slug="half", position=1, is_draft=True)
    draft.options.filter(is_correct=False).delete()
    draft.options.update(explanation="", explanation_html="")
    Question.objects.create(quiz=quiz, slug="stem-only", position=2, stem="물음", is_draft=True)
    list(render_course(course))
    before, package = stored(), tmp_path / "begun.zip"
    package.write_bytes(zipped(course))
    Course.objects.all().delete()
    load(package)
    assert zipped(Course.objects.get()) == package.read_bytes()
    assert [question.is_draft for question in Question.objects.all()] == [True, True]
    assert {name: len(rows) for name, rows in stored().items()} == {
        name: len(rows) for name, rows in before.items()
    }


LINES = st.text(
    st.one_of(
        st.sampled_from("가나다 abc  #:-|>'\"%@&*!?,\t0"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="{}[]<"),
    ),
    max_size=30,
)
PLAIN = LINES.map(str.strip).filter(lambda text: any(one.isalnum() for one in text))
PROSE = st.lists(LINES, min_size=1, max_size=5).map(
    lambda lines: "\n".join(["글", *lines, "끝"]).strip()
)


def draw_course(data: st.DataObject) -> Course:
    """A course of one to three modules, with any texts, quizzes and self-diagnoses or none."""

    def plain(most: int) -> str:
        return data.draw(PLAIN)[:most].strip()

    Course.objects.all().delete()
    course = Course.objects.create(slug="random", title=plain(200), summary=data.draw(PROSE))
    for number in range(1, data.draw(st.integers(0, 2)) + 1):
        ImageFactory.create(course=course, name=f"picture-{number}", alt=plain(500))
    for number in range(1, data.draw(st.integers(1, 3)) + 1):
        module = course.modules.create(
            slug=f"module-{number}",
            position=number,
            label=plain(50),
            title=plain(200),
            lead=data.draw(st.one_of(st.just(""), PROSE)),
            kind=data.draw(st.sampled_from(["core", "deep_dive"])),
            is_published=data.draw(st.booleans()),
            review_after=data.draw(st.one_of(st.none(), st.dates())),
        )
        for at in range(1, data.draw(st.integers(1, 3)) + 1):
            module.lessons.create(
                slug=f"lesson-{at}", position=at, title=plain(200), body=data.draw(PROSE)
            )
        for at in range(1, data.draw(st.integers(0, 2)) + 1):
            quiz = Quiz.objects.filter(module=module).first() or QuizFactory.create(module=module)
            question = QuestionFactory.create(
                quiz=quiz,
                slug=f"q{at}",
                position=at,
                stem=plain(300),
                is_draft=data.draw(st.booleans()),
                tags=data.draw(st.sampled_from([[], ["가 나"], ["가 나", "다"]])),
                lesson=data.draw(st.sampled_from([None, module.lessons.first()])),
            )
            question.options.update(explanation=data.draw(PROSE))
        if data.draw(st.booleans()):
            SelfDiagnosisFactory.create(after=module, slug=f"levels-{number}")
    return course


@examples(5)
@given(data=st.data())
def test_any_course_comes_back(data: st.DataObject) -> None:
    list(render_course(draw_course(data)))
    before = stored()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory) / "random"
        first = written(folder, "random")
        if fault := fault_of_loading(folder):
            # Faulty Markdown, which the loader tells; the file itself is right.
            assert "YAML" not in fault
            return
        assert written(folder, "random") == first
        assert stored() == before


def fault_of_loading(folder: Path) -> str:
    try:
        load(folder)
    except CommandError as error:
        return str(error)
    return ""


@pytest.mark.full
def test_a_course_with_pictures_goes_by_zip_to_another_installation(
    tmp_path: Path, local_ai: Course
) -> None:
    ImageFactory.create(course=local_ai, name="board")
    lesson = Lesson.objects.earliest("pk")
    lesson.body += "\n\n![](image:board)"
    lesson.save()
    package = tmp_path / "sent.zip"
    package.write_bytes(zipped(local_ai))
    there = {name: len(rows) for name, rows in stored().items()}
    Course.objects.all().delete()

    call_command("loaddata", str(package), verbosity=0)
    assert zipped(Course.objects.get()) == package.read_bytes()
    assert {name: len(rows) for name, rows in stored().items()} == there
    assert "<img" in Lesson.objects.get(slug=lesson.slug, module__slug=lesson.module.slug).body_html


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"c/course.yaml": b"course: c\n"}, "c.zip/course.yaml:1: title"),
        ({"c/course.yaml": b"a", "../x": b""}, r"c.zip: .*\.\./x"),
        ({"c/course.yaml": b"0" * 63_000_000}, "c.zip: "),
        ({"c/course.yaml": b"course: c\ntitle: t\nimages:\n - {name: a, alt: a}\n"}, "images/a"),
        (
            {
                "c/course.yaml": b"course: c\ntitle: t\nimages:\n - {name: a, alt: a}\n",
                "c/images/a.png": b"<svg/>",
            },
            r"c.zip/course.yaml:4: .*images/a.png",
        ),
        ({"readme.txt": b"a"}, "c.zip holds no course.yaml"),
        (None, "c.zip: "),
    ],
)
def test_a_zip_that_holds_no_sound_course_is_refused(
    tmp_path: Path, files: dict[str, bytes] | None, said: str
) -> None:
    path = tmp_path / "c.zip"
    path.write_bytes(b"PK\x03\x04 no zip at all")
    if files:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in files.items():
                package.writestr(name, content)
    with pytest.raises(CommandError, match=said):
        call_command("loaddata", str(path), verbosity=0)
    assert not Course.objects.exists()
    assert not (tmp_path.parent / "x").exists()
