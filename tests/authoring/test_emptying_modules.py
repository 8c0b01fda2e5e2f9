"""Authors are told, in a sentence, that a published module would be left empty; nothing is lost."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.models import Lesson, Module
from quizzes.models import Question, Quiz
from tests.factories import LessonFactory, ModuleFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "공개한 모듈에는 절이나 내는 문제가 하나는 남아 있어야 합니다."


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def lesson() -> Lesson:
    """All there is in its published module."""
    with transaction.atomic():
        return LessonFactory.create()


@pytest.fixture
def question() -> Question:
    """All there is in its published module."""
    with transaction.atomic():
        return QuestionFactory.create()


def fields_of(html: str) -> Iterator[tuple[str, str]]:
    """What a browser would send of the page's form."""
    form = BeautifulSoup(html, "html.parser").select_one("#content form[method=post]")
    assert form is not None
    for field in form.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if "__prefix__" in name or field.get("type") == "submit":
            continue
        if field.name == "textarea":
            yield name, field.text.removeprefix("\r\n").removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            yield name, str(chosen["value"]) if chosen else ""
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            default = "on" if field.get("type") == "checkbox" else ""
            yield name, str(field.get("value", default))


def told(html: str) -> list[str]:
    """The messages at the head of the page, or what the page of a refused form says."""
    found = BeautifulSoup(html, "html.parser").select(".messagelist li, .lms-lead")
    return [message.text.strip() for message in found]


def refused(html: str) -> bool:
    """Whether the page says so, and nothing else."""
    messages = told(html)
    return len(messages) == 1 and SENTENCE in messages[0]


def page(row: Any, what: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])


def change(editor: Client, row: Any, **fields: str) -> str:
    """Save the row's form with these fields changed; the page that follows."""
    address = page(row)
    sent = dict(fields_of(editor.get(address).content.decode())) | fields
    return editor.post(address, sent, follow=True).content.decode()


def test_the_page_that_deletes_the_last_section_refuses(editor: Client, lesson: Lesson) -> None:
    answer = editor.post(page(lesson, "delete"), {"post": "yes"}, follow=True)
    assert refused(answer.content.decode())
    assert Lesson.objects.exists()


def test_the_list_that_deletes_the_last_section_refuses(editor: Client, lesson: Lesson) -> None:
    sent = {"action": "delete_selected", "_selected_action": [lesson.pk], "post": "yes"}
    answer = editor.post(reverse("admin:courses_lesson_changelist"), sent, follow=True)
    assert refused(answer.content.decode())
    assert Lesson.objects.exists()


def test_the_page_of_the_module_refuses_to_drop_its_last_section(
    editor: Client, lesson: Lesson
) -> None:
    html = change(editor, lesson.module, **{"lessons-0-DELETE": "on"})
    assert refused(html)
    assert Lesson.objects.exists()


def test_the_last_section_is_not_moved_away(editor: Client, lesson: Lesson) -> None:
    other = ModuleFactory.create(course=lesson.module.course, is_published=False)
    assert refused(change(editor, lesson, module=str(other.pk)))
    assert Lesson.objects.get().module == lesson.module


def test_the_last_question_is_not_retired(editor: Client, question: Question) -> None:
    html = change(editor, question, retired_at_0="2026-11-01", retired_at_1="12:00:00")
    assert refused(html)
    assert Question.objects.live().exists()


@pytest.mark.parametrize("whole_quiz", [False, True])
def test_the_last_question_and_its_quiz_are_not_deleted(
    editor: Client, question: Question, whole_quiz: bool
) -> None:
    row = question.quiz if whole_quiz else question
    answer = editor.post(page(row, "delete"), {"post": "yes"}, follow=True)
    assert refused(answer.content.decode())
    assert Quiz.objects.exists()
    assert Question.objects.exists()


def test_once_the_module_is_taken_back_it_may_be_emptied(editor: Client, lesson: Lesson) -> None:
    editor.post(reverse("admin:courses_module_publish", args=[lesson.module_id]), {"withdraw": "1"})
    editor.post(page(lesson, "delete"), {"post": "yes"})
    assert not Lesson.objects.exists()


@pytest.mark.usefixtures("messages_in_english")
def test_a_file_that_publishes_an_empty_module_loads_nothing(
    lesson: Lesson, tmp_path: Path
) -> None:
    module = {
        "course": [lesson.module.course.slug],
        "slug": "empty",
        "position": 9,
        "label": "모듈 9",
        "title": "빈 모듈",
        "is_published": True,
    }
    path = tmp_path / "empty.json"
    path.write_text(json.dumps([{"model": "courses.module", "fields": module}]))

    with pytest.raises(CommandError) as refusal, translation.override("en"):
        call_command("loaddata", str(path), verbosity=0)

    assert "empty.json" in str(refusal.value)
    assert "A published module keeps a section or a question" in str(refusal.value)
    assert not Module.objects.filter(slug="empty").exists()


def empty_before_the_rule() -> Module:
    """Only the owner of the tables can still make one."""
    module: Module = ModuleFactory.create(is_published=False)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_module DISABLE TRIGGER USER")
        cursor.execute("UPDATE courses_module SET is_published = true")
        cursor.execute("ALTER TABLE courses_module ENABLE TRIGGER USER")
    return module


def test_modules_that_were_empty_before_are_named_and_may_be_mended(editor: Client) -> None:
    module = empty_before_the_rule()
    out = StringIO()
    call_command("check", databases=["default"], stderr=out)
    assert f"{module.course.slug}/{module.slug}" in out.getvalue()

    html = change(editor, module, title="다른 제목")
    assert SENTENCE not in html
    with transaction.atomic():
        LessonFactory.create(module=module)
    out = StringIO()
    call_command("check", databases=["default"], stderr=out)
    assert module.slug not in out.getvalue()
