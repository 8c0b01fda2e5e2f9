"""What a start renders anew, and what it tells the operator who started it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from authoring.models import Rendering
from config import renderings
from courses.models import Course, GlossaryTerm, Lesson
from tests.factories import LessonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(settings: Settings, tmp_path: Path) -> Lesson:
    """One whose HTML is as today's code makes it, and noted to be so."""
    settings.DATA_DIR = tmp_path
    lesson: Lesson = LessonFactory.create(body="본문")
    renderings.render()
    return lesson


def shown(lesson: Lesson) -> str:
    return Lesson.objects.get(pk=lesson.pk).body_html


def set_html(lesson: Lesson) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(body_html="before")


def test_html_that_is_not_what_was_made_is_made_anew_and_told(
    lesson: Lesson, capsys: pytest.CaptureFixture[str]
) -> None:
    html = shown(lesson)
    set_html(lesson)
    capsys.readouterr()

    renderings.render()

    assert shown(lesson) == html
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("shown otherwise than before: lesson ")
    assert line.endswith(f"/{lesson.slug} body")


def test_what_is_as_it_was_is_not_rendered_again(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderings, "call_command", None)
    renderings.render()


@pytest.mark.parametrize("change", ["code", "term"])
def test_all_is_rendered_again_when_what_it_is_made_of_has_changed(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    commands: list[str] = []
    monkeypatch.setattr(renderings, "call_command", lambda name, **_: commands.append(name))
    if change == "code":
        Rendering.objects.update(digest="of another version")
    else:
        GlossaryTerm.objects.create(course=Course.objects.get(), term="말", definition="뜻")

    renderings.render()

    assert commands == ["rendercourses"]


def test_what_an_author_has_to_mend_is_told_at_every_start(
    lesson: Lesson, capsys: pytest.CaptureFixture[str]
) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(body="[링크](course:없는-모듈)")

    for _start in range(2):
        renderings.render()
        assert "없는-모듈" in capsys.readouterr().err
