"""Load, dump, load is the identity; the second dump equals the first byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.content import content_models
from courses.coursefiles.dumping import course_files
from courses.models import Course, Lesson
from quizzes.models import Question
from tests.factories import QuestionFactory

pytestmark = pytest.mark.django_db
LOCAL_AI = site.BASE_DIR / "fixtures" / "local-ai"


def load(folder: Path) -> None:
    call_command("loaddata", str(folder), verbosity=0)


def written(folder: Path, slug: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    files = course_files(Course.objects.get(slug=slug))
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return files


def stored() -> dict[str, list[Any]]:
    """Every column of all content, by natural keys."""
    found: dict[str, list[Any]] = {}
    for model in content_models():
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
    assert files == {
        path.name: path.read_text(encoding="utf-8") for path in LOCAL_AI.glob("*.yaml")
    }
    load(tmp_path / "local-ai")
    assert stored() == before


def test_what_was_edited_in_the_admin_is_the_only_change(tmp_path: Path) -> None:
    load(LOCAL_AI)
    lesson = Lesson.objects.get(slug="weight-memory")
    lesson.body = lesson.body.replace("외울 것은 하나입니다.", "기억할 것은 하나입니다.")
    lesson.save()
    before = {path.name: path.read_text(encoding="utf-8") for path in LOCAL_AI.glob("*.yaml")}
    after = written(tmp_path / "local-ai", "local-ai")
    changed = [
        (old, new)
        for name in before
        for old, new in zip(before[name].split("\n"), after[name].split("\n"), strict=True)
        if old != new
    ]
    assert len(changed) == 1


def test_drafts_and_retired_questions_are_left_out(tmp_path: Path) -> None:
    load(LOCAL_AI)
    question = Question.objects.earliest("pk")
    QuestionFactory.create(quiz=question.quiz, slug="still-a-draft", is_draft=True)
    question.retire()
    files = "".join(course_files(Course.objects.get()).values())
    assert "still-a-draft" not in files
    assert f"slug: {question.slug}\n" not in files


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


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=PLAIN, label=PLAIN, body=PROSE, stem=PLAIN, explanation=PROSE, tags=st.booleans())
def test_any_text_comes_back(
    tmp_path: Path, title: str, label: str, body: str, stem: str, explanation: str, tags: bool
) -> None:
    Course.objects.all().delete()
    course = Course.objects.create(slug="random", title=title[:200], summary=body)
    module = course.modules.create(slug="one", position=1, label=label[:50], title=title[:200])
    module.lessons.create(slug="first", position=1, title=title[:200], body=body)
    quiz = QuestionFactory.create(
        quiz__module=module, slug="q", stem=stem, tags=["가 나", "다"] if tags else []
    ).quiz
    quiz.questions.get().options.update(explanation=explanation)
    folder = tmp_path / "random"
    first = written(folder, "random")
    if fault := fault_of_loading(folder):
        # Faulty Markdown, which the loader tells; the file itself is right.
        assert "YAML" not in fault
        return
    assert written(folder, "random") == first
    assert module.lessons.get().body == body
    assert Question.objects.get().stem == stem


def fault_of_loading(folder: Path) -> str:
    try:
        load(folder)
    except CommandError as error:
        return str(error)
    return ""
