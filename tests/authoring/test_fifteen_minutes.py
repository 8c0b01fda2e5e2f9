"""The same module with five questions as a file: letters beside its texts, and the minutes."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from courses.models import Module
from tests.factories import CourseFactory
from tests.fifteen_minutes import MODULE, QUESTIONS, SECTIONS, Effort

pytestmark = pytest.mark.django_db
COMMANDS = [
    "manage.py startmodule passwords",
    "manage.py checkcontent fixtures/tiny",
    "manage.py loaddata tiny",
]


def module_file() -> str:
    """As somebody writes it who leaves out what may be left out."""
    options = [
        {"slug": letter, "text": text, "explanation": explanation}
        | ({"correct": True} if place == right else {})
        for _stem, rows, right in QUESTIONS
        for place, (letter, (text, explanation)) in enumerate(zip("abcd", rows, strict=True))
    ]
    questions = [
        {"slug": f"q{number}", "stem": stem, "options": options[(number - 1) * 4 : number * 4]}
        for number, (stem, _rows, _right) in enumerate(QUESTIONS, 1)
    ]
    head = {"course": "tiny", "module": "passwords", "position": 1, "label": "모듈 1"}
    lessons = [
        {"slug": f"section-{number}", "title": title, "body": body}
        for number, (title, body) in enumerate(SECTIONS, 1)
    ]
    quiz = {"title": "확인 문제", "questions": questions}
    rest = {"title": MODULE, "is_published": True, "lessons": lessons, "quiz": quiz}
    written: str = yaml.safe_dump(head | rest, allow_unicode=True, sort_keys=False, width=1000)
    return written


def test_the_file_is_written_and_loaded_in_fifteen_minutes(tmp_path: Path) -> None:
    CourseFactory.create(slug="tiny")
    folder = tmp_path / "tiny"
    call_command("dumpcourse", "tiny", "--to", str(folder), verbosity=0)
    text = module_file()
    (folder / "01-passwords.yaml").write_text(text, encoding="utf-8")
    call_command("loaddata", str(folder), verbosity=0)

    module = Module.objects.get(course__slug="tiny")
    assert module.is_published
    assert module.quiz.questions.live().count() == len(QUESTIONS)
    typed = "\n".join(line.lstrip() for line in text.split("\n"))  # the editor indents
    effort = Effort(len(typed) + len("".join(COMMANDS)), len(COMMANDS))
    assert effort.minutes <= 15
